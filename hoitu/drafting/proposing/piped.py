"""Tables copied from a web page as text: each cell on lines of its own, and a line of one pipe after each.

Where a row ends is not written. The headings say how many columns there are, numbers in the first one where rows
begin; a row of fewer cells had some merged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hoitu.drafting.proposing.columns import Column, kind_of, read_header
from hoitu.drafting.proposing.reading import Line
from hoitu.drafting.proposing.wording import tidy

_PIPE: Final = "|"
_COLUMNS: Final = range(12, 2, -1)
_SIGN: Final = re.compile(r"(?:[IVX]{1,5}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,2}|[a-zđ])\s*[.)]?")
_GROUP: Final = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\s*[.)]?")


@dataclass(frozen=True, slots=True)
class _Cell:
    """The lines between two pipes; `first` and `after` are places among all lines."""

    text: str
    first: int
    after: int


def join_piped(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each row of such a table as one line that has cells; all others as they were."""
    cells = _cells(lines)
    joined: list[Line] = []
    position = place = 0
    while position < len(cells):
        width = _heading(cells, position)
        if not width:
            position += 1
            continue
        joined += lines[place : cells[position].first]
        rows, position = _rows(cells, position, width)
        joined += [_line(lines, row) for row in rows]
        place = rows[-1][-1].after
    return [*joined, *lines[place:]]


def _cells(lines: Sequence[Line]) -> list[_Cell]:
    """Return what stands before each pipe; of the words before a table only the last line is its first cell."""
    cells: list[_Cell] = []
    first = 0
    for place, line in enumerate(lines):
        if line.text.strip() != _PIPE:
            continue
        if kind_of(lines[place - 1].text) is Column.NUMBER:
            first = place - 1
        texts = (tidy(part.text) for part in lines[first:place])
        cells.append(_Cell("\n".join(text for text in texts if text), first, place + 1))
        first = place + 1
    return cells


def _heading(cells: Sequence[_Cell], start: int) -> int:
    """Return how many columns the headings from `start` name, 0 where no table begins."""
    for width in _COLUMNS:
        names = [cell.text.replace("\n", " ") for cell in cells[start : start + width]]
        if len(names) == width and all(kind_of(name) for name in names) and read_header(names):
            return width
    return 0


def _rows(cells: Sequence[_Cell], start: int, width: int) -> tuple[list[Sequence[_Cell]], int]:
    """Return the rows of a table, its headings first, and where it ends."""
    rows = [cells[start : start + width]]
    position = start + width
    is_numbered = kind_of(cells[start].text) is Column.NUMBER
    while position < len(cells) and (not is_numbered or _SIGN.fullmatch(cells[position].text)):
        taken = _cells_of_row(cells[position : position + width + 2], width) if is_numbered else width
        if position + taken > len(cells) or _heading(cells, position):
            break
        rows.append(cells[position : position + taken])
        position += taken
    return rows, position


def _cells_of_row(cells: Sequence[_Cell], width: int) -> int:
    """Return how many of the cells make one row: up to where the next begins, and all where that fits."""
    texts = [cell.text for cell in cells]
    ends = [
        place
        for place in range(2, len(texts) - 1)
        if _follows(texts[0], texts[place]) and re.search(r"[^\W\d_]{2}", texts[place + 1])
    ]
    if _GROUP.fullmatch(texts[0]) and 2 in ends:  # a group's name over all columns
        return 2
    return width if width in ends or not ends else ends[0]


def _follows(sign: str, other: str) -> bool:
    """Say whether a row numbered `other` may stand under one numbered `sign`: 1 under II, 3 under 2, 2.1 under 2."""
    if not _SIGN.fullmatch(other):
        return False
    above, below = ([int(digits) for digits in re.findall(r"\d+", text)] for text in (sign, other))
    if not above or not below or below[-1] == 1:
        return True
    return (
        below == [*above[: len(below) - 1], above[len(below) - 1] + 1] if len(below) <= len(above) else False
    )


def _line(lines: Sequence[Line], row: Sequence[_Cell]) -> Line:
    texts = tuple(cell.text for cell in row)
    return replace(lines[row[0].first], text=" ".join(" ".join(texts).split()), cells=texts)
