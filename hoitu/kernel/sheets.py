"""Tables for spreadsheets: CSV and XLSX in which no cell can turn into a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from hoitu.kernel import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel, LibreOffice and Google Sheets take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELL_LIMIT_CHARACTERS = 32_767
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> object:
    """Return the value as a cell may hold it: text that looks like a formula is marked as text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None)
    if isinstance(value, date):
        return value
    words = NOT_IN_XML.sub("", str(value))
    if words.startswith(FORMULA_STARTS) or words.lstrip().startswith(FORMULA_STARTS):
        words = "'" + words
    return words[:CELL_LIMIT_CHARACTERS]


def marked(value: object) -> object:
    """Return the cell so that `unmarked` gives the same text again, whatever it begins with."""
    return "'" + value if isinstance(value, str) and _looks_marked(value) else safe_cell(value)


def unmarked(cell: object) -> object:
    """Return what stood in a cell before `marked` or `safe_cell` put its sign before it."""
    return cell[1:] if isinstance(cell, str) and _looks_marked(cell) else cell


def _looks_marked(words: str) -> bool:
    """Say whether `safe_cell` could have put the mark before these words."""
    return words.startswith("'") and words.lstrip("'").lstrip().startswith(FORMULA_STARTS)


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the table as CSV, with the mark by which Excel knows UTF-8."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def xlsx_bytes(title: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the table as a workbook with one sheet."""
    from openpyxl import Workbook  # slow to load, wanted seldom

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([safe_cell(cell) for cell in header])
    for row in rows:
        sheet.append([safe_cell(cell) for cell in row])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
