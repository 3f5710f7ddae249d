"""What gives the most points next."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from hoitu.maturity.data import ZERO, Gap, Item

_DIGITS = re.compile(r"(\d+)")


def gaps(items: Sequence[Item], points: Mapping[UUID, Decimal], *, proven: Collection[UUID]) -> list[Gap]:
    """Return the items that miss points: the most first, of equal ones those without evidence, then by code.

    `proven` are the items that have evidence which holds.
    """
    found = [
        Gap(item, points.get(item.id, ZERO), item.maximum - points.get(item.id, ZERO), item.id in proven)
        for item in items
        if points.get(item.id, ZERO) < item.maximum
    ]
    return sorted(found, key=lambda gap: (-gap.missing, gap.has_evidence, code_key(gap.item.code)))


def code_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return by what codes are sorted as people count: 1.2 before 1.10."""
    parts = _DIGITS.split(code)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
