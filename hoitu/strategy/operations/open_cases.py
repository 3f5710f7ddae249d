"""Keep the cases in step with the clock: one for each occurrence that has come to an organisation with a task."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.strategy.models import Assignment, Case, CasePerson, Task
from hoitu.strategy.policies.following import wanted
from hoitu.strategy.policies.timing import Occurrence
from hoitu.strategy.queries.occurrences import occurrences_of

WHY = "cases of every organisation that has the task"


def open_cases(*, task_ids: Collection[UUID] | None = None) -> int:
    """Make the cases that are missing and bring due moments up to the plan's words; return how many are new.

    Safe to run at any time and as often as one likes.
    """
    leading = Assignment.objects.unscoped(why=WHY).filter(part=Assignment.Part.LEAD, ended_at=None)
    if task_ids is not None:
        leading = leading.filter(task_id__in=task_ids)
    ids = leading.values_list("task_id", flat=True).distinct()
    return sum(_open_for_task(task_id) for task_id in sorted(ids, key=str))


@transaction.atomic
def _open_for_task(task_id: UUID) -> int:
    # The task's row is the lock: two runs take turns.
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task_id)
    every, now, new = occurrences_of(task.plan, task, task.openings.all()), clock.now(), 0
    cases: dict[UUID, dict[str, Case]] = defaultdict(dict)
    for case in Case.objects.unscoped(why=WHY).filter(task=task):
        cases[case.agency_id][case.period] = case
    rows = Assignment.objects.unscoped(why=WHY).filter(task=task, part=Assignment.Part.LEAD, ended_at=None)
    for row in rows:
        new += _open_for(row, every, cases[row.agency_id], now)
    return new


def _open_for(row: Assignment, every: Sequence[Occurrence], here: dict[str, Case], now: datetime) -> int:
    count = len(here)
    due = wanted(every, since=row.assigned_at, now=now)
    if not due:
        _wait(row, here, now)
    for one in due:
        case = here.get(one.period) or _opened(here, now) or _make(row, here, one.period, now)
        here[one.period] = case
        _bring(case, one, row)
    return len(here) - count


def _wait(row: Assignment, here: dict[str, Case], now: datetime) -> None:
    """See that there is a case which waits for the event that is to open it, also after a task comes back."""
    case = here.get("") or _make(row, here, "", now)
    if case.dropped_at is not None or case.is_request != row.is_request:
        case.dropped_at, case.is_request = None, row.is_request
        case.save(update_fields=["dropped_at", "is_request"])


def _opened(here: dict[str, Case], now: datetime) -> Case | None:
    """Return the case that waited for an event: it becomes that of the first one, and counts from now."""
    case = here.pop("", None)
    if case is not None:
        case.made_at = now
        case.save(update_fields=["made_at"])
    return case


def _make(row: Assignment, here: dict[str, Case], period: str, now: datetime) -> Case:
    case = Case.objects.unscoped(why=WHY).create(
        agency_id=row.agency_id, task_id=row.task_id, period=period, is_request=row.is_request, made_at=now
    )
    last = max(here.values(), key=lambda one: one.made_at, default=None)
    here[period] = case
    if last is not None:
        _same_people(last, case, now)
    return case


def _same_people(last: Case, case: Case, now: datetime) -> None:
    """Who did it the last time does it again, until the organisation says otherwise."""
    CasePerson.objects.unscoped(why=WHY).bulk_create(
        CasePerson(case=case, person_id=one.person_id, assigned_at=now, assigned_by_name=one.assigned_by_name)
        for one in last.people.filter(ended_at=None)
    )


def _bring(case: Case, one: Occurrence, row: Assignment) -> None:
    values = {
        "period": one.period,
        "name": one.name,
        "opens_at": one.opens_at,
        "due_at": one.due_at,
        "evidence_by": one.evidence_by,
        "is_request": row.is_request,
        "dropped_at": None,
    }
    if any(getattr(case, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(case, name, value)
        case.save(update_fields=list(values))
