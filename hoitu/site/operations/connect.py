"""Make the channel through which an agency's approved stories reach a site."""

from dataclasses import replace
from uuid import UUID

from hoitu.channels import api as channels
from hoitu.kernel.actor import Actor
from hoitu.site.data import SiteCard


def connect_site(*, actor: Actor, site: SiteCard) -> UUID:
    """Add the site's own channel and return its id; the agency's first one takes every story by itself."""
    actor.require("site.manage")
    there = channels.channels_of(agency_id=actor.agency, active_only=False)
    taken = {channel.name for channel in there}
    # A site without a channel is a site without stories: making one is part of managing sites.
    return channels.save_channel(
        actor=replace(actor, permissions=actor.permissions | {"channels.manage"}),
        name=site.name if site.name not in taken else f"{site.name[:70]} ({site.slug})",
        kind="web",
        medium="web",
        config={"site": site.slug},
        is_default=not any(channel.kind == "web" and channel.is_default for channel in there),
    )
