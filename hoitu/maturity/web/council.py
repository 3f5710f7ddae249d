"""Screens of a managing body: the results of the agencies below it, and the appraisal of one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, Refused
from hoitu.maturity import api
from hoitu.maturity.catalogues import block_names
from hoitu.maturity.data import Basis, State
from hoitu.maturity.models import Assessment, Cycle
from hoitu.maturity.queries import assessments
from hoitu.maturity.queries.catalogues import bands_of, pillars_of
from hoitu.maturity.queries.proofs import not_holding
from hoitu.maturity.queries.results import AgencyResult, by_level
from hoitu.maturity.web.forms import ResultsFilterForm, VerdictForm
from hoitu.maturity.web.looks import level_tone
from hoitu.maturity.web.own import lines_on, pillar_tabs


@needs("maturity.verify")
@require_GET
def results(request: ActorRequest) -> HttpResponse:
    """List the agencies below with their results in a cycle: pillars, levels, who has no data."""
    form, cycle, block = chosen(request)
    lines = api.results(request.actor, cycle, block=block) if cycle else []
    bands = bands_of(cycle.catalogue) if cycle else ()
    names = block_names()
    context = {
        "form": form,
        "cycle": cycle,
        "pillars": pillars_of(cycle.catalogue) if cycle else (),
        "rows": [
            (line, names.get(line.block, ""), level_tone(line.result.level, bands) if line.result else "")
            for line in lines
        ],
        "published": sum(1 for line in lines if line.result),
        "waiting": sum(1 for line in lines if line.state in (State.SENT, State.APPRAISAL)),
        "without": sum(1 for line in lines if not line.state),
        "levels": [(name, count, level_tone(name, bands)) for name, count in by_level(lines)],
    }
    return render(request, "maturity/results.html", context)


@needs("maturity.verify")
@require_http_methods(["GET", "POST"])
def verify(request: ActorRequest, assessment_id: UUID, pillar: int) -> HttpResponse:
    """Give the council's points to the items of one pillar; on a refusal everything typed stays."""
    row = api.assessment(request.actor, assessment_id)
    if row.agency_id == request.actor.agency:
        return _not_ones_own(request, row)
    found = api.sheet_of(row)
    may_verify = row.state == State.APPRAISAL and assessments.is_judge(request.actor, row)
    typed = request.POST if request.method == "POST" else None
    form = VerdictForm(lines_on(row, found, pillar), typed, is_open=may_verify)
    if request.method == "POST" and form.is_valid():
        try:
            changed = api.verify(actor=request.actor, assessment_id=row.pk, given=form.given())
        except api.PointsRefused as refusal:
            form.refuse(refusal.problems)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã thẩm định %(n)d mục.") % {"n": changed})
            return redirect("maturity:verify", row.pk, pillar)
    day = assessments.results_day(row)
    context = {
        "assessment": row,
        "form": form,
        "pillar": pillar,
        "pillars": pillar_tabs(row, found, pillar, "maturity:verify"),
        "totals": api.sums(found),
        "unverified": sum(1 for line in found.lines if line.verified is None),
        "failing": {line.item.id for line, _proof in not_holding(found.lines, on=day)},
        "results_day": day,
        "may_verify": may_verify,
        "by_pillars": row.basis == Basis.PILLARS,
    }
    return render(request, "maturity/verify.html", context, status=400 if form.errors else 200)


@needs("maturity.verify")
@require_POST
def decide(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Take the assessment into appraisal, accept what remains, return, publish or correct it."""
    # Whoever may not see it learns nothing, not even that the step is unknown.
    row = api.assessment(request.actor, assessment_id)
    if row.agency_id == request.actor.agency:
        return _not_ones_own(request, row)
    move, actor = request.POST.get("move", ""), request.actor
    reason = request.POST.get("reason", "")
    about: dict[str, Any] = {"actor": actor, "assessment_id": assessment_id}
    shown = assessment_id
    try:
        if move == "take":
            api.take(**about)
            messages.success(request, _("Đã nhận bản chấm để thẩm định."))
        elif move == "accept_rest":
            count = api.accept_rest(**about)
            messages.success(request, _("Đã nhận điểm tự chấm cho %(n)d mục còn lại.") % {"n": count})
        elif move == "return":
            api.send_back(**about, reason=reason)
            messages.success(request, _("Đã trả lại bản chấm cho cơ quan."))
            return redirect("maturity:results")
        elif move == "publish":
            api.publish(**about)
            messages.success(request, _("Đã công bố kết quả. Từ đây kết quả không đổi nữa."))
        elif move == "correct":
            shown = api.correct(**about, reason=reason)
            messages.success(
                request, _("Đã mở bản đính chính; kết quả cũ còn giá trị đến khi công bố bản mới.")
            )
        else:
            raise BadInput()
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    return redirect("maturity:assessment", shown)


def chosen(request: ActorRequest) -> tuple[ResultsFilterForm, Cycle | None, str]:
    """Return the filter, the cycle it names (else the newest) and the block."""
    cycles = api.cycles(request.actor)
    form = ResultsFilterForm(cycles, request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    cycle: Cycle | None = given.get("cycle") or cycles.first()
    if cycle and "cycle" not in request.GET:
        form = ResultsFilterForm(cycles, {"cycle": str(cycle.pk), "block": given.get("block", "")})
    return form, cycle, str(given.get("block", ""))


def _not_ones_own(request: ActorRequest, row: Assessment) -> HttpResponse:
    """Say that nobody appraises what their own agency scored, and lead back to it."""
    messages.error(request, api.OwnAssessment().sentence)
    return redirect("maturity:assessment", row.pk)


def as_table(lines: list[AgencyResult], pillars: int) -> list[list[object]]:
    """Return the results as rows of a sheet: agency, block, state, pillars, total, level."""
    names = block_names()
    states = dict(Assessment.STATES)
    rows: list[list[object]] = []
    for line in lines:
        result = line.result
        points = [float(each) for each in result.pillars] if result else [None] * pillars
        rows.append(
            [
                line.agency.name,
                names.get(line.block, ""),
                str(states.get(line.state, _("Chưa có dữ liệu"))),
                *points,
                float(result.total) if result else None,
                result.level if result else "",
            ]
        )
    return rows
