"""A spreadsheet (XLSX, CSV) becomes the cells of a chart or table, and sentences on what was left out."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from math import isfinite

from django.utils.translation import gettext as _

from hoitu.kernel.errors import BadInput
from hoitu.kernel.workbooks import NoWorkbook, first_sheet
from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.text_in import decode_text

FILE_LIMIT_BYTES = 5 * 1024 * 1024
ROWS_LIMIT = 200
COLUMNS_LIMIT = 20
SCANNED_ROWS_LIMIT = 2_000
NOTES_LIMIT = 8

Cell = str | int | float


@dataclass(frozen=True)
class SheetRead:
    """The first sheet: `rows` of equal length, names of columns first; `notes` say what was left out and why."""

    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


class SheetUnreadable(BadInput):
    """Raised for a file that is no spreadsheet, is too big or holds nothing."""


def read_sheet(name: str, data: bytes) -> SheetRead:
    """Return the first sheet's cells; numbers of a workbook stay numbers. Raises `SheetUnreadable`."""
    if len(data) > FILE_LIMIT_BYTES:
        raise SheetUnreadable(_("Tệp lớn hơn 5 MB. Hãy giữ lại những hàng cần vẽ rồi nhập lại."))
    is_workbook = data[:4] == b"PK\x03\x04"
    if not is_workbook and name.lower().endswith((".xls", ".xlsx", ".ods")):
        raise SheetUnreadable(_("Không đọc được tệp này. Hãy lưu thành .xlsx hoặc .csv rồi nhập lại."))
    lines, hidden = _workbook(data) if is_workbook else (_csv(data), [])
    rows, notes = _filled(lines)
    if not rows:
        raise SheetUnreadable(_("Trang tính đầu tiên chưa có ô nào."))
    return SheetRead(rows, (*hidden, *notes))


def _filled(lines: list[list[Cell]]) -> tuple[tuple[tuple[Cell, ...], ...], list[str]]:
    """Return rows of one length, without empty ones, and what was left out."""
    notes: list[str] = []
    kept = [(number, row) for number, row in enumerate(lines, 1) if any(cell != "" for cell in row)]
    if not kept:
        return (), notes
    inside = range(kept[0][0], kept[-1][0])
    empty = [number for number in inside if not any(cell != "" for cell in lines[number - 1])]
    if empty:
        shown = ", ".join(map(str, empty[:NOTES_LIMIT])) + ("…" if len(empty) > NOTES_LIMIT else "")
        notes.append(_("Bỏ %(count)d hàng trống: %(rows)s.") % {"count": len(empty), "rows": shown})
    columns = _columns([row for _number, row in kept])
    if len(columns) > COLUMNS_LIMIT:
        notes.append(_("Chỉ lấy %d cột đầu.") % COLUMNS_LIMIT)
    if len(kept) > ROWS_LIMIT + 1:
        notes.append(
            _("Tệp có %(all)d hàng số liệu, chỉ lấy %(taken)d hàng đầu.")
            % {"all": len(kept) - 1, "taken": ROWS_LIMIT}
        )
    for number, row in kept[1:]:
        if row[columns[0]] == "" and len(notes) < NOTES_LIMIT:
            notes.append(_("Hàng %d không có tên ở cột đầu: hãy kiểm tra lại.") % number)
    chosen = columns[:COLUMNS_LIMIT]
    return tuple(tuple(row[at] for at in chosen) for _number, row in kept[: ROWS_LIMIT + 1]), notes


def _columns(rows: list[list[Cell]]) -> list[int]:
    """Return the columns in which anything stands; rows are made equally long."""
    widest = max(map(len, rows))
    for row in rows:
        row.extend([""] * (widest - len(row)))
    return [at for at in range(widest) if any(row[at] != "" for row in rows)]


def _csv(data: bytes) -> list[list[Cell]]:
    unreadable = SheetUnreadable(_("Không đọc được tệp này. Hãy lưu thành .xlsx hoặc .csv rồi nhập lại."))
    try:
        text = decode_text(data)
    except UnreadableDocument as error:
        raise unreadable from error
    if "\x00" in text:
        raise unreadable
    first = text.split("\n", 1)[0]
    # Vietnamese Excel writes semicolons, because its comma is the decimal sign.
    separator = max(("\t", ";", ","), key=first.count)
    try:
        read = list(csv.reader(StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise SheetUnreadable(_("Tệp CSV bị hỏng. Hãy lưu lại từ Excel rồi nhập lại.")) from error
    return [[cell.strip() for cell in row] for row in read[:SCANNED_ROWS_LIMIT]]


def _workbook(data: bytes) -> tuple[list[list[Cell]], list[str]]:
    try:
        sheet = first_sheet(data, rows=SCANNED_ROWS_LIMIT, columns=60)
    except NoWorkbook as error:
        raise SheetUnreadable(
            _("Không đọc được tệp này. Hãy lưu thành .xlsx hoặc .csv rồi nhập lại.")
        ) from error
    more = [_("Tệp có %d trang tính, chỉ đọc trang đầu.") % sheet.sheets]
    return [[_typed(cell) for cell in row] for row in sheet.rows], more if sheet.sheets > 1 else []


def _typed(cell: object) -> Cell:
    """Return a cell as a person would read it; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A number that JSON cannot carry is none.
        return "" if not isfinite(cell) else int(cell) if float(cell).is_integer() else cell
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M" if cell.hour or cell.minute else "%d/%m/%Y")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return str(cell).strip()[:500]
