"""Arrange a front: draft, preview, publish, schedule."""

import secrets
import time
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound, Refused
from hoitu.site import files
from hoitu.site.data import FrontLayout
from hoitu.site.models import Front, FrontChange, Listing, Site
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path
from hoitu.site.policies import may_curate
from hoitu.site.queries import reads_of, site_card
from hoitu.site.rendering.pages import front_html

PREVIEWS = "_xem-truoc"
PREVIEW_SECONDS = 3600
WHY = "scheduled arrangements of one site"


class BadSchedule(Refused):
    """Raised when an arrangement is to go live in the past."""

    default_sentence = _("Giờ lên trang phải ở sau thời điểm hiện tại. Hãy chọn giờ khác hoặc bấm Đăng ngay.")


class BadLayout(Refused):
    """Raised when a layout cannot be read."""

    default_sentence = _("Cách sắp xếp này không đọc được. Hãy tải lại trang rồi sắp lại.")


def layout_of(value: object) -> FrontLayout:
    """Return the layout in JSON that a screen or another program sent. Raises `BadLayout`."""
    try:
        if not isinstance(value, dict):
            raise ValueError
        return FrontLayout.from_json(value)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadLayout() from error


def save_draft(*, actor: Actor, front_id: UUID, layout: FrontLayout) -> None:
    """Keep an arrangement that readers do not see yet."""
    front = _own_front(actor, front_id)
    front.draft, front.draft_by, front.draft_at = layout.as_json(), actor.name, clock.now()
    front.save(update_fields=["draft", "draft_by", "draft_at"])


def discard_draft(*, actor: Actor, front_id: UUID) -> None:
    """Go back to what readers see."""
    front = _own_front(actor, front_id)
    front.draft = None
    front.save(update_fields=["draft"])


def publish_front(*, actor: Actor, front_id: UUID, layout: FrontLayout) -> None:
    """Show an arrangement to readers at once."""
    with transaction.atomic():
        front = _own_front(actor, front_id)
        _apply(front, layout, actor)


def schedule_front(*, actor: Actor, front_id: UUID, layout: FrontLayout, goes_live_at: datetime) -> UUID:
    """Let an arrangement go live at a set time; return the change's id."""
    if goes_live_at <= clock.now():
        raise BadSchedule()
    with transaction.atomic():
        front = _own_front(actor, front_id)
        change = FrontChange.objects.create(
            front=front, layout=layout.as_json(), goes_live_at=goes_live_at, made_by=actor.name
        )
        _record(
            actor, front, "site.schedule_front", note=clock.local(goes_live_at).isoformat(timespec="minutes")
        )
    return change.pk


def cancel_change(*, actor: Actor, change_id: UUID) -> None:
    """Take back a scheduled arrangement that did not go live yet."""
    with transaction.atomic():
        rows = FrontChange.objects.for_agency(actor.agency).select_for_update().select_related("front__site")
        change = rows.filter(pk=change_id, applied_at=None, cancelled_at=None).first()
        if change is None:
            raise NotFound()
        if not may_curate(actor):
            raise NotAllowed()
        change.cancelled_at = clock.now()
        change.save(update_fields=["cancelled_at"])
        _record(actor, change.front, "site.cancel_front_change")


def open_section_front(*, actor: Actor, listing_id: UUID) -> UUID:
    """Return the front of a section, made empty when it has none: until arranged it fills itself."""
    if not may_curate(actor):
        raise NotAllowed()
    rows = Listing.objects.for_agency(actor.agency).filter(pk=listing_id, kind=Listing.Kind.SECTION)
    section = rows.select_related("site").first()
    if section is None:
        raise NotFound()
    front, _created = Front.objects.for_agency(actor.agency).get_or_create(
        site=section.site,
        slug=section.slug,
        defaults={"site": section.site, "slug": section.slug, "title": section.title},
    )
    return front.pk


def preview(*, actor: Actor, front_id: UUID, layout: FrontLayout) -> str:
    """Bake the arrangement to an address that nobody can guess, and return it; it is gone within the hour."""
    front = _own_front(actor, front_id)
    site = front.site
    html = front_html(
        reads_of(site), layout, front.path, title=front.title if front.slug else "", robots="noindex"
    )
    path = f"/{PREVIEWS}/{secrets.token_urlsafe(18)}.html"
    files.write_now(files.generation_folder(site.slug, site.generation), path, html.encode())
    return site_card(site).url(path)


def apply_due_changes(site: Site) -> int:
    """Let arrangements go live whose time has come, and pages forget pins whose time is over."""
    now = clock.now()
    with transaction.atomic():
        due = (
            FrontChange.objects.unscoped(why=WHY)
            .select_for_update(of=("self",))
            .filter(front__site=site, goes_live_at__lte=now, applied_at=None, cancelled_at=None)
        )
        changes = list(due.select_related("front__site").order_by("goes_live_at"))
        for change in changes:
            system = Actor.system(agency_id=site.agency_id, name=change.made_by)
            _apply(change.front, FrontLayout.from_json(change.layout), system)
            change.applied_at = now
            change.save(update_fields=["applied_at"])
        _refresh_by_time(site)
    _forget_previews(site)
    return len(changes)


def _refresh_by_time(site: Site) -> None:
    """Mark the pages that change by the clock alone."""
    local = clock.local(clock.now())
    if local.minute == 0:
        dirty.mark_paths(site, ["/sitemap/tin-moi.xml"])
    fronts = Front.objects.unscoped(why=WHY).filter(site=site)
    for front in fronts:
        layout = FrontLayout.from_json(front.layout)
        ends = [pin.until for block in layout.blocks for pin in block.pins if pin.until]
        just_ended = any(0 <= (clock.now() - until).total_seconds() < 120 for until in ends)
        if just_ended or (local.hour == 0 and local.minute == 0):
            dirty.mark(site, [f"front:{front.slug}"])


def _forget_previews(site: Site) -> None:
    folder = files.generation_folder(site.slug, site.generation) / PREVIEWS
    for old in folder.glob("*"):
        if time.time() - old.stat().st_mtime > PREVIEW_SECONDS:
            old.unlink(missing_ok=True)


def _apply(front: Front, layout: FrontLayout, actor: Actor) -> None:
    dirty.lock_for_change(front.site)
    front.layout, front.draft = layout.as_json(), None
    front.version += 1
    front.save(update_fields=["layout", "draft", "version"])
    FrontChange.objects.create(
        front=front,
        layout=front.layout,
        goes_live_at=clock.now(),
        applied_at=clock.now(),
        made_by=actor.name,
    )
    _record(actor, front, "site.publish_front")
    front.site.refresh_from_db(fields=["generation"])
    dirty.mark(front.site, [f"front:{front.slug}"])
    bake_path(front.site, front.path)
    dirty.bake_soon(front.site)


def _own_front(actor: Actor, front_id: UUID) -> Front:
    if not may_curate(actor):
        raise NotAllowed()
    front = Front.objects.for_agency(actor.agency).select_related("site").filter(pk=front_id).first()
    if front is None:
        raise NotFound()
    return front


def _record(actor: Actor, front: Front, verb: str, note: str = "") -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"site:{front.site_id}",
        object_label=f"{front.site.name}: {front.title}",
        note=note,
    )
