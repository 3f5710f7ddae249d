"""A result beside those of its block."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from hoitu.maturity.data import ZERO, Standing

# Fewer others than this would show what a single neighbour was given.
LEAST_OTHERS = 3


def compared(others: Sequence[tuple[Decimal, Sequence[Decimal]]]) -> Standing | None:
    """Return mean and median of other agencies' totals and the mean of each pillar; None for too few.

    Each of `others` is (total, points of each pillar in order); all have the same pillars.
    """
    if len(others) < LEAST_OTHERS:
        return None
    count = len(others)
    sums = [sum(column, ZERO) for column in zip(*(pillars for _total, pillars in others), strict=True)]
    return Standing(
        agencies=count,
        mean=sum((total for total, _pillars in others), ZERO) / count,
        median=Decimal(median(total for total, _pillars in others)),
        pillar_means=tuple(each / count for each in sums),
    )
