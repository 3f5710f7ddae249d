"""What a plan asks for in a year, on the clock: each task and report duty with its occurrences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.kernel import clock
from hoitu.strategy.data import DocumentState, Span
from hoitu.strategy.models import Plan, ReportRule, Task
from hoitu.strategy.policies import timing
from hoitu.strategy.policies.timing import Occurrence
from hoitu.strategy.queries.scope import agencies_of, readable_plans
from hoitu.strategy.queries.times import span_of


@dataclass(frozen=True)
class Duty:
    """One task or report duty with what it asks for in the year, in order of opening."""

    key: str
    title: str
    who: str
    words: str
    is_report: bool
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class Due:
    """One due moment of a plan."""

    plan: Plan
    duty: Duty
    occurrence: Occurrence
    due_at: datetime


def duties_in(plan: Plan, year: int) -> list[Duty]:
    """Return the plan's tasks and report duties that ask for something in the year, in the plan's order."""
    span = span_of(plan)
    rows: list[Duty] = [_task(row, span, year) for row in plan.tasks.all()]
    rows += [_report(row, span, year) for row in plan.report_rules.all()]
    return [row for row in rows if row.occurrences]


def due_in(plan: Plan, years: Iterable[int]) -> list[Due]:
    """Return the plan's due moments of some years, each once, by moment."""
    found: dict[tuple[str, str], Due] = {}
    for year in years:
        for duty in duties_in(plan, year):
            for one in duty.occurrences:
                if one.due_at and clock.local(one.due_at).year == year:
                    found[duty.key, one.period] = Due(plan, duty, one, one.due_at)
    return sorted(found.values(), key=lambda due: (due.due_at, due.duty.key))


def plans_for(agency_id: UUID) -> list[Plan]:
    """Return the issued plans that concern an organisation: its own ones and those in whose scope it is today."""
    rows = Plan.objects.filter(readable_plans(agency_id), state=DocumentState.ISSUED).exclude(
        Q(owner=None) & Q(entered_by=None)
    )
    today = clock.today()
    return [
        plan
        for plan in rows
        if agency_id in (plan.owner_id, plan.entered_by_id)
        or any(row.id == agency_id for row in agencies_of(plan, on=today))
    ]


def _task(row: Task, span: Span, year: int) -> Duty:
    found = timing.occurrences(timing.parse(row.time), span, year)
    return Duty(row.key, str(row), row.lead, row.time, False, found)


def _report(row: ReportRule, span: Span, year: int) -> Duty:
    found = timing.occurrences(timing.parse(row.when), span, year)
    return Duty(row.key, row.what, row.who, row.when, True, found)
