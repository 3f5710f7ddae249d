"""A sub-index is the sum of its items, a pillar of its sub-indices, the index of its pillars. No data is 0."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from hoitu.maturity.data import ZERO, Item, Pillar, PillarTotal, Total, Totals


def totals(pillars: Sequence[Pillar], items: Sequence[Item], points: Mapping[UUID, Decimal]) -> Totals:
    """Return the sums of the points given; items without points count 0.

    Source: QĐ 951/QĐ-BTTTT and QĐ 1827/QĐ-BTTTT as reported (S2).
    """
    found = tuple(_pillar(pillar, items, points) for pillar in pillars)
    maxima = [one.pillar.maximum for one in found]
    known = [maximum for maximum in maxima if maximum is not None]
    return Totals(
        pillars=found,
        points=sum((one.points for one in found), ZERO),
        maximum=sum(known, ZERO) if len(known) == len(maxima) else None,
    )


def simulate(
    pillars: Sequence[Pillar],
    items: Sequence[Item],
    points: Mapping[UUID, Decimal],
    wished: Mapping[UUID, Decimal],
) -> Totals:
    """Return the sums if the wished items reached these points, each held between 0 and its maximum."""
    maxima = {item.id: item.maximum for item in items}
    held = {key: min(max(value, ZERO), maxima[key]) for key, value in wished.items() if key in maxima}
    return totals(pillars, items, {**points, **held})


def _pillar(pillar: Pillar, items: Sequence[Item], points: Mapping[UUID, Decimal]) -> PillarTotal:
    own = [item for item in items if item.pillar == pillar.number]
    names = dict.fromkeys(item.sub_index for item in own)
    parts = tuple(
        Total(
            name,
            sum((points.get(item.id, ZERO) for item in own if item.sub_index == name), ZERO),
            sum((item.maximum for item in own if item.sub_index == name), ZERO),
        )
        for name in names
    )
    return PillarTotal(pillar, sum((part.points for part in parts), ZERO), parts)
