"""Forecasts of a plan's shares, drawn from what is kept of the past."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.kernel import clock
from hoitu.outlook.data import HORIZON_YEAR
from hoitu.outlook.models import KeptShare
from hoitu.outlook.policies.days import quarter_ends, year_ends
from hoitu.outlook.policies.forecasting import Forecast, Point, forecast
from hoitu.strategy import api as strategy


@dataclass(frozen=True)
class Outlook:
    """A measure's past and what may come. `forecast` None: too little is known. `unused`: points of too few agencies.

    `needed` of `n` units must pass today for the target; both 0 where that cannot be said.
    """

    value: strategy.Value
    name: str
    points: tuple[Point, ...]
    unused: int
    forecast: Forecast | None
    needed: int
    n: int

    @property
    def target_share(self) -> float | None:
        return self.needed / self.n if self.n else None


def outlook_of(value: strategy.Value) -> Outlook:
    """Return one measure's past and forecast."""
    return outlooks_of([value])[0]


def outlooks_of(values: Collection[strategy.Value]) -> list[Outlook]:
    """Return the past and the forecast of each measure; one query for all."""
    kept: dict[UUID, list[KeptShare]] = {}
    rows = KeptShare.objects.filter(measure_id__in=[value.measure.pk for value in values])
    for row in rows.order_by("on"):
        kept.setdefault(row.measure_id, []).append(row)
    return [_outlook(value, kept.get(value.measure.pk, [])) for value in values]


def days_ahead(last: date) -> list[date]:
    """Return the days for which a forecast is drawn: quarters of the next two years, then years, to 2030."""
    end = date(HORIZON_YEAR, 12, 31)
    soon = [day for day in quarter_ends(last, date(last.year + 2, 12, 31)) if last < day <= end]
    return sorted({*soon, *(day for day in year_ends(last, end) if day > last)})


def _outlook(value: strategy.Value, kept: list[KeptShare]) -> Outlook:
    # A share of which most agencies said nothing tells how reporting grew, not what it reports on.
    told = [row for row in kept if row.n and 2 * row.without_data <= row.units]
    points = tuple(Point(row.on, min(row.k, row.n), row.n) for row in told)
    verdict = value.verdict
    needed, n = (verdict.needed or 0, verdict.n) if verdict is not None else (0, 0)
    last = points[-1].on if points else clock.today()
    found = forecast(points, days_ahead(last), needed=_needed_of(points, needed, n))
    name = strategy.indicator_name(value.measure.indicator)
    return Outlook(value, name, points, len(kept) - len(told), found, needed, n)


def _needed_of(points: tuple[Point, ...], needed: int, n: int) -> int | None:
    """Return how many of the last point's units are asked: the target's share of them, rounded up."""
    if not points or not n or not needed:
        return None
    return -(-needed * points[-1].n // n)
