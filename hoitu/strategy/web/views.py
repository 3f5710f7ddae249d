"""Screens of the strategy room: plans, their targets with live figures, and the records behind each figure."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.accounts.api import OPERATE
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import format_number
from hoitu.strategy import api, packs
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.models import Plan, Target
from hoitu.strategy.queries.board import counts_of_plan
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.times import reports_of, tasks_of
from hoitu.strategy.queries.values import Value
from hoitu.strategy.web.beside import beside
from hoitu.strategy.web.forms import ScopeForm
from hoitu.strategy.web.readable import readable_measure, readable_plan

RECORDS_ON_PAGE = 50
UNITS_ON_PAGE = 100


@dataclass(frozen=True)
class TargetLine:
    """A target as the plan's page shows it, with the value of each of its measures."""

    target: Target
    values: list[Value]


@needs("strategy.read")
@require_GET
def plans(request: ActorRequest) -> HttpResponse:
    """List the plans; whoever manages them loads more from those that come with the program."""
    listed = Count("targets", filter=Q(targets__year__isnull=False))
    readable = api.readable_plans(request.actor.agency_id)
    stored = list(Plan.objects.filter(readable).select_related("owner").annotate(listed=listed))
    here = {row.key for row in stored}
    stored.sort(key=lambda row: row.owner_id != request.actor.agency_id)  # what the reader answers for first
    may_manage = request.actor.may("strategy.manage")
    waiting = [name for name in packs.names() if name not in here] if may_manage else []
    context = {
        "plans": stored,
        "waiting": [packs.read(name) for name in waiting],
        "may_classify": request.actor.may("strategy.classify"),
        "may_operate": request.actor.may(OPERATE),
    }
    return render(request, "strategy/plans.html", context)


@needs("strategy.manage")
@require_POST
def load(request: ActorRequest, name: str) -> HttpResponse:
    """Load one of the plans that come with the program."""
    if name not in packs.names():
        raise NotFound()
    try:
        done = api.load_plan(actor=request.actor, pack=packs.read(name))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("strategy:plans")
    messages.success(request, _("Đã nạp kế hoạch."))
    return redirect("strategy:plan", done.plan_id)


@needs("strategy.read")
@require_GET
def plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show one plan: its targets with what the records say today, its tasks and its report duties."""
    row = readable_plan(request, plan_id)
    targets = list(row.targets.prefetch_related("measures__target"))
    values = iter(api.values_of(row, [one for target in targets for one in target.measures.all()]))
    lines = [TargetLine(target, [next(values) for _one in target.measures.all()]) for target in targets]
    own = row.owner_id in (None, request.actor.agency_id)
    context = {
        "plan": row,
        "document": row.content["document"],
        "lines": lines,
        "agencies": api.agencies_of(row, on=clock.today()),
        "tasks": tasks_of(row),
        "reports": reports_of(row),
        "board": counts_of_plan(request.actor, row),
        "plan_key": str(row.pk),
        "may_assign": row.owner_id == request.actor.agency_id and request.actor.may("strategy.manage"),
        "form": ScopeForm(initial={"scope": row.scope}),
        "is_owner": row.owner_id is not None and row.owner_id == request.actor.agency_id,
        "may_bind": own and request.actor.may("strategy.manage"),
        "newer_versions": row.replaced_by.filter(state="issued"),
    }
    return render(request, "strategy/plan.html", context)


@needs("strategy.manage")
@require_POST
def bind(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Choose which agencies the plan is about."""
    try:
        api.bind_plan(actor=request.actor, plan_id=plan_id, scope=request.POST.get("scope", ""))
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã lưu phạm vi kế hoạch."))
    return redirect("strategy:plan", plan_id)


@needs("strategy.read")
@require_GET
def measure(request: ActorRequest, measure_id: UUID) -> HttpResponse:
    """Show one figure: its words in the document, its definition, and the agencies behind it."""
    row = readable_measure(request, measure_id)
    plan_of = row.target.plan
    value = api.value_of(plan_of, row)
    # An old target is judged by the register of its own year; what today's register would say stands beside it.
    today = None if value.is_live else api.value_of(plan_of, row, register_on=clock.today())
    open_to = api.open_to(request.actor)
    page = Paginator(value.units, UNITS_ON_PAGE).get_page(request.GET.get("trang"))
    context = {
        "measure": row,
        "target": row.target,
        "plan": plan_of,
        "value": value,
        "today": today,
        "page": page,
        "units": beside(row, page.object_list, until=value.until, open_to=open_to),
        "year": value.last_day.year,
        "declares": request.actor.may("strategy.declare")
        and any(unit.agency_id == request.actor.agency_id for unit in value.units),
        "agency_id": request.actor.agency_id,
        "definition": definition_of(row.indicator),
    }
    return render(request, "strategy/measure.html", context)


@needs("strategy.read")
@require_GET
def records(request: ActorRequest, measure_id: UUID, agency_id: UUID) -> HttpResponse:
    """List exactly the records that a part of one agency's figure counts, now."""
    row = readable_measure(request, measure_id)
    unit = api.unit_of(row.target.plan, row, agency_id=agency_id)
    if unit is None or agency_id not in api.open_to(request.actor):
        raise NotFound()
    names = COMPUTED[row.indicator].PARTS
    part = request.GET.get("phan", "")
    part = part if part in names else next(iter(names))
    listed = api.records_of(row, agency_id=agency_id, part=part, reader=request.actor.agency)
    page = Paginator(listed, RECORDS_ON_PAGE).get_page(request.GET.get("trang"))
    context = {
        "measure": row,
        "target": row.target,
        "unit": unit,
        "part": part,
        "parts": [
            {
                "label": name,
                "url": f"?phan={key}",
                "current": key == part,
                "count": unit.figure.parts.get(key),
            }
            for key, name in names.items()
        ],
        "page": page,
        "counted": _counted(unit.figure.parts.get(part), page.paginator.count),
        "is_grouped": listed.is_grouped,
        "empty_words": _("Bản ghi có khi tin, bài đã phát hành và được đọc lại từ địa chỉ công khai.")
        if COMPUTED[row.indicator].ROWS_HAVE_RECORDED_TIME
        else _("Bản ghi có khi sổ đăng ký có dòng còn hiệu lực vào ngày tính."),
    }
    return render(request, "strategy/records.html", context)


def _counted(number: int | None, lines: int) -> str:
    """Return a number that is more than the lines of its list: people of a commune, đồng of an order."""
    return "" if number is None or number == lines else format_number(number)
