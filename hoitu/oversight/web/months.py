"""The month that a screen is about, from its address."""

from datetime import date, timedelta
from typing import NamedTuple

from hoitu.kernel import clock

FIRST = date(2000, 1, 1)


class Months(NamedTuple):
    """The month shown, with its neighbours; `after` is None at the month that runs."""

    month: date
    before: date
    after: date | None


def month_of(words: str) -> Months:
    """Return the month of "2026-11"; anything else is the month that runs."""
    running = clock.today().replace(day=1)
    try:
        month = date.fromisoformat(f"{words}-01")
    except ValueError:
        month = running
    month = min(max(month, FIRST), running)
    after = (month + timedelta(days=32)).replace(day=1)
    return Months(month, (month - timedelta(days=1)).replace(day=1), after if after <= running else None)


def day_in(words: str, month: date) -> date | None:
    """Return the day of "2026-11-05" when it lies in the month."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if day.replace(day=1) == month else None
