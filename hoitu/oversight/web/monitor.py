"""Screens of the monitor: a month of every agency, one agency, its items, one item with what changed in it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.oversight import api
from hoitu.oversight.models import Remark
from hoitu.oversight.operations.sources import WHY, item_of
from hoitu.oversight.queries import monitor
from hoitu.oversight.queries.monitor import PART_WORDS, Part, Search
from hoitu.oversight.queries.scope import watched
from hoitu.oversight.web.bars import Bar, bars_of
from hoitu.oversight.web.months import day_in, month_of
from hoitu.oversight.web.words import words_of

ITEMS_ON_PAGE = 50
SECTIONS_SHOWN = 15
REMARKS_SHOWN = 20
SHOWN_PARTS = (Part.COPIES, Part.FIRST, Part.CHANGED, Part.NOTICES, Part.GONE, Part.BROKEN, Part.SUSPECTS)


@needs("oversight.read")
@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Show the month of every agency that the actor may look at, beside each other."""
    months = month_of(request.GET.get("thang", ""))
    agencies = watched(request.actor)
    counted = monitor.tallies(agencies, months.month)
    sources = list(monitor.sources_of(agencies))
    rows = [
        (one, counted[one.id], [source for source in sources if source.agency_id == one.id])
        for one in agencies.values()
    ]
    open_remarks = Remark.objects.unscoped(why=WHY).filter(agency_id__in=agencies, answered_at=None)
    context = {
        "months": months,
        "rows": rows,
        "total": sum(tally.items for tally in counted.values()),
        "bars": bars_of(monitor.by_day(agencies, months.month)),
        "silent": [one for one in sources if one.silent_since],
        "failing": [one for one in sources if one.problem],
        "remarks": open_remarks.select_related("item", "agency", "body")[:REMARKS_SHOWN],
        "may_keep": request.actor.may("oversight.keep"),
    }
    return render(request, "oversight/overview.html", context)


@needs("oversight.read")
@require_GET
def agency(request: ActorRequest, watched_id: UUID) -> HttpResponse:
    """Show one agency's month; the agency itself sees the same numbers."""
    months = month_of(request.GET.get("thang", ""))
    one = watched(request.actor).get(watched_id)
    if one is None:
        raise NotFound()
    tally = monitor.tallies([watched_id], months.month)[watched_id]
    sections = monitor.by_section(watched_id, months.month)
    remarks = Remark.objects.unscoped(why=WHY).filter(agency_id=watched_id)
    context = {
        "agency": one,
        "months": months,
        "tally": tally,
        "figures": [(part, PART_WORDS[part], tally.counts[part]) for part in SHOWN_PARTS],
        "bars": bars_of(monitor.by_day([watched_id], months.month)),
        "sections": [(Bar.of(n, sections[0][1]), name, n) for name, n in sections[:SECTIONS_SHOWN]],
        "more_sections": max(len(sections) - SECTIONS_SHOWN, 0),
        "sources": monitor.sources_of([watched_id]),
        "remarks": remarks.select_related("item", "body")[:REMARKS_SHOWN],
        "is_own": watched_id == request.actor.agency_id,
    }
    return render(request, "oversight/agency.html", context)


@needs("oversight.read")
@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """List the items that a number counts, narrowed by agency, section, day and words."""
    agencies = watched(request.actor)
    months = month_of(request.GET.get("thang", ""))
    asked = request.GET.get("co-quan", "")
    chosen = next((one for one in agencies if str(one) == asked), None)
    part = next((one for one in Part if one.value == request.GET.get("phan", "")), Part.ALL)
    section = words_of(request.GET, "muc") if "muc" in request.GET else "*"
    search = Search(
        month=months.month,
        part=part,
        section=None if section == "*" else section,
        day=day_in(request.GET.get("ngay", ""), months.month),
        words=words_of(request.GET, "q", 100),
    )
    rows = monitor.items([chosen] if chosen else list(agencies), search)
    page = Paginator(rows.select_related("agency", "first__agency"), ITEMS_ON_PAGE)
    context = {
        "months": months,
        "agencies": agencies.values(),
        "chosen": chosen,
        "search": search,
        "parts": [(one.value, words) for one, words in PART_WORDS.items()],
        "page": page.get_page(request.GET.get("trang")),
        "sections": monitor.by_section(chosen, months.month) if chosen else (),
    }
    return render(request, "oversight/items.html", context)


@needs("oversight.read")
@require_GET
def item(request: ActorRequest, seen_id: UUID) -> HttpResponse:
    """Show one item: what it said before, whom it is like, what was remarked."""
    return _item_page(request, seen_id)


@needs("oversight.keep")
@require_POST
def remark(request: ActorRequest, seen_id: UUID) -> HttpResponse:
    """Remark on an item of an agency below."""
    typed = words_of(request.POST, "text")
    try:
        api.make_remark(actor=request.actor, item_id=seen_id, text=typed)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        return _item_page(request, seen_id, refusal=refusal.sentence, typed=typed)
    messages.success(request, _("Đã gửi nhận xét tới cơ quan."))
    return redirect("oversight:item", seen_id)


@needs("oversight.keep")
@require_POST
def answer(request: ActorRequest, remark_id: UUID) -> HttpResponse:
    """Answer a remark on an own item."""
    typed = words_of(request.POST, "text")
    try:
        item_id = api.answer_remark(actor=request.actor, remark_id=remark_id, text=typed)
    except Refused as refusal:
        row = Remark.objects.for_agency(request.actor.agency).filter(pk=remark_id).first()
        if refusal.status in (403, 404) or row is None:
            raise
        return _item_page(request, row.item_id, refusal=refusal.sentence, typed=typed)
    messages.success(request, _("Đã gửi trả lời."))
    return redirect("oversight:item", item_id)


def _item_page(request: ActorRequest, item_id: UUID, *, refusal: str = "", typed: str = "") -> HttpResponse:
    row = item_of(request.actor, item_id)
    scope = watched(request.actor)
    copies = row.copies.unscoped(why="what is published is public").select_related("agency")
    context = {
        "item": row,
        "changes": row.changes.all(),
        "copies": copies.order_by("published_at")[:ITEMS_ON_PAGE],
        "scope": scope,
        "remarks": row.remarks.select_related("body"),
        "is_own": row.agency_id == request.actor.agency_id,
        "may_keep": request.actor.may("oversight.keep"),
        "may_complain": request.actor.may("oversight.complaints"),
        "refusal": refusal,
        "typed": typed,
    }
    return render(request, "oversight/item.html", context, status=400 if refusal else 200)
