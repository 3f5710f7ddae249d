"""What the records say of one agency under each target of a plan, for its reports."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel import clock
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.models import Case, Measure, Plan, Target, Task
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.policies.timing import State
from hoitu.strategy.queries.board import cards, with_task
from hoitu.strategy.queries.times import tasks_of
from hoitu.strategy.queries.values import Value, values_of


@dataclass(frozen=True)
class Answer:
    """One agency under one measure. `passes` None: nothing answers it yet; `records` were counted for it."""

    key: str
    measure_id: UUID
    year: int | None
    verbatim: str
    indicator: str
    name: str
    passes: bool | None
    records: int
    provenance: str
    reason: str


def answers_of(*, plan_id: UUID, agency_id: UUID, until: datetime) -> list[Answer]:
    """Return the agency's answer to each measure of the year of `until` and of later years, in the plan's order."""
    found = []
    for key, value in _running(Plan.objects.get(pk=plan_id), until):
        measure, target = value.measure, value.measure.target
        unit = next((one for one in value.units if one.agency_id == agency_id), None)
        definition = definition_of(measure.indicator)
        found.append(
            Answer(
                key,
                measure.pk,
                target.year,
                str(target),
                measure.indicator,
                definition.name if definition else measure.indicator,
                unit.figure.passes if unit else None,
                unit.figure.records if unit else 0,
                unit.figure.provenance if unit else "",
                unit.figure.reason if unit else "",
            )
        )
    return found


@dataclass(frozen=True)
class PlanAnswer:
    """A plan under one measure. `reason` is a sentence with k/n that names the units nobody reported on."""

    key: str
    year: int | None
    verbatim: str
    passes: bool | None
    reason: str
    mix: str


def plan_answers(*, plan_id: UUID, until: datetime) -> list[PlanAnswer]:
    """Return how a plan of many agencies stands under each measure of the year of `until` and of later years."""
    return [
        PlanAnswer(
            key,
            value.measure.target.year,
            str(value.measure.target),
            value.verdict.passes if value.verdict else None,
            value.verdict.reason if value.verdict else "",
            value.mix,
        )
        for key, value in _running(Plan.objects.get(pk=plan_id), until)
    ]


def _running(plan: Plan, until: datetime) -> Iterable[tuple[str, Value]]:
    """Yield the values of the measures whose year has not passed, each under its target's key and its own number."""
    year = clock.local(until).year
    measures = Measure.objects.filter(target__plan=plan, target__year__gte=year).select_related("target")
    numbers: Counter[UUID] = Counter()
    for value in values_of(plan, measures.order_by("target__position", "position"), until=until):
        target: Target = value.measure.target
        numbers[target.pk] += 1
        yield f"{target.key}.{numbers[target.pk]}", value


@dataclass(frozen=True)
class TaskLine:
    """A task of a plan and how it stands on the clock; `due_at` None for work that has no last day."""

    key: str
    words: str
    lead: str
    time: str
    state: State
    due_at: datetime | None


def task_lines(*, plan_id: UUID, at: datetime) -> list[TaskLine]:
    """Return a plan's tasks with how each stands at an instant, in the plan's order."""
    lines = []
    for standing in tasks_of(Plan.objects.get(pk=plan_id), now=at):
        task = standing.row
        assert isinstance(task, Task)
        due = standing.occurrence.due_at if standing.occurrence else None
        lines.append(TaskLine(task.key, str(task), task.lead, task.time, standing.state, due))
    return lines


@dataclass(frozen=True)
class CaseLine:
    """A task that an organisation was given, one occurrence of it, and how far it has come."""

    agency_id: UUID
    key: str
    words: str
    period: str
    state: CaseState
    reason: str
    was_late: bool
    until: datetime | None


def case_lines(
    *, plan_id: UUID, agency_ids: Collection[UUID], since: datetime, at: datetime
) -> list[CaseLine]:
    """Return the cases of a plan that organisations had between two instants, as they stand at the second.

    What was due before and is not done is carried along; what has not opened is not there.
    """
    rows = Case.objects.unscoped(
        why="reports of these organisations, or of the office that answers for the plan"
    )
    rows = with_task(rows.filter(task__plan_id=plan_id, agency_id__in=agency_ids, dropped_at=None))
    rows = rows.filter(opens_at__lte=at)
    lines = [
        CaseLine(
            card.case.agency_id,
            f"{card.case.task.key}:{card.case.period}",
            str(card.case),
            card.period,
            card.state,
            card.standing.reason,
            card.standing.was_late,
            card.until,
        )
        for card in cards(rows.order_by("task__position", "opens_at"), now=at)
    ]
    return [line for line in lines if line.state is not CaseState.NOT_OPEN and _belongs(line, since)]


def _belongs(line: CaseLine, since: datetime) -> bool:
    return line.until is None or line.until >= since or line.state is not CaseState.DONE
