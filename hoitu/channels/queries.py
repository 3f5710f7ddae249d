"""What screens and neighbours read of channels and releases."""

from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from hoitu.channels.data import (
    Action,
    Channel,
    Delivery,
    DeliveryState,
    Publication,
    ReleaseState,
    ReleaseView,
)
from hoitu.channels.models import ChannelRow, DeliveryRow, Release, TakedownOrder
from hoitu.kernel.actor import Actor
from hoitu.kernel.outgoing import Outgoing, host_of
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.sealing import unseal
from hoitu.stories import api as stories


def channels_of(*, agency_id: UUID, active_only: bool = True) -> list[Channel]:
    """Return the agency's channels in their order, without secrets."""
    rows = ChannelRow.objects.for_agency(agency_id)
    if active_only:
        rows = rows.filter(is_active=True)
    return [as_channel(row) for row in rows]


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List where stories go outside: what channels push to, and platforms on which people post by hand (no host)."""
    rows = ChannelRow.objects.unscoped(why="an operator sees where every agency's stories go").exclude(
        kind="web"
    )
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    return [
        Outgoing(
            host_of(row.config["url"]) if row.config.get("url") else "",
            _("Kênh phát hành: %(name)s") % {"name": row.name},
            _("bài đã duyệt"),
            agency_id=row.agency_id,
            is_domestic=row.is_domestic,
            in_use=row.is_active,
        )
        for row in rows.order_by("agency", "order", "name")
    ]


def releases_of(*, actor: Actor, story_id: UUID) -> list[ReleaseView]:
    """Return the story's releases, channels in their order, each with its latest delivery. Raises `NotFound`."""
    actor.require("channels.read")
    stories.story_card(actor=actor, story_id=story_id)  # whoever may not read it learns nothing of it
    return [_view(row) for row in _with_last_delivery(actor).filter(story_id=story_id)]


def troubled_releases(*, actor: Actor, limit: int = 50) -> list[ReleaseView]:
    """Return releases whose latest delivery failed or waits for a person, newest first."""
    rows = _with_last_delivery(actor).filter(last_state__in=["failed", "by_hand", "retrying"])
    return [_view(row) for row in rows.order_by("-planned_at")[:limit]]


def upcoming_releases(*, actor: Actor, limit: int = 50) -> list[ReleaseView]:
    """Return armed releases that wait for their time, the next first."""
    rows = _with_last_delivery(actor).filter(state=ReleaseState.ARMED, due_at__isnull=False)
    return [_view(row) for row in rows.order_by("due_at")[:limit]]


def public_url(*, story_id: UUID) -> str:
    """Return where readers find the story on the agency's own site, or ""."""
    row = (
        Release.objects.unscoped(why="a public address")
        .filter(story_id=story_id, channel__kind=ChannelRow.Kind.WEB, state=ReleaseState.OUT)
        .order_by("channel__order")
        .first()
    )
    return row.url if row else ""


def publication(*, release_id: UUID) -> Publication | None:
    """Return what the public got of a release; None while it never was out."""
    release = (
        Release.objects.unscoped(why="what is published is public")
        .select_related("channel")
        .filter(pk=release_id, out_at__isnull=False)
        .first()
    )
    if release is None or release.out_at is None or release.revision_id is None:
        return None
    deliveries = release.deliveries.exclude(action=Action.WITHDRAW)
    confirmed = deliveries.filter(state=DeliveryState.CONFIRMED).order_by("confirmed_at").first()
    removal = release.deliveries.filter(action=Action.WITHDRAW).order_by("-sequence").first()
    story = stories.released_story(revision_id=release.revision_id)
    return Publication(
        release_id=release.pk,
        agency_id=release.agency_id,
        story_id=release.story_id,
        title=story.headline,
        url=release.url,
        channel_name=release.channel.name,
        medium=release.channel.medium,
        is_domestic=release.channel.is_domestic,
        by_hand=release.channel.kind == ChannelRow.Kind.MANUAL,
        published_at=release.out_at,
        removed_at=removal.delivered_at if removal and release.state == ReleaseState.WITHDRAWN else None,
        confirmed_at=confirmed.confirmed_at if confirmed else None,
        topic_ids=tuple(topic.id for topic in story.topics),
        source_credit=story.source_credit,
        standfirst=story.standfirst,
        section=story.section.name if story.section else "",
        is_corrected=bool(story.corrections),
    )


def releases_ever_out(*, after: UUID | None, limit: int) -> list[UUID]:
    """Return releases that are or were out, by id, for a room that begins to follow them."""
    rows = Release.objects.unscoped(why="a room begins to follow").filter(out_at__isnull=False).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", flat=True)[:limit])


def open_takedowns(*, actor: Actor) -> ScopedQuerySet[TakedownOrder]:
    """Return take-down orders that are not executed everywhere yet, the nearest deadline first."""
    return TakedownOrder.objects.for_agency(actor.agency).filter(executed_at=None).order_by("deadline_at")


def delivery_data(row: DeliveryRow, *, with_secret: bool = False) -> Delivery:
    """Return what an adapter needs to act."""
    release = row.release
    return Delivery(
        id=row.pk,
        release_id=release.pk,
        story_id=release.story_id,
        channel=as_channel(release.channel, with_secret=with_secret),
        action=row.action,  # type: ignore[arg-type]
        idempotency_key=row.idempotency_key,
        story=stories.released_story(revision_id=row.revision_id),
        first_out_at=release.out_at,
        url=release.url,
        external_id=release.external_id,
    )


def as_channel(row: ChannelRow, *, with_secret: bool = False) -> Channel:
    """Return the record of a stored channel."""
    return Channel(
        id=row.pk,
        agency_id=row.agency_id,
        kind=row.kind,
        name=row.name,
        config=row.config,
        is_domestic=row.is_domestic,
        is_default=row.is_default,
        is_active=row.is_active,
        secret=unseal(bytes(row.sealed_secret)) if with_secret else "",
    )


def _with_last_delivery(actor: Actor) -> Any:  # the annotations have no type of their own
    last = (
        DeliveryRow.objects.unscoped(why="of releases in scope")
        .filter(release=OuterRef("pk"))
        .order_by("-sequence")
    )
    return (
        Release.objects.for_agency(actor.agency)
        .select_related("channel")
        .annotate(
            headline=F("story__headline"),
            last_id=Subquery(last.values("pk")[:1]),
            last_state=Subquery(last.values("state")[:1]),
            last_action=Subquery(last.values("action")[:1]),
            last_error=Subquery(last.values("error")[:1]),
            last_attempts=Subquery(last.values("attempts")[:1]),
            last_confirmed=Subquery(last.values("confirmed_at")[:1]),
        )
        .order_by("channel__order", "channel__name")
    )


def _view(row: Any) -> ReleaseView:
    return ReleaseView(
        id=row.pk,
        story_id=row.story_id,
        headline=row.headline,
        channel_id=row.channel_id,
        channel_name=row.channel.name,
        channel_kind=row.channel.kind,
        is_domestic=row.channel.is_domestic,
        state=ReleaseState(row.state),
        due_at=row.due_at,
        embargo_until=row.embargo_until,
        out_at=row.out_at,
        url=row.url,
        revision_number=row.revision_number,
        last_action=row.last_action or "",
        delivery_id=row.last_id,
        delivery_state=row.last_state or "",
        error=row.last_error or "",
        attempts=row.last_attempts or 0,
        confirmed_at=row.last_confirmed,
    )
