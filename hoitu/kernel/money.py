"""Money in whole đồng. There is no smaller coin, so there are no fractions to lose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hoitu.kernel.text import format_vnd, number_words

Weight = int | Decimal | Fraction


@dataclass(frozen=True, slots=True, order=True)
class Vnd:
    """An amount of Vietnamese đồng; may be negative (a correction of an earlier payment)."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"Vnd takes a whole number, not {type(self.amount).__name__}")

    def __add__(self, other: "Vnd") -> "Vnd":
        return Vnd(self.amount + other.amount)

    def __sub__(self, other: "Vnd") -> "Vnd":
        return Vnd(self.amount - other.amount)

    def __neg__(self) -> "Vnd":
        return Vnd(-self.amount)

    def __mul__(self, count: int) -> "Vnd":
        return Vnd(self.amount * count)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return format_vnd(self.amount)

    def times(self, rate: Decimal) -> "Vnd":
        """Return the amount multiplied by a rate, rounded to whole đồng, halves away from zero."""
        return Vnd(int((Decimal(self.amount) * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def split(self, weights: Sequence[Weight]) -> list["Vnd"]:
        """Divide the amount by weights; the parts always sum to the amount.

        Each part is the exact share cut to whole đồng; what is left goes đồng by đồng to the largest
        remainders, the earlier weight first. Raises ValueError when no weight is positive or one is negative.
        """
        total = sum((Fraction(weight) for weight in weights), Fraction(0))
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights must be zero or more, and one above zero")
        size, sign = abs(self.amount), -1 if self.amount < 0 else 1
        exact = [size * Fraction(weight) / total for weight in weights]
        parts = [int(share) for share in exact]
        by_remainder = sorted(range(len(exact)), key=lambda index: parts[index] - exact[index])
        for index in by_remainder[: size - sum(parts)]:
            parts[index] += 1
        return [Vnd(sign * part) for part in parts]

    def words(self) -> str:
        """Return the amount in words for papers: "một triệu hai trăm nghìn đồng"."""
        return f"{number_words(self.amount)} đồng"


def total(amounts: Sequence[Vnd]) -> Vnd:
    """Return the sum; nothing sums to 0 đồng."""
    return Vnd(sum(amount.amount for amount in amounts))
