"""Arithmetic of report numbers. Whole numbers only."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from hoitu.kernel.text import format_number
from hoitu.reporting.data import Cell, Content, Figure, Layout, Measure
from hoitu.reporting.periods import Period

HUNDRED_PERCENT = 100_00  # in hundredths of a percent
NO_FIGURE = Figure(None)
COLUMNS = ("actual", "estimate", "final", "last_year")


def estimate(actual: int | None, *, first: date, cut_off: date, last: date, measure: Measure) -> int | None:
    """Return what a number will be at the end of a period (`first` to `last`) of which `cut_off` was counted too.

    A flow goes on at its daily pace, rounded half upwards; a stock stays. Before the period has begun: None.
    """
    if actual is None or measure is not Measure.FLOW:
        return actual
    days, whole = (cut_off - first).days + 1, (last - first).days + 1
    if days <= 0:
        return None
    return (2 * actual * whole + days) // (2 * days)


def last_day_counted(today: date, period: Period) -> date:
    """Return the cut-off of a report: today, but no later than the period's end. No plan prints another.

    Before the period begins it is the day before, and nothing is counted.
    """
    return max(min(today, period.last), period.first - timedelta(days=1))


def share(part: int | None, whole: int | None) -> int | None:
    """Return a share in hundredths of a percent, rounded half upwards; only all is 100 %. None without a whole."""
    if part is None or not whole:
        return None
    found = (2 * part * HUNDRED_PERCENT + whole) // (2 * whole)
    return min(found, HUNDRED_PERCENT - 1) if part < whole else found


def with_shares(layout: Layout, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the figures with each share divided anew from its two numbers, column by column."""
    found = dict(figures)
    for cell in layout.cells:
        if cell.of:
            part, whole = (found.get(key, NO_FIGURE) for key in cell.of)
            found[cell.key] = _divided(part, whole)
    return found


def percent(hundredths: int | None) -> str:
    """Return a share as Vietnamese prints it, without its sign: 1250 is "12,5"."""
    return "" if hundredths is None else format_number(Decimal(hundredths) / 100)


def shown(value: int | None, cell: Cell) -> str:
    """Return a number as Vietnamese prints it, a share with its comma: "1.234", "12,5". "" for what is not known."""
    if cell.measure is Measure.SHARE:
        return percent(value)
    return "" if value is None else format_number(value)


def change(figure: Figure, cell: Cell) -> int | None:
    """Return the change against the same period a year before: in hundredths of a percent, for a share of a point.

    What is compared is the final number, else the estimate: both are of whole periods.
    """
    now = next((one for one in (figure.final, figure.estimate, figure.actual) if one is not None), None)
    before = figure.last_year
    if now is None or before is None:
        return None
    if cell.measure is Measure.SHARE:
        return now - before
    if not before:
        return None
    sign = 1 if now >= before else -1
    return sign * ((2 * abs(now - before) * HUNDRED_PERCENT + before) // (2 * before))


def prefilled(layout: Layout) -> tuple[int, int]:
    """Return how many of a form's numbers the records give, themselves or in both parts, and how many it has."""
    cells = {cell.key: cell for cell in layout.cells}
    given = [cell for cell in cells.values() if layout.adds_up or _is_given(cell, cells)]
    return len(given), len(cells)


def missing(layout: Layout, content: Content) -> tuple[Cell, ...]:
    """Return the numbers that are still empty. Without a whole there is no share, and none is asked for."""
    return tuple(
        cell
        for cell in layout.cells
        if not cell.of and content.figures.get(cell.key, NO_FIGURE).actual is None
    )


def changed(before: Content, after: Content) -> tuple[str, ...]:
    """Return the keys of the cells, sections and lines in which two contents of one report differ."""
    cells = _differing(dict(before.figures), dict(after.figures))
    words = _differing(dict(before.words), dict(after.words))
    lines = _differing({line.key: line for line in before.lines}, {line.key: line for line in after.lines})
    return tuple(sorted({*cells, *words, *lines}))


def _divided(part: Figure, whole: Figure) -> Figure:
    return Figure(
        share(part.actual, whole.actual),
        share(part.estimate, whole.estimate),
        share(part.final, whole.final),
        share(part.last_year, whole.last_year),
        computed=True,
        known=None if part.known is None or whole.known is None else min(part.known, whole.known),
    )


def _is_given(cell: Cell, cells: Mapping[str, Cell]) -> bool:
    return bool(cell.source) or (bool(cell.of) and all(cells[key].source for key in cell.of))


def _differing(before: dict[str, object], after: dict[str, object]) -> Iterable[str]:
    return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
