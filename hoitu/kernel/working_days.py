"""Working days: Monday to Friday but public holidays, which the caller knows."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def is_working(day: date, holidays: Collection[date]) -> bool:
    """Tell whether offices work that day."""
    return day.weekday() < SATURDAY and day not in holidays


def working_day(start: date, days: int, holidays: Collection[date] = ()) -> date:
    """Return the so many-th working day after `start`, which does not count; before it where `days` is negative."""
    step, day, left = timedelta(days=1 if days >= 0 else -1), start, abs(days)
    while left > 0:
        day += step
        left -= is_working(day, holidays)
    return day
