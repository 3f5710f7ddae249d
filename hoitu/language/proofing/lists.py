"""Word lists of the checks: short, ours, each file says what it is for."""

from functools import cache
from pathlib import Path
from typing import Final


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


FOREIGN: Final = _words("foreign.txt")
REDUPLICATED: Final = _words("reduplicated.txt")
ABBREVIATIONS: Final = _words("abbreviations.txt")


@cache
def common() -> dict[str, int]:
    """Return how often a syllable stands in the open two thirds of the material; ranks what may have been meant."""
    rows = (line.split() for line in _lines("common.txt"))
    return {word: int(count) for word, count in rows}
