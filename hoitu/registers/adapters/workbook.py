"""Books as XLSX: a sheet to fill in, the rows of a book, and a file that somebody brings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hoitu.kernel.errors import BadInput
from hoitu.kernel.sheets import marked, unmarked
from hoitu.kernel.text import fold
from hoitu.kernel.workbooks import NoWorkbook, first_sheet
from hoitu.registers.books import Book, book_of_model
from hoitu.registers.books.fields import is_needed
from hoitu.registers.models import Row
from hoitu.registers.models.row import VndField

ROWS_LIMIT = 1000
SCANNED_ROWS_LIMIT = 20_000
FILE_LIMIT_BYTES = 5 * 1024 * 1024
FORMATS = ((models.DateTimeField, "dd/mm/yyyy hh:mm"), (models.DateField, "dd/mm/yyyy"), (VndField, "#,##0"))

_SHEET_SIGNS = re.compile(r"[/\\:*?\[\]]")  # a sheet's name may not hold them


class SheetUnreadable(BadInput):
    """Raised for a file that is no workbook, is too big, or lacks the book's columns."""


@dataclass(frozen=True)
class BroughtRow:
    """One filled row of a sheet: its number there, and the cells by field name."""

    number: int
    cells: dict[str, object]


def heading(book: Book, name: str) -> str:
    """Return the title of a field's column; a star marks what must be filled in."""
    field = book.field(name)
    return f"{field.verbose_name}{' *' if is_needed(field) else ''}"


def workbook(book: Book, rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook with the book's columns, lists to choose from, an explanation, and all of these rows.

    Rows are written one after the other, however many: only the packed file stands in memory.
    """
    from openpyxl import Workbook  # slow to load, wanted seldom
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    made = Workbook(write_only=True)
    sheet: Any = made.create_sheet(_SHEET_SIGNS.sub("-", str(book.title))[:31])
    sheet.freeze_panes = "A2"
    fields = [book.field(name) for name in book.field_names]
    for number, field in enumerate(fields, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 34 if isinstance(field, models.TextField) else 22
        _offer(sheet, letter, field)

    def cell(value: Any, **look: object) -> Any:
        made_cell = WriteOnlyCell(sheet, value)
        for name, wanted in look.items():
            setattr(made_cell, name, wanted)
        return made_cell

    head = {
        "font": Font(bold=True),
        "fill": PatternFill("solid", fgColor="E8EDF3"),
        "alignment": Alignment(wrap_text=True, vertical="center"),
    }
    sheet.append([cell(heading(book, name), **head) for name in book.field_names])
    formats = [next((form for kind, form in FORMATS if isinstance(field, kind)), "") for field in fields]
    for row in rows:
        cells = map(marked, row)
        sheet.append(
            [
                cell(value, number_format=form) if form else value
                for value, form in zip(cells, formats, strict=False)
            ]
        )
    _explain(made.create_sheet(_("Hướng dẫn")), book)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(book: Book, content: bytes) -> list[BroughtRow]:
    """Return the filled rows of the first sheet. Raises `SheetUnreadable` with a sentence."""
    if len(content) > FILE_LIMIT_BYTES:
        raise SheetUnreadable(_("Tệp lớn hơn 5 MB. Hãy chia nhỏ rồi nhập từng phần."))
    lines = _lines(content)
    places = _places(book, lines[0] if lines else ())
    rows = [
        BroughtRow(number, {name: unmarked(line[at]) for name, at in places.items() if at < len(line)})
        for number, line in enumerate(lines[1:], start=2)
    ]
    rows = [row for row in rows if any(cell not in (None, "") for cell in row.cells.values())]
    if not rows:
        raise SheetUnreadable(_("Trang tính đầu tiên chưa có dòng nào."))
    if len(rows) > ROWS_LIMIT:
        raise SheetUnreadable(_("Mỗi lần nhập được tối đa 1.000 dòng. Hãy chia nhỏ rồi nhập từng phần."))
    return rows


def _lines(content: bytes) -> list[tuple[object, ...]]:
    try:
        return first_sheet(content, rows=SCANNED_ROWS_LIMIT).rows
    except NoWorkbook as error:
        raise SheetUnreadable(_("Không đọc được tệp này. Hãy dùng tệp .xlsx theo mẫu.")) from error


def _places(book: Book, header: Sequence[object]) -> dict[str, int]:
    """Return where each field's column stands; the ones that must be filled in have to be there."""
    titles = {fold(str(cell or "")).rstrip("* ").strip(): at for at, cell in enumerate(header)}
    places = {
        name: titles[title]
        for name in book.field_names
        if (title := fold(str(book.field(name).verbose_name))) in titles
    }
    missing = [
        str(book.field(name).verbose_name)
        for name in book.field_names
        if name not in places and heading(book, name).endswith("*")
    ]
    if missing:
        raise SheetUnreadable(_("Tệp thiếu cột: %s. Hãy tải mẫu của sổ này.") % ", ".join(missing))
    return places


def _offer(sheet: Any, letter: str, field: "models.Field[Any, Any]") -> None:
    """Let a column be filled from a list where the field has few choices."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = [str(label) for _key, label in field.flatchoices]
    if isinstance(field, models.BooleanField):
        words = [_("Có"), _("Không")]
    listed = ",".join(words)
    if words and len(listed) < 250 and not any("," in word or '"' in word for word in words):
        offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        sheet.data_validations.append(offered)  # a sheet that is only written has no other way
        offered.add(f"{letter}2:{letter}{ROWS_LIMIT + 1}")


def _explain(sheet: Any, book: Book) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 90
    sheet.append([_("Cột"), _("Cách ghi")])
    for name in book.field_names:
        sheet.append([heading(book, name), _way(book.field(name))])


def _way(field: "models.Field[Any, Any]") -> str:
    """Say how a field is written in a sheet."""
    if isinstance(field, models.BooleanField):
        return _("Có hoặc Không")
    if field.choices:
        return " / ".join(str(label) for _key, label in field.flatchoices)
    if isinstance(field, models.ForeignKey):
        if not issubclass(field.related_model, Row):
            return _("Địa chỉ thư điện tử của người trong cơ quan")
        target = book_of_model(field.related_model)
        column = target.field(target.key_fields[0]).verbose_name
        return _("Cột “%(column)s” của sổ “%(book)s”") % {"column": column, "book": target.title}
    if isinstance(field, VndField):
        return _("Số tiền bằng đồng, không có phần lẻ")
    if isinstance(field, models.DateTimeField):
        return _("Ngày giờ, ví dụ 21/11/2026 08:00")
    if isinstance(field, models.DateField):
        return _("Ngày, ví dụ 21/11/2026")
    return str(field.help_text)
