"""Months counted on the calendar: the law says "twelve months", not "365 days"."""

from calendar import monthrange
from datetime import date
from typing import TypeVar

Day = TypeVar("Day", bound=date)


def months_before(day: Day, months: int) -> Day:
    """Return the same day so many months earlier, later where negative.

    A month without that day answers with its last. An instant keeps its hour: give it as `clock.local` does.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
