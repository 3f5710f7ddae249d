"""Arithmetic of report numbers. Whole numbers only."""

from collections.abc import Iterable
from datetime import date, timedelta

from hoitu.reporting.data import Cell, Content, Figure, Layout, Measure


def year_estimate(actual: int | None, *, cut_off: date, measure: Measure) -> int | None:
    """Return what a number will be at the end of the year of `cut_off` (a counted day).

    A flow goes on at its daily pace, rounded half upwards; a stock stays.
    """
    if actual is None or measure is Measure.STOCK:
        return actual
    first = date(cut_off.year, 1, 1)
    days = (cut_off - first).days + 1
    year = (date(cut_off.year + 1, 1, 1) - first).days
    return (2 * actual * year + days) // (2 * days)


def last_day_counted(today: date, year: int) -> date:
    """Return the cut-off of a report of that year: today, but no later than the year's end. No plan prints another.

    Before the year begins it is the day before, and nothing is counted.
    """
    return max(min(today, date(year, 12, 31)), date(year, 1, 1) - timedelta(days=1))


def prefilled(layout: Layout) -> tuple[int, int]:
    """Return how many of a form's numbers the records give, and how many numbers it has."""
    cells = layout.cells
    return sum(1 for cell in cells if cell.source), len(cells)


def missing(layout: Layout, content: Content) -> tuple[Cell, ...]:
    """Return the numbers that are still empty."""
    return tuple(cell for cell in layout.cells if content.figures.get(cell.key, Figure(None)).actual is None)


def changed(before: Content, after: Content) -> tuple[str, ...]:
    """Return the keys of the cells, sections and lines in which two contents of one report differ."""
    cells = _differing(dict(before.figures), dict(after.figures))
    words = _differing(dict(before.words), dict(after.words))
    lines = _differing(
        {line.key: line for line in (*before.targets, *before.tasks)},
        {line.key: line for line in (*after.targets, *after.tasks)},
    )
    return tuple(sorted({*cells, *words, *lines}))


def _differing(before: dict[str, object], after: dict[str, object]) -> Iterable[str]:
    return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
