"""Read the YAML files of this folder into frozen records. An unknown or missing key is an error at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ShippedPillar:
    """A pillar as sources have it."""

    number: int
    name: str
    maximum: Decimal | None
    citation: str
    confidence: str


@dataclass(frozen=True)
class ShippedSubIndex:
    """A sub-index that a source names; `stated_criteria` as it says."""

    pillar: int
    name: str
    stated_criteria: int | None
    citation: str
    confidence: str


@dataclass(frozen=True)
class ShippedBand:
    """A level and from which total it holds."""

    name: str
    floor: Decimal | None
    citation: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class ShippedCycle:
    """A cycle that sources tell of; days are inclusive."""

    key: str
    year: int
    name: str
    entry_from: date | None
    entry_until: date | None
    figures_from: date | None
    figures_until: date | None
    citation: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Shipped:
    """One version of the index. What no source states is None."""

    key: str
    number: str
    issuer: str
    title: str
    issued_on: date
    total: Decimal | None
    stated_criteria: int | None
    stated_sub_indices: int | None
    citation: str
    confidence: str
    note: str
    pillars: tuple[ShippedPillar, ...]
    sub_indices: tuple[ShippedSubIndex, ...]
    bands: tuple[ShippedBand, ...]
    cycles: tuple[ShippedCycle, ...]


@dataclass(frozen=True)
class NationalResult:
    """What was made public of one year in the whole country. `levels` and `blocks` count agencies."""

    year: int
    catalogue: str | None
    assessed: int
    agencies: int | None
    levels: Mapping[str, int]
    blocks: Mapping[str, int] | None
    remarks: tuple[str, ...]
    citation: str
    confidence: str


@cache
def shipped() -> tuple[Shipped, ...]:
    """Return the versions of the index that come with the program, oldest first."""
    found = [_catalogue(_read(path)) for path in sorted(FOLDER.glob("qd-*.yaml"))]
    return tuple(sorted(found, key=lambda each: each.issued_on))


@cache
def block_names() -> dict[str, str]:
    """Return the kinds of agencies within which results are compared, names by keys."""
    return {row["key"]: row["name"] for row in _read(FOLDER / "national.yaml")["blocks"]}


@cache
def national() -> tuple[NationalResult, ...]:
    """Return the results of the whole country, oldest first."""
    rows = _read(FOLDER / "national.yaml")["results"]
    return tuple(NationalResult(**{**row, "remarks": tuple(row["remarks"])}) for row in rows)


def _catalogue(raw: dict[str, Any]) -> Shipped:
    parts = {
        "pillars": tuple(
            ShippedPillar(**{**row, "maximum": _points(row["maximum"])}) for row in raw["pillars"]
        ),
        "sub_indices": tuple(ShippedSubIndex(**row) for row in raw["sub_indices"]),
        "bands": tuple(ShippedBand(**{**row, "floor": _points(row["floor"])}) for row in raw["bands"]),
        "cycles": tuple(ShippedCycle(**row) for row in raw["cycles"]),
    }
    return Shipped(**{**raw, "total": _points(raw["total"]), **parts})


def _points(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _read(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict), path.name
    return found
