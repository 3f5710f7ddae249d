"""The forms of reports, read from `layouts/`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hoitu.reporting.data import Cell, Layout, Measure, Section

FOLDER = Path(__file__).parents[1] / "layouts"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@cache
def layouts() -> dict[str, Layout]:
    """Return every form by key."""
    found = [
        _layout(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {layout.key: layout for layout in found}


def current() -> Layout:
    """Return the form of new reports."""
    return layouts()["yearly-1"]


def _layout(row: dict[str, Any]) -> Layout:
    return Layout(
        row["key"], row["kind"], row["title"], row["source"], tuple(_section(one) for one in row["sections"])
    )


def _section(row: dict[str, Any]) -> Section:
    cells = tuple(_cell(one) for one in row.get("cells", ()))
    return Section(
        row["key"],
        row["title"],
        cells,
        row.get("words", True),
        row.get("part", ""),
        row.get("hint", ""),
    )


def _cell(row: dict[str, Any]) -> Cell:
    cell = Cell(
        row["key"],
        row["label"],
        row["unit"],
        Measure(row["measure"]),
        row.get("source", ""),
        row.get("why", ""),
    )
    if bool(cell.source) == bool(cell.why):
        raise ValueError(f"cell {cell.key}: either a source or the reason why it is typed")
    return cell
