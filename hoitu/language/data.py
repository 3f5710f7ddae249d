"""What proofreading takes and gives: rules, and findings with their places in the NFC text."""

from dataclasses import dataclass
from typing import Final

KINDS: Final = ("typing", "spelling", "tone", "doubled", "spacing", "punctuation", "wording", "name", "unit")


@dataclass(frozen=True)
class Finding:
    """One suspected mistake: characters `start` to `end` (half-open, code points of the NFC text)."""

    start: int
    end: int
    kind: str
    message: str
    replacements: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class Wording:
    """A wording the house writes otherwise. An empty `right` forbids it without naming another."""

    wrong: str
    right: str
    message: str
    kind: str = "wording"
    rule: str = "house"
    keeps_case: bool = False
    unless_before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What an agency wants: words that are right as they are, wordings, names that have one spelling."""

    allowed: frozenset[str] = frozenset()
    wordings: tuple[Wording, ...] = ()
    names: tuple[str, ...] = ()
