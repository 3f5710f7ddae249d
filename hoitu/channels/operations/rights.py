"""What rights do to releases: tell early, note uses, let go out against a refusal, withdraw what may not stand."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hoitu.channels.data import Action, DeliveryState
from hoitu.channels.events import ReleaseTroubled
from hoitu.channels.models import DeliveryRow, Release
from hoitu.channels.shown import files_of, place_of, sentence_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.live import notify_live
from hoitu.media import api as media
from hoitu.stories import api as stories


def tell_early(release: Release, due_at: datetime) -> None:
    """Announce trouble when an armed release shows files that may not be used at its time.

    It stays armed: a lease may be renewed until then, and it is asked again when it is sent.
    """
    sentence = sentence_of(files_of(release, at=due_at))
    if sentence:
        announce(
            ReleaseTroubled(
                subject=f"story:{release.story_id}",
                agency_id=release.agency_id,
                story_id=release.story_id,
                release_id=release.pk,
                channel_name=release.channel.name,
                sentence=sentence,
            )
        )


def note_uses(row: DeliveryRow) -> None:
    """Remember which files readers have since a delivery, and no longer have since a withdrawal."""
    release = row.release
    withdrawn = row.action == Action.WITHDRAW
    # The first delivery of an imported story is younger than its standing before readers.
    at = release.out_at if row.sequence == 1 and not withdrawn else row.delivered_at
    media.note_uses(
        agency_id=release.agency_id,
        key=release.key,
        subject=f"story:{release.story_id}",
        title=release.story.headline,
        channel=release.channel.name,
        place=place_of(release.channel),
        path=reverse("stories:story", args=[release.story_id]),
        asset_ids=[] if withdrawn else stories.shown_assets(revision_id=row.revision_id),
        at=at or clock.now(),
    )


def let_files_go(*, actor: Actor, story_id: UUID, release_id: UUID, reason: str) -> UUID | None:
    """Let a release go out although rights stop files of it, for a written reason.

    Return its failed delivery, which can be sent again now, if there is one.
    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        release = (
            Release.objects.for_agency(actor.agency)
            .select_for_update(of=("self",))
            .select_related("channel", "story")
            .filter(pk=release_id, story_id=story_id)
            .first()
        )
        if release is None:
            raise NotFound()
        stories.story_card(actor=actor, story_id=story_id)
        media.override_rights(
            actor=actor,
            key=release.key,
            label=f"{release.story.headline} · {release.channel.name}",
            place=place_of(release.channel),
            asset_ids=stories.shown_assets(revision_id=release.revision_id) if release.revision_id else [],
            reason=reason,
            said=stories.said_in(revision_id=release.revision_id) if release.revision_id else {},
        )
        notify_live(actor.agency, "releases", str(story_id))
        last = release.deliveries.order_by("-sequence").first()
        return last.pk if last is not None and last.state == DeliveryState.FAILED else None


def withdraw_for_rights(*, actor: Actor, story_ids: Collection[UUID], reason: str) -> int:
    """Withdraw stories that show files which may no longer be used, from every channel; all or none.

    Return how many. Raises what `stories.withdraw_story` raises.
    """
    with transaction.atomic():
        for story_id in sorted(set(story_ids)):
            stories.withdraw_story(actor=actor, story_id=story_id, reason=reason)
    return len(set(story_ids))
