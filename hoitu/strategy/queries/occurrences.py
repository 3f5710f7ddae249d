"""When a task is to be done, over the whole life of its plan."""

from collections.abc import Iterable
from datetime import date, datetime, time

from hoitu.kernel import clock
from hoitu.strategy.models import Opening, Plan, Task
from hoitu.strategy.policies import timing
from hoitu.strategy.policies.timing import Occurrence, TimeKind
from hoitu.strategy.queries.times import span_of


def is_opened_by_event(task: Task) -> bool:
    """Return whether a task has no time of its own but begins with what its words await."""
    return timing.parse(task.time).kind is TimeKind.EVENT


def awaited_by(task: Task) -> str:
    """Return the words for what opens an event-triggered task: “Sau khi có hướng dẫn từ Bộ”."""
    return task.time if is_opened_by_event(task) else ""


def occurrences_of(plan: Plan, task: Task, openings: Iterable[Opening]) -> list[Occurrence]:
    """Return every occurrence of a task in order of opening, its time of revision last.

    A task without a clock (nothing printed, from case to case) has one that lasts as long as the plan and is never
    late; one opened by events has none until an event is registered.
    """
    rule, span = timing.parse(task.time), span_of(plan)
    found = list(timing.every(rule, span, events=[_instant(one) for one in openings if _is_event(one)]))
    note = timing.parse(task.time_note) if task.time_note else None
    if again := timing.revision(rule, span, note=note):
        found.append(again)
    if not found and rule.kind is not TimeKind.EVENT:
        years = f"{span.starts_on.year}–{span.ends_on.year}"
        found.append(Occurrence(years, _midnight(span.starts_on), None, False))
    return found


def _is_event(opening: Opening) -> bool:
    return opening.registered_at is not None and opening.dropped_at is None


def _instant(opening: Opening) -> datetime:
    assert opening.happened_on is not None
    return _midnight(opening.happened_on)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)
