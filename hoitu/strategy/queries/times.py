"""How the tasks and report duties of a plan stand on the clock."""

from dataclasses import dataclass
from datetime import datetime

from hoitu.kernel import clock
from hoitu.strategy.data import Span
from hoitu.strategy.models import Plan, ReportRule, Task
from hoitu.strategy.policies import timing
from hoitu.strategy.policies.timing import Occurrence, State


@dataclass(frozen=True)
class Standing:
    """A row of a plan and the occurrence that counts now: the one that opened last, or the first to come."""

    row: Task | ReportRule
    state: State
    occurrence: Occurrence | None


def span_of(plan: Plan) -> Span:
    """Return the days over which the plan runs."""
    phases = plan.content["document"]["span"]["phase_years"]
    return Span(plan.starts_on, plan.ends_on, tuple(phases))


def tasks_of(plan: Plan, *, now: datetime | None = None) -> list[Standing]:
    """Return the plan's tasks as printed, each with how it stands."""
    return [_standing(plan, task, task.time, now) for task in plan.tasks.all()]


def reports_of(plan: Plan, *, now: datetime | None = None) -> list[Standing]:
    """Return the plan's report duties, each with its next due moment."""
    return [_standing(plan, rule, rule.when, now) for rule in plan.report_rules.all()]


def _standing(plan: Plan, row: Task | ReportRule, words: str, now: datetime | None) -> Standing:
    at, span = now or clock.now(), span_of(plan)
    rule = timing.parse(words)
    year = clock.local(at).year
    near = [one for each in (year - 1, year, year + 1) for one in timing.occurrences(rule, span, each)]
    opened = [one for one in near if one.opens_at <= at]
    current = opened[-1] if opened else next(iter(near), None)
    # What was due once and has passed is history: whether it was done, its evidence will say.
    return Standing(row, timing.state(rule, at, plan=span), current or _last(rule, span))


def _last(rule: timing.TimeRule, span: Span) -> Occurrence | None:
    years = range(span.starts_on.year, span.ends_on.year + 1)
    every = [one for year in years for one in timing.occurrences(rule, span, year)]
    return every[-1] if every else None
