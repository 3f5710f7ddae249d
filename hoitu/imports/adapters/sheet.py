"""Sheets as XLSX: one to fill in, and one that somebody brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoitu.imports.books.book import answers_of
from hoitu.imports.errors import SheetUnreadable
from hoitu.kernel.sheets import unmarked
from hoitu.kernel.text import fold, format_number
from hoitu.kernel.workbooks import NoWorkbook, first_sheet

SCANNED_ROWS_LIMIT = 20_000
FILE_LIMIT_BYTES = 5 * 1024 * 1024
LIST_LIMIT_CHARACTERS = 250  # a list inside a cell's rule may not be longer

Form = type[forms.Form]


@dataclass(frozen=True)
class BroughtLine:
    """One filled row of a sheet: its number there, and the cells by field name."""

    number: int
    cells: dict[str, object]


def too_big() -> SheetUnreadable:
    """Return the refusal of a file that is too big to be read."""
    return SheetUnreadable(_("Tệp lớn hơn 5 MB. Hãy chia nhỏ rồi nhập từng phần."))


def template(form: Form, title: str, rows: int) -> bytes:
    """Return an empty workbook with the form's columns, lists to choose from and an explanation."""
    from openpyxl import Workbook  # slow to load, wanted seldom
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    made = Workbook()
    sheet: Any = made.active
    sheet.title, sheet.freeze_panes = title.replace("/", "-")[:31], "A2"
    guide: Any = made.create_sheet(_("Hướng dẫn"))
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 36, 90
    guide.append([_("Cột"), _("Cách ghi")])
    for number, field in enumerate(form.base_fields.values(), start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 34 if isinstance(field.widget, forms.Textarea) else 24
        head = sheet.cell(1, number, heading(field))
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        _offer(sheet, f"{letter}2:{letter}{rows + 1}", field)
        guide.append(
            [heading(field), " / ".join(said for _key, said in answers_of(field)) or str(field.help_text)]
        )
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(form: Form, content: bytes, rows: int) -> list[BroughtLine]:
    """Return the filled rows of the first sheet, at most so many. Raises `SheetUnreadable` with a sentence."""
    if len(content) > FILE_LIMIT_BYTES:
        raise too_big()
    try:
        lines = first_sheet(content, rows=SCANNED_ROWS_LIMIT).rows
    except NoWorkbook as error:
        raise SheetUnreadable(_("Không đọc được tệp này. Hãy dùng tệp .xlsx theo mẫu.")) from error
    places = _places(form, lines[0] if lines else ())
    found = [
        BroughtLine(number, {name: unmarked(line[at]) for name, at in places.items() if at < len(line)})
        for number, line in enumerate(lines[1:], start=2)
    ]
    found = [line for line in found if any(cell not in (None, "") for cell in line.cells.values())]
    if not found:
        raise SheetUnreadable(_("Trang tính đầu tiên chưa có dòng nào."))
    if len(found) > rows:
        words = _("Mỗi lần nhập được tối đa %s dòng. Hãy chia nhỏ rồi nhập từng phần.")
        raise SheetUnreadable(words % format_number(rows))
    return found


def heading(field: forms.Field) -> str:
    """Return the title of a field's column; a star marks what must be filled in."""
    return f"{field.label}{' *' if field.required else ''}"


def _places(form: Form, header: Sequence[object]) -> dict[str, int]:
    """Return where each field's column stands; the ones that must be filled in have to be there."""
    titles = {fold(str(cell or "")).rstrip("* ").strip(): at for at, cell in enumerate(header)}
    fields = form.base_fields.items()
    places = {
        name: titles[fold(str(field.label))] for name, field in fields if fold(str(field.label)) in titles
    }
    missing = [str(field.label) for name, field in fields if field.required and name not in places]
    if missing:
        raise SheetUnreadable(_("Tệp thiếu cột: %s. Hãy tải mẫu rồi chép dữ liệu vào.") % ", ".join(missing))
    return places


def _offer(sheet: Any, cells: str, field: forms.Field) -> None:
    """Let a column be filled from a list where the field has few answers."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = [said for _key, said in answers_of(field)]
    listed = ",".join(words)
    if (
        words
        and len(listed) < LIST_LIMIT_CHARACTERS
        and not any("," in word or '"' in word for word in words)
    ):
        offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        sheet.add_data_validation(offered)
        offered.add(cells)
