"""Sheets as XLSX with typed columns, by openpyxl. What is plain text or CSV stays with `kernel.sheets`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from hoitu.kernel import clock
from hoitu.kernel.money import Vnd
from hoitu.kernel.sheets import CELL_LIMIT_CHARACTERS, FORMULA_STARTS, NOT_IN_XML
from hoitu.papers.data import Column, Kind, Sheet
from hoitu.papers.errors import SheetTooLong

MAX_ROWS: Final = 1_048_576
A4: Final = Worksheet.PAPERSIZE_A4
TITLE_LIMIT_CHARACTERS: Final = 31
# A spreadsheet keeps 15 digits of a number; what is longer is a name, not an amount.
MOST_DIGITS: Final = 15

FORMATS: Final[dict[Kind, str]] = {
    "text": "General",
    "integer": "#,##0",
    "decimal": "#,##0.##",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "money": '#,##0 "₫"',
}
WIDTHS: Final[dict[Kind, int]] = {
    "text": 30,
    "integer": 12,
    "decimal": 12,
    "percent": 10,
    "date": 12,
    "money": 18,
}
_SIDE = Side(style="thin", color="FFB8BEC2")
_HEADER = {
    "font": Font(bold=True, color="FFFFFFFF"),
    "fill": PatternFill("solid", fgColor="FF0B5B76"),
    "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
    "border": Border(bottom=_SIDE, right=_SIDE),
}
_TEXT, _FIGURE = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with the sheets in their order.

    Each has a styled header that stays in sight and is printed on each page. A cell takes the kind of its column;
    a value that is no such thing is written as text, and no text ever becomes a formula. Raises SheetTooLong when a
    sheet has more rows than a spreadsheet can hold, ValueError when there is no sheet.
    """
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _add(book, sheet, _title(sheet.title, taken))
    if not taken:
        raise ValueError("a workbook has at least one sheet")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add(book: Workbook, sheet: Sheet, title: str) -> None:
    page: Any = book.create_sheet(title)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup = PrintPageSetup(page, paperSize=A4, orientation="landscape", fitToHeight=0)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width or _width(column)
    try:
        page.append([_header_cell(page, column.title) for column in sheet.columns])
        rows = 1
        for rows, row in enumerate(sheet.rows, start=2):
            if rows > MAX_ROWS:
                raise SheetTooLong
            page.append(list(_cells(page, sheet.columns, row)))
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{rows}"
    finally:
        page.close()


def _title(wanted: str, taken: set[str]) -> str:
    """Return a title that spreadsheets take and no other sheet has."""
    words = _FORBIDDEN_IN_TITLES.sub(" ", _writable(wanted)).replace("\n", " ").strip().strip("'")
    base = title = words[:TITLE_LIMIT_CHARACTERS].strip() or "1"
    number = 1
    while title.casefold() in taken:
        number += 1
        end = f" ({number})"
        title = base[: TITLE_LIMIT_CHARACTERS - len(end)] + end
    taken.add(title.casefold())
    return title


def _width(column: Column) -> int:
    """Return a width in characters: that of the kind, or of the header's longest word."""
    longest = max((len(word) for word in column.title.split()), default=0)
    return min(max(WIDTHS[column.kind], longest + 2), 60)


def _header_cell(page: Any, title: str) -> Any:
    cell = _text_cell(page, title)
    for name, look in _HEADER.items():
        setattr(cell, name, look)
    return cell


def _cells(page: Any, columns: tuple[Column, ...], row: tuple[object, ...]) -> Iterator[Any]:
    for column, value in zip(columns, row, strict=True):
        yield None if value is None or value == "" else _cell(page, column.kind, value)


def _cell(page: Any, kind: Kind, value: object) -> Any:
    typed = _typed(kind, value)
    if isinstance(typed, str):
        return _text_cell(page, typed)
    cell = WriteOnlyCell(page, value=typed)  # type: ignore[arg-type]  # days and Decimals are taken, too
    cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(typed, datetime) else FORMATS[kind]
    cell.alignment = _FIGURE
    return cell


def _typed(kind: Kind, value: object) -> int | float | Decimal | date | datetime | str:
    """Return the value as its column wants it, or its words."""
    if isinstance(value, Vnd):
        value = value.amount
    if kind == "date" and isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None) if value.tzinfo else value
    if kind == "date" and isinstance(value, date):
        return value if value.year >= 1900 else value.strftime("%d/%m/%Y")
    is_figure = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if kind in ("text", "date") or not is_figure or not _fits(value):
        return _writable(str(value))
    assert isinstance(value, int | float | Decimal)
    return value / 100 if kind == "percent" else value


def _fits(value: Any) -> bool:
    """Tell whether a spreadsheet shows this very number."""
    return isfinite(value) and abs(value) < 10**MOST_DIGITS


def _text_cell(page: Any, text: str) -> Any:
    """Return a cell that is text whatever it begins with: marked as such, its words untouched."""
    words = _writable(text)
    cell = WriteOnlyCell(page, value=words)
    cell.data_type = "s"
    cell.alignment = _TEXT
    # The mark by which spreadsheets remember that a text was meant as one, also when somebody edits the cell.
    if words.lstrip().startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell


def _writable(text: str) -> str:
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:CELL_LIMIT_CHARACTERS]
