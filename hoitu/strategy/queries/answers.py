"""What the records say of one agency under each target of a plan, for its reports."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel import clock
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.models import Measure, Plan, Task
from hoitu.strategy.policies.timing import State
from hoitu.strategy.queries.times import tasks_of
from hoitu.strategy.queries.values import values_of


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
    plan = Plan.objects.get(pk=plan_id)
    year = clock.local(until).year
    measures = Measure.objects.filter(target__plan=plan, target__year__gte=year).select_related("target")
    numbers: Counter[UUID] = Counter()
    found = []
    for value in values_of(plan, measures.order_by("target__position", "position"), until=until):
        measure, target = value.measure, value.measure.target
        numbers[target.pk] += 1
        unit = next((one for one in value.units if one.agency_id == agency_id), None)
        definition = definition_of(measure.indicator)
        found.append(
            Answer(
                f"{target.key}.{numbers[target.pk]}",
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
