"""What the strategy's records say where a criterion names one of its indicators."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from hoitu.kernel import clock
from hoitu.maturity.data import ZERO, Computed, Item
from hoitu.maturity.models import Cycle
from hoitu.strategy import api as strategy


def computed_of(items: Iterable[Item], *, agency_id: UUID, cycle: Cycle) -> dict[UUID, Computed]:
    """Return the computed answer of each item that has one: met gives the maximum, not met 0, no data nothing.

    It stands beside the agency's own points and is never taken for them.
    """
    wanted = [item for item in items if item.indicator]
    figures = {
        indicator: strategy.figure_of(indicator=indicator, agency_id=agency_id, until=_until(cycle))
        for indicator in {item.indicator for item in wanted}
    }
    return {
        item.id: _answer(item, figure) for item in wanted if (figure := figures[item.indicator]) is not None
    }


def _answer(item: Item, figure: strategy.UnitFigure) -> Computed:
    points = None if figure.passes is None else item.maximum if figure.passes else ZERO
    return Computed(figure.passes, points, figure.reason)


def _until(cycle: Cycle) -> datetime:
    """Return when the cycle's figures end: the midnight after its last day in Vietnam, or now if that is earlier."""
    now = clock.now()
    if cycle.figures_until is None:
        return now
    return min(now, datetime.combine(cycle.figures_until + timedelta(days=1), time(), tzinfo=clock.VIETNAM))
