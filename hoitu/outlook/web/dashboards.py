"""The three dashboards, and the list behind the production chart."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import format_number
from hoitu.outlook.queries.agency import agency_view, week_window
from hoitu.outlook.queries.area import TargetLine, area_view
from hoitu.outlook.queries.country import Country, Line, Question, country, of_province, tiles_of
from hoitu.outlook.web.charts import Bar, bars_chart, weeks_chart
from hoitu.outlook.web.frames import first_of, page, tabs
from hoitu.outlook.web.tiles import named_tiles, provinces_here
from hoitu.strategy import api as strategy

PER_PAGE = 50


@needs("strategy.read")
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Lead to the dashboard that is meant for the reader's organisation."""
    return redirect(f"outlook:{first_of(request.actor)}")


@needs("strategy.read")
@require_GET
def agency(request: ActorRequest) -> HttpResponse:
    """Show the head of an agency what it has reached, what is due, what it publishes and what runs out."""
    if first_of(request.actor) != "agency":
        return redirect("outlook:home")
    view = agency_view(
        request.actor,
        no_systems=_("Chưa ghi hệ thống thông tin nào"),
        unchecked=_("Hệ thống thông tin chưa đủ cấp độ 3"),
    )
    plans: dict[str, list[object]] = {}
    for line in view.targets:
        plans.setdefault(line.value.measure.target.plan.title, []).append(line)
    context = {
        "view": view,
        "plans": plans.items(),
        "weeks": view.weeks[::-1],
        "chart": weeks_chart(view.weeks),
        "tabs": tabs(request.actor, "agency"),
        "soon": [line for line in view.owed if not line[0].is_sent],
    }
    return page(request, "outlook/agency.html", context)


@needs("strategy.read")
@require_GET
def area(request: ActorRequest) -> HttpResponse:
    """Show an officer the agencies beside each other, the plans' targets and what waits."""
    view = area_view(request.actor)
    context = {
        "view": view,
        "plans": [(rolled, lines, _bars(lines, rolled.plan.title)) for rolled, lines in view.plans],
        "tabs": tabs(request.actor, "area"),
        "papers": [(one, view.evidence_names.get(one.agency_id, "")) for one in view.evidence],
        "may_embed": request.actor.may("outlook.embed"),
    }
    return page(request, "outlook/area.html", context)


@needs("strategy.read")
@require_GET
def nation(request: ActorRequest) -> HttpResponse:
    """Show the country: coverage, every indicator and year over all plans, and one of them on the map."""
    found = country(_("Có số liệu"))
    chosen = _chosen(found, request.GET.get("chi-so", ""), request.GET.get("nam", ""))
    tiles = named_tiles(tiles_of(chosen))
    due = _due(found.questions)
    bars = [
        Bar(one.name, 100 * one.k / one.n, None, _part(one.k, one.n)) for one in found.questions if one in due
    ]
    title = _("Cơ quan đạt, năm %(year)d") % {"year": due[0].year} if due else ""
    context = {
        "found": found,
        "questions": found.questions,
        "chosen": chosen,
        "query": _query(chosen),
        "tiles": tiles,
        "on_map": [tile for tile in tiles if tile.column],
        "indicators": sorted({(one.indicator, one.name) for one in found.questions}),
        "years": sorted({one.year for one in found.questions}),
        "here": provinces_here(found.coverage),
        "covered": found.coverage.k,
        "due": due,
        "reached": sum(one.k == one.n for one in due),
        "chart": bars_chart(bars, words=title) if bars else None,
        "chart_title": title,
        "tabs": tabs(request.actor, "nation"),
    }
    return page(request, "outlook/nation.html", context)


@needs("strategy.read")
@require_GET
def province(request: ActorRequest, province: str) -> HttpResponse:
    """Show one province's agencies under the question of the map; each leads to what it was judged by."""
    found = country(_("Có số liệu"))
    chosen = _chosen(found, request.GET.get("chi-so", ""), request.GET.get("nam", ""))
    tile = next((one for one in named_tiles(tiles_of(chosen)) if one.key == province), None)
    if tile is None:
        raise NotFound()
    open_to = strategy.open_to(request.actor)
    lines = of_province(chosen, province)
    context = {
        "chosen": chosen,
        "tile": tile,
        "lines": [(line, line.agency_id in open_to) for line in lines],
        "back": f"{reverse('outlook:nation')}?{_query(chosen)}#ban-do",
        "questions": [(one, *_counted(of_province(one, province))) for one in found.questions],
    }
    return page(request, "outlook/province.html", context)


@needs("strategy.read")
@require_GET
def production(request: ActorRequest, monday: str) -> HttpResponse:
    """List the stories of the reader's agency that came out for the first time in one week."""
    try:
        starts_on = parse_date(monday)
    except ValueError:
        starts_on = None
    if starts_on is None or not date(2000, 1, 1) < starts_on <= clock.today():
        raise NotFound()
    window = week_window(starts_on)
    listed = strategy.published(request.actor.agency, window, strategy.Part.ITEMS)
    context = {
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=6),
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "outlook/production.html", context)


def _chosen(found: Country, indicator: str, year: str) -> Question:
    """Return the question asked for; a year in which nobody asks the indicator gives the nearest one to come."""
    there = [one for one in found.questions if one.indicator == indicator]
    if not there:
        return found.coverage
    wanted = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else clock.today().year
    return min(there, key=lambda one: (one.year < wanted, abs(one.year - wanted)))


def _query(chosen: Question) -> str:
    return urlencode({"chi-so": chosen.indicator, "nam": chosen.year or ""})


def _counted(lines: Sequence[Line]) -> tuple[int, int]:
    return sum(line.passes is True for line in lines), len(lines)


def _due(questions: Sequence[Question]) -> list[Question]:
    """Return the questions of the nearest year that is not over."""
    coming = [one.year for one in questions if one.year >= clock.today().year]
    return [one for one in questions if one.year == min(coming)] if coming else []


def _part(k: int, n: int) -> str:
    return f"{format_number(k)}/{format_number(n)}"


def _bars(lines: Iterable[TargetLine], title: str) -> object:
    bars = []
    for line in lines:
        verdict = line.value.verdict
        if verdict is None or verdict.of != "units" or not verdict.n:
            continue
        needed = None if verdict.needed is None else 100 * verdict.needed / verdict.n
        share = 100 * verdict.k / verdict.n
        bars.append(Bar(f"{line.year} · {line.name}", share, needed, _part(verdict.k, verdict.n)))
    return bars_chart(bars, words=title) if bars else None
