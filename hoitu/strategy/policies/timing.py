"""When a task or report is due: the occurrences of a time rule, and how one stands at an instant.

Days are days in Vietnam. The last compliant moment of a day is 23:59:59, so “trước ngày 15/11” ends on 14 November at
23:59:59 and is late at 00:00:00 of the 15th. Work that is done all the time is never late; it owes evidence instead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from hoitu.kernel.clock import VIETNAM
from hoitu.strategy.data import Span
from hoitu.strategy.policies.time_points import before, on
from hoitu.strategy.policies.time_rules import MonthDay, TimeKind, TimeRule
from hoitu.strategy.policies.time_words import parse

__all__ = [
    "Occurrence",
    "State",
    "TimeKind",
    "TimeRule",
    "every",
    "occurrences",
    "parse",
    "revision",
    "state",
    "state_of",
]

SOON_DAYS = (
    14  # how long before its due moment something is called due soon, unless the caller says otherwise
)
LAST_SECOND = time(23, 59, 59)


class State(StrEnum):
    """How an occurrence that is not done stands."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    DUE_SOON = "due_soon"
    LATE = "late"
    NEVER_LATE = "never_late"
    WAITING = "waiting"  # for the event that opens it


@dataclass(frozen=True)
class Occurrence:
    """One time that something is to be done. `period` is unique within its rule: "2026", "2026-Q3", "2023–2025".

    Instants are aware, in Asia/Ho_Chi_Minh. `due_at` is the last compliant moment, None for what is never late;
    `due_is_printed` is False where the plan prints no day and the end of the period stands in. `evidence_by` is when
    work that is never late should have shown something.
    """

    period: str
    opens_at: datetime
    due_at: datetime | None
    due_is_printed: bool = True
    evidence_by: datetime | None = None
    name: str = ""


def occurrences(
    rule: TimeRule, plan: Span, year: int, *, events: Sequence[datetime] = ()
) -> tuple[Occurrence, ...]:
    """Return what `rule` asks for at some time in `year`, in order of opening.

    `events` are the instants at which what an event rule awaits was registered. A rule without a clock (unknown, when
    needed) has no occurrences.
    """
    begins, ends = _midnight(date(year, 1, 1)), _evening(date(year, 12, 31))
    return tuple(
        each
        for each in _all(rule, plan, events)
        if each.opens_at <= ends and begins <= (each.due_at or each.evidence_by or ends)
    )


def every(rule: TimeRule, plan: Span, *, events: Sequence[datetime] = ()) -> tuple[Occurrence, ...]:
    """Return all that `rule` ever asks for under the plan, in order of opening; nothing without a clock."""
    return tuple(_all(rule, plan, events))


def state_of(occurrence: Occurrence, now: datetime, *, soon_days: int = SOON_DAYS) -> State:
    """Return how an occurrence that is not done stands at `now` (aware)."""
    if now < occurrence.opens_at:
        return State.NOT_OPEN
    if occurrence.due_at is None:
        return State.NEVER_LATE if occurrence.evidence_by else State.OPEN
    if now >= occurrence.due_at + timedelta(seconds=1):
        return State.LATE
    return State.DUE_SOON if occurrence.due_at - now <= timedelta(days=soon_days) else State.OPEN


def state(
    rule: TimeRule,
    now: datetime,
    *,
    plan: Span,
    events: Sequence[datetime] = (),
    soon_days: int = SOON_DAYS,
) -> State:
    """Return how a rule's occurrence of now stands: the one that opened last, or the first to come.

    An event rule waits until an event is registered. A rule without a clock is never late.
    """
    if rule.kind is TimeKind.EVENT and not any(event <= now for event in events):
        return State.WAITING
    every = _all(rule, plan, events)
    if not every:
        return State.NEVER_LATE
    opened = [each for each in every if each.opens_at <= now]
    return state_of(opened[-1] if opened else every[0], now, soon_days=soon_days)


def revision(rule: TimeRule, plan: Span, *, note: TimeRule | None = None) -> Occurrence | None:
    """Return the time in which a finished task is revised: from the end of `rule` to the year it or `note` names.

    None when neither names one, or it has passed by the end of `rule`.
    """
    until = rule.revised_until
    if note is not None and note.kind is TimeKind.CONTINUATION and note.last_day:
        until = note.last_day.year
    main = _all(rule, plan)
    ends = main[-1].due_at if main else None
    if until is None or ends is None or ends.year >= until:
        return None
    first = ends.date() + timedelta(days=1)
    return _occurrence(f"{first.year}–{until}", first, date(until, 12, 31))


def _all(rule: TimeRule, plan: Span, events: Sequence[datetime] = ()) -> list[Occurrence]:
    if rule.kind is TimeKind.EVENT:
        found = [_after_event(rule, event) for event in events]
    else:
        found = list(_MAKERS[rule.kind](rule, plan)) if rule.kind in _MAKERS else []
    return sorted(found, key=lambda each: each.opens_at)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _evening(day: date) -> datetime:
    return datetime.combine(day, LAST_SECOND, VIETNAM)


def _occurrence(period: str, first: date, last: date, *, printed: bool = True, name: str = "") -> Occurrence:
    return Occurrence(period, _midnight(min(first, last)), _evening(last), printed, name=name)


def _evidence(period: str, first: date, last: date) -> Occurrence:
    return Occurrence(period, _midnight(first), None, False, _evening(last))


def _after_event(rule: TimeRule, event: datetime) -> Occurrence:
    """The event's day does not count: within 5 days of the 1st is up to the 6th."""
    opens = event.astimezone(VIETNAM)
    due = None if rule.within_days is None else _evening(opens.date() + timedelta(days=rule.within_days))
    return Occurrence(opens.isoformat(timespec="seconds"), opens, due)


def _once(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    """A window of days. It is not cut to the plan: some plans carry work that began before them."""
    if rule.last_day is None:
        return
    first = rule.first_day or plan.starts_on
    whole_years = rule.kind in (TimeKind.YEAR, TimeKind.YEAR_RANGE, TimeKind.CONTINUATION)
    years = sorted({first.year, rule.last_day.year}) if whole_years else []
    period = "–".join(map(str, years)) or rule.last_day.isoformat()
    yield _occurrence(period, first, rule.last_day)


def _limits(rule: TimeRule, plan: Span) -> tuple[date, date]:
    """Return the first and last day on which a recurring rule holds."""
    first = max(rule.first_day or plan.starts_on, plan.starts_on)
    return first, min(rule.last_day or plan.ends_on, plan.ends_on)


def _yearly(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    """One a year. A year whose last day comes before the plan begins asks for nothing."""
    first_day, last_day = _limits(rule, plan)
    for year in range(first_day.year - 1, last_day.year + 2):
        first, last = _within_year(rule, year)
        if first_day <= last and first <= last_day:
            label = last.year if rule.yearly_from is None else first.year
            printed = rule.yearly_to is not None
            yield _occurrence(str(label), max(first, first_day), last, printed=printed)


def _within_year(rule: TimeRule, year: int) -> tuple[date, date]:
    """Return the first and last day of one year's window; it may end in the next year."""
    to = rule.yearly_to or MonthDay(12, 31)
    last = before(year, to) if rule.exclusive else on(year, to)
    if rule.yearly_from is None:
        return date(last.year, 1, 1), last
    first = on(year, rule.yearly_from)
    return first, last if first <= last else on(year + 1, to)


def _periods(months: int, first_day: date, last_day: date) -> Iterator[tuple[str, date, date]]:
    """Yield label, first and last day of each period of so many months that touches the days given."""
    letter = {1: "", 3: "Q", 6: "H", 12: "Y"}.get(months, "P")
    for year in range(first_day.year, last_day.year + 1):
        starts = [date(year, month, 1) for month in range(1, 13, months)] + [date(year + 1, 1, 1)]
        for number, (first, after) in enumerate(pairwise(starts), 1):
            last = after - timedelta(days=1)
            if first_day <= last and first <= last_day:
                label = f"{year}" if months == 12 else f"{year}-{letter}{number:0{1 if letter else 2}d}"
                yield label, first, last


def _periodic(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    first_day, last_day = _limits(rule, plan)
    for label, first, end in _periods(rule.every_months or 12, first_day, last_day):
        last = end
        if rule.day_of_last_month:
            printed = MonthDay(end.month, rule.day_of_last_month)
            last = before(end.year, printed) if rule.exclusive else on(end.year, printed)
        if first_day <= last:
            yield _occurrence(label, max(first, first_day), last, printed=bool(rule.day_of_last_month))


def _unhurried(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    first_day, last_day = _limits(rule, plan)
    for label, first, last in _periods(rule.every_months or 12, first_day, last_day):
        yield _evidence(label, max(first, first_day), last)


def _milestones(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    for year, name in rule.milestones:
        yield _occurrence(str(year), date(year, 1, 1), date(year, 12, 31), name=name)


def _phases(rule: TimeRule, plan: Span) -> Iterator[Occurrence]:
    first = plan.starts_on
    for year in plan.phase_years or (plan.ends_on.year,):
        last = date(year, 12, 31)
        if first <= last:
            label = f"{first.year}–{year}" if first.year < year else str(year)
            yield _occurrence(label, first, last, printed=False)
            first = last + timedelta(days=1)


_MAKERS: dict[TimeKind, Callable[[TimeRule, Span], Iterator[Occurrence]]] = {
    TimeKind.DAY: _once,
    TimeKind.DAY_EXCLUSIVE: _once,
    TimeKind.MONTH_END: _once,
    TimeKind.PERIOD: _once,
    TimeKind.YEAR: _once,
    TimeKind.YEAR_RANGE: _once,
    TimeKind.CONTINUATION: _once,
    TimeKind.YEARLY: _yearly,
    TimeKind.YEARLY_DAY: _yearly,
    TimeKind.YEARLY_DAY_EXCLUSIVE: _yearly,
    TimeKind.YEARLY_WINDOW: _yearly,
    TimeKind.PERIODIC: _periodic,
    TimeKind.CONTINUOUS: _unhurried,
    TimeKind.RECURRING: _unhurried,
    TimeKind.MILESTONES: _milestones,
    TimeKind.PHASE: _phases,
}
