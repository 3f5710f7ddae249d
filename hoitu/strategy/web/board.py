"""Screens of the task board: by state, the reader's own cases, and organisation by organisation."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hoitu.accounts import api as accounts
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.actor import Actor
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.models import Assignment, Case
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.queries.board import (
    CASES_MAX,
    Card,
    Counts,
    cards,
    columns,
    counts,
    visible_cases,
    with_task,
)
from hoitu.strategy.web.follow_forms import BoardForm

PER_COLUMN = 20
PER_PAGE = 50
UNITS_ON_PAGE = 20
STATES: dict[CaseState, str | Promise] = {
    CaseState.LATE: _("Quá hạn"),
    CaseState.WORKING: _("Đang làm"),
    CaseState.CHECKING: _("Chờ kiểm tra"),
    CaseState.DONE: _("Xong"),
    CaseState.NOT_OPEN: _("Chưa mở"),
}


@dataclass(frozen=True)
class UnitOfCases:
    """An organisation with its cases, the overdue first."""

    agency_id: UUID
    name: str
    cards: list[Card]
    counts: Counts


@needs("strategy.read", "strategy.work")
@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """Show the cases by state; with a state chosen, as a list with pages."""
    rows = visible_cases(request.actor)
    form = _filter_form(request, rows)
    found = cards(with_task(_narrowed(rows, form))[:CASES_MAX])
    is_cut = len(found) >= CASES_MAX
    if form.is_valid() and form.cleaned_data["late"]:
        found = [card for card in found if card.state is CaseState.LATE]
    chosen = request.GET.get("trang-thai", "")
    shown = [card for card in found if card.state == chosen]
    context = {
        "form": form,
        "tabs": tabs(request.actor, "board"),
        "columns": [(column, STATES[column.state], column.cards[:PER_COLUMN]) for column in columns(found)],
        "counts": counts(found),
        "chosen": STATES[CaseState(chosen)] if chosen in STATES else "",
        "chosen_state": chosen,
        "paged": f"trang-thai={chosen}&{_kept(request)}" if chosen in STATES else "",
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("trang")),
        "query": _kept(request),
        "is_cut": is_cut,
    }
    return render(request, "strategy/board.html", context)


@needs("strategy.read", "strategy.work")
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """Show the cases that the reader works on, and the tasks in which their organisation takes part."""
    actor = request.actor
    rows = Case.objects.for_agency(actor.agency).filter(
        dropped_at=None, people__person_id=actor.person, people__ended_at=None
    )
    found = cards(with_task(rows)[:CASES_MAX])
    partly = (
        Assignment.objects.for_agency(actor.agency)
        .filter(part=Assignment.Part.COORDINATE, ended_at=None)
        .select_related("task__plan")
        .order_by("task__plan", "task__position")
    )
    context = {
        "tabs": tabs(actor, "mine"),
        "open": [card for card in found if card.state is not CaseState.DONE],
        "done": [card for card in found if card.state is CaseState.DONE],
        "coordinating": list(partly[:PER_PAGE]),
    }
    return render(request, "strategy/my_tasks.html", context)


@needs("strategy.read")
@require_GET
def units(request: ActorRequest) -> HttpResponse:
    """Show organisation by organisation what it has to do, the most overdue first."""
    rows = visible_cases(request.actor)
    form = _filter_form(request, rows)
    found = cards(with_task(_narrowed(rows, form))[:CASES_MAX])
    by_name = sorted(found, key=lambda card: (card.case.agency.name, str(card.case.agency_id)))
    lines = []
    for (name, agency_id), group in groupby(
        by_name, key=lambda card: (card.case.agency.name, card.case.agency_id)
    ):
        own = list(group)
        lines.append(UnitOfCases(agency_id, name, own, counts(own)))
    lines.sort(key=lambda line: (-line.counts.late, -line.counts.checking, line.name))
    if form.is_valid() and form.cleaned_data["late"]:
        lines = [line for line in lines if line.counts.late]
    context = {
        "form": form,
        "tabs": tabs(request.actor, "units"),
        "counts": counts(found),
        "page": Paginator(lines, UNITS_ON_PAGE).get_page(request.GET.get("trang")),
        "query": _kept(request),
        "states": STATES,
        "is_cut": len(found) >= CASES_MAX,
    }
    return render(request, "strategy/units.html", context)


def tabs(actor: Actor, current: str) -> list[dict[str, object]]:
    """Return the ways to look at tasks as tabs."""
    ways: list[tuple[str, str | Promise, str, tuple[str, ...]]] = [
        ("board", _("Bảng"), "strategy:tasks", ("strategy.read", "strategy.work")),
        ("mine", _("Việc của tôi"), "strategy:my-tasks", ("strategy.read", "strategy.work")),
        ("units", _("Theo đơn vị"), "strategy:units", ("strategy.read",)),
        (
            "difficulties",
            _("Khó khăn, vướng mắc"),
            "strategy:difficulties",
            ("strategy.assign", "strategy.manage"),
        ),
    ]
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name, permissions in ways
        if any(map(actor.may, permissions))
    ]


def _filter_form(request: HttpRequest, rows: ScopedQuerySet[Case]) -> BoardForm:
    plans = rows.order_by().values_list("task__plan_id", "task__plan__code", "task__plan__issuer").distinct()
    leads = rows.order_by().values_list("agency_id", "agency__name").distinct()
    own = rows.filter(people__ended_at=None, people__person__isnull=False)
    ids = set(own.order_by().values_list("people__person_id", flat=True).distinct())
    return BoardForm(
        request.GET,
        plans=sorted(((pk, f"{code} · {issuer}") for pk, code, issuer in plans), key=lambda one: one[1]),
        leads=sorted(leads, key=lambda one: one[1]),
        people=sorted(accounts.names_of(person_ids=ids).items(), key=lambda one: one[1]),
    )


def _narrowed(rows: ScopedQuerySet[Case], form: BoardForm) -> ScopedQuerySet[Case]:
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("plan"):
        rows = rows.filter(task__plan_id=given["plan"])
    if given.get("lead"):
        rows = rows.filter(agency_id=given["lead"])
    if given.get("person"):
        rows = rows.filter(people__person_id=given["person"], people__ended_at=None)
    return rows.order_by("due_at", "pk")


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("trang", "trang-thai"):
        kept.pop(name, None)
    return kept.urlencode()
