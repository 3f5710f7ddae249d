"""Sites and fronts over HTTP: read an arrangement, keep a draft, publish, schedule."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hoitu.kernel.errors import NotFound
from hoitu.kernel.rest import REFUSALS, Instant, acting
from hoitu.site import api
from hoitu.site.models import Front

router = Router(tags=["site"])


class SiteOut(Schema):
    """A readers' website."""

    id: UUID
    slug: str
    name: str
    url: str


class FrontOut(Schema):
    """A page that editors arrange. `layout` is what readers see, `draft` what they do not see yet."""

    id: UUID
    site_id: UUID
    slug: str
    title: str
    version: int
    layout: dict[str, Any]
    draft: dict[str, Any] | None
    draft_by: str
    draft_at: datetime | None


class LayoutIn(Schema):
    """An arrangement: `{"blocks": [{"key", "style", "title", "limit", "rule", "pins", …}]}`."""

    layout: dict[str, Any]


class ScheduleIn(LayoutIn):
    """An arrangement and when readers get it."""

    goes_live_at: Instant


class Scheduled(Schema):
    """The id of the scheduled change."""

    id: UUID


@router.get("/sites", response={200: list[SiteOut], **REFUSALS})
def list_sites(request: HttpRequest) -> list[SiteOut]:
    """Return the agency's sites. Needs `site.curate`."""
    actor = acting(request, "site.curate")
    return [
        SiteOut(id=row.id, slug=row.slug, name=row.name, url=row.url("/"))
        for row in api.sites_of(actor.agency)
    ]


@router.get("/sites/{uuid:site_id}/fronts", response={200: list[FrontOut], **REFUSALS})
def list_fronts(request: HttpRequest, site_id: UUID) -> list[FrontOut]:
    """Return the fronts of a site. Needs `site.curate`."""
    actor = acting(request, "site.curate")
    return [
        _front(row) for row in Front.objects.for_agency(actor.agency).filter(site_id=site_id).order_by("slug")
    ]


@router.get("/fronts/{uuid:front_id}", response={200: FrontOut, **REFUSALS})
def get_front(request: HttpRequest, front_id: UUID) -> FrontOut:
    """Return a front. Needs `site.curate`."""
    return _found(acting(request, "site.curate").agency, front_id)


@router.put("/fronts/{uuid:front_id}/draft", response={200: FrontOut, **REFUSALS})
def save_draft(request: HttpRequest, front_id: UUID, given: LayoutIn) -> FrontOut:
    """Keep an arrangement that readers do not see yet. Needs `site.curate`."""
    actor = acting(request, "site.curate")
    api.save_draft(actor=actor, front_id=front_id, layout=api.layout_of(given.layout))
    return _found(actor.agency, front_id)


@router.post("/fronts/{uuid:front_id}/publish", response={200: FrontOut, **REFUSALS})
def publish_front(request: HttpRequest, front_id: UUID, given: LayoutIn) -> FrontOut:
    """Show an arrangement to readers at once. Needs `site.curate`."""
    actor = acting(request, "site.curate")
    api.publish_front(actor=actor, front_id=front_id, layout=api.layout_of(given.layout))
    return _found(actor.agency, front_id)


@router.post("/fronts/{uuid:front_id}/schedule", response={201: Scheduled, **REFUSALS})
def schedule_front(request: HttpRequest, front_id: UUID, given: ScheduleIn) -> Status[Scheduled]:
    """Let an arrangement go live at a set time. Needs `site.curate`."""
    change_id = api.schedule_front(
        actor=acting(request, "site.curate"),
        front_id=front_id,
        layout=api.layout_of(given.layout),
        goes_live_at=given.goes_live_at,
    )
    return Status(201, Scheduled(id=change_id))


def _found(agency_id: UUID, front_id: UUID) -> FrontOut:
    row = Front.objects.for_agency(agency_id).filter(pk=front_id).first()
    if row is None:
        raise NotFound()
    return _front(row)


def _front(row: Front) -> FrontOut:
    names = ("site_id", "slug", "title", "version", "layout", "draft", "draft_by", "draft_at")
    return FrontOut(id=row.pk, **{name: getattr(row, name) for name in names})
