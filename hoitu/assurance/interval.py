"""How sure a share is that was seen in a sample: the exact interval of Clopper and Pearson (1934)."""

from collections.abc import Callable
from math import comb

CONFIDENCE = 0.95
HALVINGS = 60
LARGEST_SAMPLE = 500


def clopper_pearson(hits: int, of: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the lowest and the highest share, 0 to 1, that `hits` of `of` leave possible.

    Each end is wrong in at most half of the remaining probability, whatever the true share: the interval may be wider
    than needed, never narrower. A draw without replacement makes it wider still than needed.
    """
    if not 0 <= hits <= of or not 1 <= of <= LARGEST_SAMPLE:
        raise ValueError(f"{hits} of {of}")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _root(lambda p: _at_least(hits, of, p) < tail)
    high = 1.0 if hits == of else _root(lambda p: 1 - _at_least(hits + 1, of, p) > tail)
    return low, high


def _at_least(hits: int, of: int, share: float) -> float:
    """Return how likely `hits` or more of `of` are at a true share."""
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(hits, of + 1))


def _root(is_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2
