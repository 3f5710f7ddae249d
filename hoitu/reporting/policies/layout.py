"""The forms of reports, read from `layouts/`; what their numbers are is written once, in `numbers.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hoitu.reporting.data import Cell, Layout, Measure, Section, Span

ROOM = Path(__file__).parents[1]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@cache
def layouts() -> dict[str, Layout]:
    """Return every form by key."""
    found = [_layout(_read(path)) for path in sorted((ROOM / "layouts").glob("*.yaml"))]
    return {layout.key: layout for layout in found}


def form_for(span: Span, *, adds_up: bool = False) -> Layout:
    """Return the form of new reports about such a period; `adds_up`: that of offices to which others report."""
    [found] = [one for one in layouts().values() if span in one.spans and one.adds_up == adds_up]
    return found


@cache
def cells() -> dict[str, Cell]:
    """Return every number that forms may ask for, by key."""
    return {row["key"]: _cell(row) for row in _read(ROOM / "numbers.yaml")["numbers"]}


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _layout(row: dict[str, Any]) -> Layout:
    return Layout(
        row["key"],
        row["kind"],
        row["title"],
        row["source"],
        tuple(_section(one) for one in row["sections"]),
        tuple(Span(one) for one in row.get("spans", ())),
        row.get("adds_up", False),
    )


def _section(row: dict[str, Any]) -> Section:
    return Section(
        row["key"],
        row["title"],
        tuple(cells()[key] for key in row.get("numbers", ())),
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
        tuple(row.get("of", ())),
    )
    if sum(map(bool, (cell.source, cell.why, cell.of))) != 1:
        raise ValueError(f"number {cell.key}: a source, two parts, or the reason why it is typed")
    return cell
