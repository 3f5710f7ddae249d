"""The form of papers, read from nd30-2020.yaml: every figure with its citation, none of them in code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("nd30-2020.yaml")
SURE = ("S", "S2", "R", "H")


@dataclass(frozen=True, slots=True)
class Style:
    """How one part of a paper is written; the size is in points."""

    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The figures by name. A measure's unit is the end of its name: _mm, _pt, _share."""

    name: str
    family: str
    measures: dict[str, float]
    styles: dict[str, Style]
    words: dict[str, str]
    blanks: dict[str, int]
    before_figure: tuple[str, ...]
    after_figure: tuple[str, ...]

    @property
    def text_width_mm(self) -> float:
        """The width between the margins of an upright page."""
        side = self.measures["margin_left_mm"] + self.measures["margin_right_mm"]
        return self.measures["page_width_mm"] - side

    def heading(self, level: int) -> str:
        """Return the style of headings of a level; deeper levels look like the deepest."""
        deepest = sum(name.startswith("heading_") for name in self.styles) - 1
        return f"heading_{min(max(level, 0), deepest)}"


@cache
def nd30() -> Form:
    """Return the form of Nghị định 30/2020/NĐ-CP. Raises ValueError when the file breaks its own rules."""
    return read_form(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def read_form(raw: dict[str, Any]) -> Form:
    """Return the form that a file describes; a figure without citation or out of its range is a ValueError."""
    for name, entry in {**raw["measures"], "family": raw["family"], "blanks": raw["blanks"]}.items():
        _check(name, entry, entry.get("value"))
    for name, entry in raw["styles"].items():
        _check(name, entry, entry["size"])
    return Form(
        name=raw["form"],
        family=raw["family"]["value"],
        measures={name: entry["value"] for name, entry in raw["measures"].items()},
        styles={name: _style(entry) for name, entry in raw["styles"].items()},
        words=raw["words"],
        blanks={name: raw["blanks"][name] for name in ("number", "day", "month")},
        before_figure=tuple(raw["kept"]["before_figure"]),
        after_figure=tuple(raw["kept"]["after_figure"]),
    )


def _style(entry: dict[str, Any]) -> Style:
    return Style(**{key: entry[key] for key in ("size", "bold", "italic", "capitals") if key in entry})


def _check(name: str, entry: dict[str, Any], value: Any) -> None:
    if entry.get("sure") not in SURE or not entry.get("where"):
        raise ValueError(f"{FILE.name}: {name} needs `sure` ({', '.join(SURE)}) and `where`")
    if ("least" in entry and value < entry["least"]) or ("most" in entry and value > entry["most"]):
        raise ValueError(f"{FILE.name}: {name} is {value}, outside of what its own entry allows")
