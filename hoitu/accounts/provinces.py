"""The provinces and cities of the country, read from their file, with their places on a schematic map."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "provinces.yaml"


@dataclass(frozen=True)
class Islands:
    """An archipelago that a map shows beside the province to which it belongs; `column` and `row` are its tile."""

    name: str
    column: int
    row: int


@dataclass(frozen=True)
class Province:
    """A province or city. `column` and `row` are its tile, from 1; `sample`: it is invented for demonstrations.

    `lat`, `lon`: near its seat, in degrees; none for an invented one.
    """

    key: str
    name: str
    column: int
    row: int
    sample: bool = False
    islands: Islands | None = None
    lat: float | None = None
    lon: float | None = None


@cache
def provinces() -> dict[str, Province]:
    """Return every province by its key, such as "lai-chau"."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        row["key"]: Province(**row | {"islands": Islands(**row["islands"]) if "islands" in row else None})
        for row in rows
    }


def province_choices(chosen: str = "") -> list[tuple[str, str]]:
    """Return what a form offers; an invented one only where it stands already."""
    offered = [(one.key, one.name) for one in provinces().values() if not one.sample or one.key == chosen]
    return [("", "—"), *offered]
