"""Days of the law on Vietnam's clocks. A deadline is the first instant that is too late."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from hoitu.kernel.clock import end_of_day, local
from hoitu.kernel.working_days import working_day

REMIND_DAYS = (5, 2, 1, 0, -1, -3, -7)


def after_working_days(received_at: datetime, days: int, holidays: Collection[date] = ()) -> datetime:
    """Return when the last of so many working days ends; the day of receipt does not count."""
    return end_of_day(working_day(local(received_at).date(), days, holidays))


def days_left(due_at: datetime, now: datetime) -> int:
    """Return whole days from today to the last day in time: 0 on that day, below zero once it is late."""
    last = local(due_at - timedelta(microseconds=1)).date()
    return (last - local(now).date()).days


def is_late(due_at: datetime | None, done_at: datetime | None, now: datetime) -> bool:
    """Tell whether something came, or still has not come, after its deadline."""
    return due_at is not None and (done_at or now) >= due_at
