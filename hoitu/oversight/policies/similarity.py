"""How alike two short texts are: shared runs of three syllables, and sketches that find likely pairs fast.

A sketch is MinHash in bands: texts that share 80 % of their runs have a band in common in 9,998 of 10,000 cases,
texts that share 20 % in 3 of 100. Pairs found so are compared exactly, so a chance band decides nothing.
"""

import re
from collections.abc import Set
from functools import cache
from hashlib import blake2b
from random import Random
from typing import Final

from hoitu.kernel.text import fold

SYLLABLES: Final = 3
FEWEST_SYLLABLES: Final = 10  # below that two headlines are alike by chance
ALIKE_PERCENT: Final = 80  # as the plans' indicator of new items has it
_BANDS, _ROWS = 16, 4
_PRIME: Final = (1 << 61) - 1
_WORD = re.compile(r"\w+")

Runs = frozenset[int]


def runs(text: str) -> Runs:
    """Return the text's runs of three folded syllables as numbers; a text that is too short has none."""
    words = _WORD.findall(fold(text))
    if len(words) < FEWEST_SYLLABLES:
        return frozenset()
    spans = (" ".join(words[at : at + SYLLABLES]) for at in range(len(words) - SYLLABLES + 1))
    return frozenset(int.from_bytes(blake2b(span.encode(), digest_size=7).digest()) for span in spans)


def alike_percent(one: Set[int], other: Set[int]) -> int:
    """Return the share of common runs, 0–100 cut down to whole percent. Without runs nothing is alike."""
    together = len(one | other)
    return 100 * len(one & other) // together if one and other else 0


def bands(found: Runs) -> list[int]:
    """Return the sketch: 16 signed 64-bit numbers, none for a text without runs."""
    if not found:
        return []
    least = [min((factor * run + shift) % _PRIME for run in found) for factor, shift in _permutations()]
    return [_band(at, least[at * _ROWS : (at + 1) * _ROWS]) for at in range(_BANDS)]


def _band(number: int, least: list[int]) -> int:
    words = f"{number}:{least}".encode()
    return int.from_bytes(blake2b(words, digest_size=8).digest(), signed=True)


@cache
def _permutations() -> tuple[tuple[int, int], ...]:
    # Fixed for ever: stored sketches must stay comparable.
    chance = Random(20_260_701)  # noqa: S311 - arithmetic, no secret
    return tuple((chance.randrange(1, _PRIME), chance.randrange(_PRIME)) for _ in range(_BANDS * _ROWS))
