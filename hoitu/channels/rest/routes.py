"""Channels, releases and deliveries over HTTP."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hoitu.channels import api
from hoitu.channels.data import ReleaseView
from hoitu.channels.models import ChannelRow
from hoitu.kernel.rest import REFUSALS, Instant, Line, ShortLine, Text, acting

router = Router(tags=["channels"])


class ChannelOut(Schema):
    """A place where the agency releases."""

    id: UUID
    kind: str
    name: str
    is_domestic: bool
    is_default: bool


class ReleaseOut(Schema):
    """A story on a channel, with its latest delivery."""

    id: UUID
    story_id: UUID
    channel_id: UUID
    channel_name: str
    channel_kind: str
    state: str
    due_at: datetime | None
    embargo_until: datetime | None
    out_at: datetime | None
    url: str
    revision_number: int | None
    last_action: str
    delivery_id: UUID | None
    delivery_state: str
    error: str
    attempts: int
    confirmed_at: datetime | None

    @classmethod
    def of(cls, view: ReleaseView) -> "ReleaseOut":
        return cls(**asdict(view))


class PlanIn(Schema):
    """Where and when a story goes out; without `due_at`: as soon as it is approved."""

    channel_id: UUID
    due_at: Instant | None = None
    embargo_until: Instant | None = None


class EvidenceIn(Schema):
    """What was released by hand; one of place, air time, link or scan is needed."""

    media_type: ChannelRow.Medium
    place: ShortLine = ""
    aired_at: Instant | None = None
    link: Line = ""
    scan_id: UUID | None = None


class TakedownIn(Schema):
    """An authority's order to take a story down."""

    authority: ShortLine
    reason: Text
    document_number: ShortLine = ""
    is_urgent: bool = False
    received_at: Instant | None = None


class Made(Schema):
    """The id of what was made."""

    id: UUID


@router.get("/channels", response={200: list[ChannelOut], **REFUSALS})
def list_channels(request: HttpRequest) -> list[ChannelOut]:
    """Return the agency's channels that are in use. Needs `channels.read`."""
    actor = acting(request, "channels.read")
    return [
        ChannelOut(
            id=row.id, kind=row.kind, name=row.name, is_domestic=row.is_domestic, is_default=row.is_default
        )
        for row in api.channels_of(agency_id=actor.agency)
    ]


@router.get("/stories/{uuid:story_id}/releases", response={200: list[ReleaseOut], **REFUSALS})
def list_releases(request: HttpRequest, story_id: UUID) -> list[ReleaseOut]:
    """Return where a story is, was or will be released. Needs `channels.read`."""
    actor = acting(request, "channels.read")
    return [ReleaseOut.of(view) for view in api.releases_of(actor=actor, story_id=story_id)]


@router.post("/stories/{uuid:story_id}/releases", response={200: list[ReleaseOut], **REFUSALS})
def plan_release(request: HttpRequest, story_id: UUID, given: PlanIn) -> list[ReleaseOut]:
    """Plan a story for a channel, or change its times. Needs `channels.plan`."""
    actor = acting(request, "channels.plan")
    api.plan_release(
        actor=actor,
        story_id=story_id,
        channel_id=given.channel_id,
        due_at=given.due_at,
        embargo_until=given.embargo_until,
    )
    return [ReleaseOut.of(view) for view in api.releases_of(actor=actor, story_id=story_id)]


@router.delete("/releases/{uuid:release_id}", response={204: None, **REFUSALS})
def cancel_release(request: HttpRequest, release_id: UUID) -> Status[None]:
    """Take a release back before it is out. Needs `channels.plan`."""
    api.cancel_release(actor=acting(request, "channels.plan"), release_id=release_id)
    return Status(204, None)


@router.get("/releases/upcoming", response={200: list[ReleaseOut], **REFUSALS})
def upcoming_releases(request: HttpRequest) -> list[ReleaseOut]:
    """Return what goes out next. Needs `channels.read`."""
    actor = acting(request, "channels.read")
    return [ReleaseOut.of(view) for view in api.upcoming_releases(actor=actor)]


@router.get("/releases/troubled", response={200: list[ReleaseOut], **REFUSALS})
def troubled_releases(request: HttpRequest) -> list[ReleaseOut]:
    """Return releases that failed or wait for a person. Needs `channels.read`."""
    actor = acting(request, "channels.read")
    return [ReleaseOut.of(view) for view in api.troubled_releases(actor=actor)]


@router.post("/deliveries/{uuid:delivery_id}/evidence", response={204: None, **REFUSALS})
def record_by_hand(request: HttpRequest, delivery_id: UUID, given: EvidenceIn) -> Status[None]:
    """Note what was released by hand. Needs `channels.record`."""
    actor = acting(request, "channels.record")
    api.record_by_hand(actor=actor, delivery_id=delivery_id, **given.model_dump())
    return Status(204, None)


@router.post("/deliveries/{uuid:delivery_id}/retry", response={204: None, **REFUSALS})
def try_again(request: HttpRequest, delivery_id: UUID) -> Status[None]:
    """Send a failed delivery once more. Needs `channels.plan`."""
    api.try_again(actor=acting(request, "channels.plan"), delivery_id=delivery_id)
    return Status(204, None)


@router.post("/stories/{uuid:story_id}/takedowns", response={201: Made, **REFUSALS})
def order_takedown(request: HttpRequest, story_id: UUID, given: TakedownIn) -> Status[Made]:
    """Record an authority's order and withdraw the story everywhere. Needs `channels.takedown`."""
    actor = acting(request, "channels.takedown")
    return Status(201, Made(id=api.order_takedown(actor=actor, story_id=story_id, **given.model_dump())))
