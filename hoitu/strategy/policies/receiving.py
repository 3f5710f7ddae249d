"""Read what another installation says that it counted. It may be of another version, or talk nonsense."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from hoitu.strategy.figures import Count, Tally, Window

LARGEST = 10**18
COUNTS_MAX = 2000
FIRST_YEAR, LAST_YEAR = 2000, 2100
OPTIONAL = frozenset({"year_before", "base"})  # a baseline without records is no zero: its part is left out


def read_tally(plain: Mapping[str, Any], *, parts: Collection[str]) -> Tally:
    """Return a tally with exactly these parts (baselines may be missing), never of class A. Raises `ValueError`."""
    given = plain.get("parts")
    if not isinstance(given, dict) or not set(parts) - OPTIONAL <= set(given) <= set(parts):
        raise ValueError("other parts than this indicator has")
    if not all(_is_count(number) for number in given.values()):
        raise ValueError("a part is no number")
    detail = plain.get("detail") or []
    if not isinstance(detail, list) or len(detail) > COUNTS_MAX:
        raise ValueError("the detail is no list")
    counts = tuple(map(_count, detail))
    if counts and sum(one.records for one in counts) != next(given[key] for key in parts):
        raise ValueError("the detail adds up to another number")
    return Tally(dict(given), weaker(plain.get("provenance")), counts)


def read_rules(given: object) -> dict[str, int]:
    """Return legal figures by key. Raises `ValueError`."""
    if not isinstance(given, dict) or len(given) > 50 or not all(map(_is_count, given.values())):
        raise ValueError("the legal figures are none")
    return dict(given)


def read_instant(words: object) -> datetime:
    """Return an instant of a year that plans know. Raises `ValueError`."""
    at = datetime.fromisoformat(str(words))
    if at.tzinfo is None or not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("an instant without its zone, or of another age")
    return at


def weaker(given: object) -> str:
    """Return the class of what somebody told: B, or the weaker one that the teller admits."""
    return given if isinstance(given, str) and given in ("C", "D") else "B"


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= LARGEST


def _count(row: object) -> Count:
    if not isinstance(row, list) or len(row) != 5:
        raise ValueError("a line of the detail is none")
    start, end, platform, is_domestic, records = row
    if not isinstance(platform, str) or not isinstance(is_domestic, bool) or not _is_count(records):
        raise ValueError("a line of the detail is none")
    return Count(Window(read_instant(start), read_instant(end)), platform[:120], is_domestic, records)
