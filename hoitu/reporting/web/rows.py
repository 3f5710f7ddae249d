"""A report's content as rows of its screen: each number beside its field, its notes, and the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField, Form
from django.utils.translation import gettext as _

from hoitu.reporting.data import Cell, Content, Figure, Layout, Line, Measure, Section
from hoitu.reporting.policies.layout import ROMAN
from hoitu.reporting.policies.numbers import COLUMNS, NO_FIGURE, change, percent, shown
from hoitu.reporting.queries.cells import is_listed

Notes = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class CellRow:
    """One number on the screen. `fields` by name; empty where it is only read."""

    cell: Cell
    figure: Figure
    is_listed: bool
    fields: Mapping[str, BoundField]
    notes: list[tuple[str, str]]
    is_changed: bool

    @property
    def shown(self) -> dict[str, str]:
        """Return the number's columns as they are printed, "" for what is not known."""
        return {name: shown(getattr(self.figure, name), self.cell) for name in COLUMNS}

    @property
    def change(self) -> str:
        """Return the change against the year before: "+12,5 %", for a share in points."""
        found = change(self.figure, self.cell)
        if found is None:
            return ""
        sign = "+" if found > 0 else "−" if found < 0 else ""
        unit = _("điểm %") if self.cell.measure is Measure.SHARE else "%"
        return f"{sign}{percent(abs(found))} {unit}"


@dataclass(frozen=True)
class LineRow:
    """One target or task on the screen."""

    line: Line
    fields: Mapping[str, BoundField]
    notes: list[tuple[str, str]]
    is_changed: bool


@dataclass(frozen=True)
class SectionRows:
    """One part of the report on the screen; `number` as documents number their parts."""

    number: str
    section: Section
    lines: list[LineRow]
    cells: list[CellRow]
    words: str
    fields: Mapping[str, BoundField]
    notes: list[tuple[str, str]]
    is_changed: bool
    suggestion: str = ""
    copied_percent: int = 0


def sections_of(
    layout: Layout,
    content: Content,
    *,
    form: Form | None = None,
    notes: Notes | None = None,
    changed: tuple[str, ...] = (),
    suggestions: Mapping[str, str] | None = None,
    copied: Mapping[str, int] | None = None,
) -> list[SectionRows]:
    """Return the parts of a report in order, with the fields of `form` where there are any."""
    notes, suggestions, copied = notes or {}, suggestions or {}, copied or {}

    def fields(key: str) -> dict[str, BoundField]:
        names = ("actual", "estimate", "final", "note", "words")
        return {name: form[f"{name}-{key}"] for name in names if form and f"{name}-{key}" in form.fields}

    return [
        SectionRows(
            ROMAN[place],
            section,
            [
                LineRow(line, fields(line.key), notes.get(line.key, []), line.key in changed)
                for line in content.part(section.part)
            ],
            [
                CellRow(
                    cell,
                    content.figures.get(cell.key, NO_FIGURE),
                    is_listed(cell),
                    fields(cell.key),
                    notes.get(cell.key, []),
                    cell.key in changed,
                )
                for cell in section.cells
            ],
            content.words.get(section.key, ""),
            fields(section.key),
            notes.get(section.key, []),
            section.key in changed,
            suggestions.get(section.key, ""),
            copied.get(section.key, 0),
        )
        for place, section in enumerate(layout.sections)
    ]
