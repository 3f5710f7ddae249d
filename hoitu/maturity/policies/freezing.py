"""A sheet as it is kept when its result is published: plain JSON, read back to the same sheet, sealed by a hash."""

import hashlib
import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hoitu.maturity.data import Band, Computed, Item, Line, Pillar, Proof, Sheet

Plain = dict[str, Any]


def to_json(sheet: Sheet) -> Plain:
    """Return the sheet as JSON can hold it; points are texts, so that no digit changes."""
    found = _plain(sheet)
    assert isinstance(found, dict)
    return found


def from_json(kept: Plain) -> Sheet:
    """Return the sheet that was kept."""
    return Sheet(
        pillars=tuple(Pillar(row["number"], row["name"], _points(row["maximum"])) for row in kept["pillars"]),
        lines=tuple(map(_line, kept["lines"])),
        bands=tuple(Band(row["name"], _points(row["floor"])) for row in kept["bands"]),
    )


def seal(kept: Plain) -> str:
    """Return the SHA-256 of the canonical form, as 64 hexadecimal digits."""
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}  # type: ignore[arg-type]
    return value


def _line(row: Plain) -> Line:
    item, computed = row["item"], row["computed"]
    points = {"maximum": Decimal(item["maximum"]), "step": Decimal(item["step"])}
    return Line(
        item=Item(**{**item, **points, "id": UUID(item["id"])}),
        own=_points(row["own"]),
        note=row["note"],
        computed=computed and Computed(computed["passes"], _points(computed["points"]), computed["reason"]),
        verified=_points(row["verified"]),
        reason=row["reason"],
        verified_by=row["verified_by"],
        proofs=tuple(map(_proof, row["proofs"])),
    )


def _proof(row: Plain) -> Proof:
    days = {name: row[name] and date.fromisoformat(row[name]) for name in ("valid_from", "valid_until")}
    return Proof(**{**row, **days})


def _points(words: str | None) -> Decimal | None:
    return None if words is None else Decimal(words)
