"""Screens of an agency: its result, its score sheets, what gives the most points next."""

from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.maturity import api
from hoitu.maturity.catalogues import block_names
from hoitu.maturity.data import Basis, Line, Sheet, State
from hoitu.maturity.models import Assessment, Step
from hoitu.maturity.policies.gaps import gaps as gaps_of
from hoitu.maturity.policies.levels import level_of
from hoitu.maturity.policies.totals import simulate
from hoitu.maturity.queries import assessments
from hoitu.maturity.queries.catalogues import open_cycles
from hoitu.maturity.queries.proofs import about, not_holding, proven
from hoitu.maturity.queries.results import Result, beside_block
from hoitu.maturity.web.forms import ScoreForm, StartForm, wished_points
from hoitu.maturity.web.looks import level_tone
from hoitu.maturity.web.radar import radar


@needs("maturity.read")
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Show the agency's newest assessment, or how to begin; bodies that score nothing see the results below them.

    Who appraises nobody there sees those of the whole country.
    """
    if accounts.organisation(organisation_id=request.actor.agency).kind != "press_agency":
        return redirect("maturity:results" if request.actor.may("maturity.verify") else "maturity:national")
    rows = list(api.own_assessments(request.actor))
    context = _history(request, rows) | {"start_form": _start_form(request, rows)}
    if rows:
        context |= _overview(request, api.assessment(request.actor, rows[0].pk))
    return render(request, "maturity/home.html", context)


@needs("maturity.score")
@require_POST
def start(request: ActorRequest) -> HttpResponse:
    """Open the agency's assessment in a cycle."""
    rows = list(api.own_assessments(request.actor))
    form = StartForm(_free_cycles(request, rows), request.POST)
    if form.is_valid():
        try:
            made = api.start(
                actor=request.actor,
                cycle_id=form.cleaned_data["cycle"].pk,
                block=form.cleaned_data["block"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã mở bản chấm."))
            return redirect("maturity:sheet", made, 1)
    context = _history(request, rows) | {"start_form": form}
    if rows:
        context |= _overview(request, api.assessment(request.actor, rows[0].pk))
    return render(request, "maturity/home.html", context, status=400)


@needs("maturity.read", "maturity.verify")
@require_GET
def assessment(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Show one assessment: of the own agency, or one that an agency below has sent."""
    row = api.assessment(request.actor, assessment_id)
    context = _overview(request, row)
    if context["is_own"]:
        context |= _history(request, list(api.own_assessments(request.actor)))
    return render(request, "maturity/assessment.html", context)


@needs("maturity.score")
@require_http_methods(["GET", "POST"])
def sheet(request: ActorRequest, assessment_id: UUID, pillar: int) -> HttpResponse:
    """Give points to the items of one pillar; on a refusal everything typed stays."""
    row = _own(request, assessment_id)
    found = api.sheet_of(row)
    lines = lines_on(row, found, pillar)
    may_score = row.state == State.SCORING
    form = ScoreForm(lines, request.POST if request.method == "POST" else None, is_open=may_score)
    if request.method == "POST" and form.is_valid():
        try:
            changed = api.score(actor=request.actor, assessment_id=row.pk, given=form.given())
        except api.PointsRefused as refusal:
            form.refuse(refusal.problems)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu %(n)d mục.") % {"n": changed})
            return redirect("maturity:sheet", row.pk, _next_pillar(request, row, found, pillar))
    context = {
        "assessment": row,
        "form": form,
        "pillar": pillar,
        "pillars": pillar_tabs(row, found, pillar, "maturity:sheet"),
        "totals": api.sums(found),
        "may_score": may_score,
        "by_pillars": row.basis == Basis.PILLARS,
    }
    return render(request, "maturity/sheet.html", context, status=400 if form.errors else 200)


@needs("maturity.read", "maturity.verify")
@require_GET
def item(request: ActorRequest, assessment_id: UUID, item_id: UUID) -> HttpResponse:
    """Show one item: what it asks for, everything said about it, its evidence."""
    row = api.assessment(request.actor, assessment_id)
    line = next((each for each in api.sheet_of(row).lines if each.item.id == item_id), None)
    if line is None:
        raise NotFound()
    context = {
        "assessment": row,
        "line": line,
        "about": about(item_id, row.cycle.year),
        "results_day": assessments.results_day(row),
        "is_own": row.agency_id == request.actor.agency,
    }
    return render(request, "maturity/item.html", context)


@needs("maturity.read")
@require_GET
def gaps(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """List what gives the most points next, and what the result would be if some of it were reached."""
    row = _own(request, assessment_id)
    found = api.sheet_of(row)
    points = found.standing()
    listed = gaps_of(found.items, points, proven=proven(found.lines, on=assessments.results_day(row)))
    wished = wished_points(found.lines, request.GET)
    after = simulate(found.pillars, found.items, points, wished)
    now = api.sums(found)
    context = {
        "assessment": row,
        "rows": [(gap, request.GET.get(f"g_{gap.item.id.hex}", "")) for gap in listed],
        "now": now,
        "level": api.level(found, now),
        "after": after if wished else None,
        "after_level": level_of(after.points, found.bands),
        "gained": after.points - now.points,
    }
    return render(request, "maturity/gaps.html", context)


@needs("maturity.send")
@require_POST
def send(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Send the assessment to the body that appraises it."""
    try:
        api.send(actor=request.actor, assessment_id=assessment_id)
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã gửi bản chấm đi thẩm định."))
    return redirect("maturity:assessment", assessment_id)


def lines_on(row: Assessment, found: Sheet, pillar: int) -> tuple[Line, ...]:
    """Return the lines of a sheet: those of the pillar, or all where pillars are scored. Raises `NotFound`."""
    if pillar not in {each.number for each in found.pillars}:
        raise NotFound()
    return found.lines if row.basis == Basis.PILLARS else found.of_pillar(pillar)


def pillar_tabs(row: Assessment, found: Sheet, pillar: int, view: str) -> list[dict[str, Any]]:
    """Return the pillars as tabs; none where one sheet holds them all."""
    if row.basis == Basis.PILLARS:
        return []
    return [
        {
            "label": f"{each.number}. {each.name}",
            "url": reverse(view, args=[row.pk, each.number]),
            "current": each.number == pillar,
        }
        for each in found.pillars
    ]


def _own(request: ActorRequest, assessment_id: UUID) -> Assessment:
    row = api.assessment(request.actor, assessment_id)
    if row.agency_id != request.actor.agency:
        raise NotFound()
    return row


def _next_pillar(request: ActorRequest, row: Assessment, found: Sheet, pillar: int) -> int:
    """Return which sheet follows: the same one, or the next pillar when the person asked for it."""
    numbers = [each.number for each in found.pillars]
    if "next" not in request.POST or row.basis == Basis.PILLARS:
        return pillar
    return next((number for number in numbers if number > pillar), pillar)


def _free_cycles(request: ActorRequest, rows: list[Assessment]) -> Any:
    """Return the cycles that the agency may still open: not used, not closed, with points to give."""
    taken = {row.cycle_id for row in rows}
    return open_cycles(request.actor, on=clock.today()).exclude(pk__in=taken)


def _start_form(request: ActorRequest, rows: list[Assessment]) -> StartForm | None:
    free = _free_cycles(request, rows)
    return StartForm(free) if request.actor.may("maturity.score") and free else None


def _history(request: ActorRequest, rows: list[Assessment]) -> dict[str, Any]:
    """Return the agency's assessments; published ones with their result and the level's colour."""
    lines = [(row, Result.of(row) if row.state == State.PUBLISHED else None) for row in rows]
    return {"history": lines}


def _overview(request: ActorRequest, row: Assessment) -> dict[str, Any]:
    found = api.sheet_of(row)
    totals = api.sums(found)
    level = api.level(found, totals)
    is_own = row.agency_id == request.actor.agency
    beside = beside_block(row)
    means = [float(each) for each in beside.pillar_means] if beside else None
    day = assessments.results_day(row)
    holding = proven(found.lines, on=day)
    actor = request.actor
    return {
        "assessment": row,
        "block_name": block_names().get(row.block, row.block),
        "sheet": found,
        "totals": totals,
        "level": level,
        "level_tone": level_tone(level.name, found.bands),
        "radar": radar(totals, means),
        "beside": beside,
        "pillar_rows": list(zip_longest(totals.pillars, beside.pillar_means if beside else ())),
        "without_evidence": sum(1 for line in found.lines if line.standing and line.item.id not in holding),
        "without_points": sum(1 for line in found.lines if line.own is None),
        "failing": not_holding(found.lines, on=day),
        "results_day": day,
        "steps": Step.objects.for_agency(row.agency_id).filter(assessment=row),
        "is_own": is_own,
        "is_intact": row.state != State.PUBLISHED or assessments.is_intact(row),
        "may_score": is_own and row.state == State.SCORING and actor.may("maturity.score"),
        "may_send": is_own
        and row.state == State.SCORING
        and row.cycle.owner_id != row.agency_id
        and actor.may("maturity.send"),
        "may_appraise": actor.may("maturity.verify") and assessments.is_judge(actor, row),
        "by_pillars": row.basis == Basis.PILLARS,
        "is_provisional": row.cycle.is_provisional or row.cycle.catalogue.is_provisional,
    }
