"""Screens of the trail: one object, the whole agency, export."""

from collections.abc import Iterable

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.audit import api, queries
from hoitu.audit.data import Entry, Page
from hoitu.audit.models import AuditEntry
from hoitu.audit.templatetags.audit import readable
from hoitu.audit.web.forms import TrailFilter
from hoitu.kernel import clock, sheets
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet

PER_PAGE = 50
MAX_EXPORTED_ROWS = 100_000


@needs("audit.read")
def trail(request: ActorRequest) -> HttpResponse:
    """Show what everybody in the agency did, newest first."""
    form = _filter(request)
    found = queries.entries(agency_id=request.actor.agency, **form.wanted())
    page = _page(request, found)
    query = request.GET.copy()
    for cursor in ("after", "before"):
        query.pop(cursor, None)
    context = {"form": form, "page": page, "query": query.urlencode(), **_neighbours(page)}
    return render(request, "audit/trail.html", context)


@needs("audit.read")
def object_trail(request: ActorRequest, object_key: str) -> HttpResponse:
    """Show everything that happened to one object."""
    page = _page(request, queries.entries(agency_id=request.actor.agency, object_key=object_key))
    if not page.entries:
        raise NotFound()
    context = {
        "page": page,
        "label": page.entries[0].object_label or object_key,
        "back": reverse("audit:trail"),
        **_neighbours(page),
    }
    return render(request, "audit/object.html", context)


@needs("audit.read")
def export(request: ActorRequest, kind: str) -> HttpResponseBase:
    """Answer with the filtered trail as a table; that it left the house is itself written down."""
    form = _filter(request)
    found = queries.entries(agency_id=request.actor.agency, **form.wanted())
    filters = {name: value for name, value in request.GET.items() if value}
    with transaction.atomic():
        api.record(
            actor=request.actor,
            verb="audit.export",
            object_key=f"organisation:{request.actor.agency}",
            object_label=_("Nhật ký"),
            changes={"filters": (None, filters)},
        )
    header = [_("Số"), _("Lúc"), _("Ai"), _("Việc"), _("Đối tượng"), _("Mã đối tượng"), _("Thay đổi")]
    header += [_("Ghi chú"), _("Địa chỉ mạng"), _("Mã băm")]
    rows = _rows(queries.stream(found, limit=MAX_EXPORTED_ROWS))
    name = f"nhat-ky-{clock.today():%Y-%m-%d}.{kind}"
    response: HttpResponseBase
    if kind == "csv":
        lines = sheets.csv_lines(header, rows)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(sheets.xlsx_bytes(_("Nhật ký"), header, rows), content_type=sheets.XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(entries: Iterable[Entry]) -> Iterable[list[object]]:
    for entry in entries:
        changes = "; ".join(
            f"{each.label}: {readable(each.before)} → {readable(each.after)}" for each in entry.changes
        )
        yield [
            entry.seq,
            entry.at,
            entry.actor_name,
            entry.verb_label,
            entry.object_label,
            entry.object_key,
            changes,
            entry.note,
            entry.ip,
            entry.hash,
        ]


def _filter(request: ActorRequest) -> TrailFilter:
    return TrailFilter(request.GET, actors=queries.actors(agency_id=request.actor.agency))


def _page(request: ActorRequest, found: ScopedQuerySet[AuditEntry]) -> Page:
    return queries.page(
        found,
        before_seq=_cursor(request, "after"),
        after_seq=_cursor(request, "before"),
        limit=PER_PAGE,
    )


def _neighbours(page: Page) -> dict[str, str]:
    return {"older": str(page.next_seq or ""), "newer": str(page.newer_seq or "")}


def _cursor(request: ActorRequest, name: str) -> int | None:
    cursor = request.GET.get(name, "")
    return int(cursor) if cursor.isdecimal() and len(cursor) < 18 else None
