"""Days and sections as bars. The numbers stand beside them, so the drawing is for the eye alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Bar(NamedTuple):
    """One bar: its height in percent of the highest, 0 only for zero."""

    percent: int

    @classmethod
    def of(cls, value: int, highest: int) -> "Bar":
        """Return the bar of a value; a small one still shows."""
        return cls(max(2, 100 * value // highest) if value and highest else 0)


@dataclass(frozen=True)
class DayBar:
    """A day, its count and its bar."""

    day: date
    count: int
    percent: int


def bars_of(days: Sequence[tuple[date, int]]) -> list[DayBar]:
    """Return the bars of some days."""
    highest = max((count for _day, count in days), default=0)
    return [DayBar(day, count, Bar.of(count, highest).percent) for day, count in days]
