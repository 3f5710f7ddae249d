"""Quartiles over those who take part, and one's own place among them. Pure; nobody else is told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import quantiles


@dataclass(frozen=True)
class Comparison:
    """Where one value stands among `members`. `place` counts from the highest; equals share a place.

    `quarter` is 1 for the highest quarter to 4 for the lowest.
    """

    members: int
    low: Fraction
    middle: Fraction
    high: Fraction
    own: Fraction
    place: int

    @property
    def quarter(self) -> int:
        return (
            1 if self.own >= self.high else 2 if self.own >= self.middle else 3 if self.own >= self.low else 4
        )


def compare(own: Fraction, others: Sequence[Fraction], *, least: int) -> Comparison | None:
    """Return the own place among all values; None while fewer than `least` take part, the own one counted.

    Raises ValueError for a `least` below 3: one of two knows the other.
    """
    if least < 3:
        raise ValueError("a comparison of fewer than three tells who has what")
    values = sorted([own, *others])
    if len(values) < least:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Comparison(len(values), low, middle, high, own, 1 + sum(each > own for each in values))
