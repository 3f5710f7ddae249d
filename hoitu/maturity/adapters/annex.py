"""An annex of criteria as a workbook: read with an error for each row, and the empty template of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import fold, nfc
from hoitu.kernel.workbooks import NoWorkbook, first_sheet
from hoitu.maturity.data import AnnexRow, Pillar, Problem
from hoitu.papers import api as papers
from hoitu.papers.api import Column, Sheet

MAX_BYTES = 2_000_000
MAX_ROWS = 1_000
MAX_COLUMNS = 30
HEADER_WITHIN_ROWS = 30
COMMON_STEP = Decimal("0.01")
# The name in the template, then what other files call it; compared without accents and case.
COLUMNS: dict[str, tuple[str, ...]] = {
    "pillar": ("Trụ cột", "Tên trụ cột"),
    "sub_index": ("Chỉ số thành phần", "Chỉ số", "Nhóm tiêu chí"),
    "code": ("Mã tiêu chí", "Mã", "TT", "STT"),
    "text": ("Nội dung tiêu chí", "Tiêu chí", "Tên tiêu chí"),
    "maximum": ("Điểm tối đa", "Thang điểm", "Điểm"),
    "evidence_asked": ("Tài liệu kiểm chứng", "Minh chứng"),
    "step": ("Bước điểm",),
    "indicator": ("Chỉ tiêu tính được",),
}
WIDTHS = (10, 28, 12, 60, 12, 40, 10, 16)  # in characters, of the template
NEEDED = ("pillar", "sub_index", "code", "text", "maximum")
LIMITS = {"sub_index": 200, "code": 20, "text": 4000, "evidence_asked": 4000, "indicator": 10}
_NUMBER = re.compile(r"\d+")
Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Annex:
    """What was read: the rows that can be used and what is wrong with the others."""

    rows: tuple[AnnexRow, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Reading:
    """Where reading stands: merged cells give pillar and sub-index once for several rows."""

    pillars: dict[str, int]
    columns: dict[str, int] = field(default_factory=dict)
    pillar: str = ""
    sub_index: str = ""


def read_annex(content: bytes, pillars: Sequence[Pillar]) -> Annex:
    """Return the rows of a workbook. Raises `BadInput` when it is no workbook, too large, or lacks columns."""
    names = {fold(pillar.name): pillar.number for pillar in pillars}
    numbers = {str(pillar.number): pillar.number for pillar in pillars}
    reading = _Reading(names | numbers)
    rows: list[AnnexRow] = []
    problems: list[Problem] = []
    for line, cells in _body(content, reading):
        try:
            found = _row(line, cells, reading)
        except ValueError as error:
            problems.append(Problem(line, str(error)))
        else:
            rows += [found] if found else []
    if not rows and not problems:
        raise BadInput(_("Tệp không có tiêu chí nào."))
    return Annex(tuple(rows), tuple(problems))


def template(pillars: Sequence[Pillar]) -> bytes:
    """Return a workbook to fill in: the columns, and beside them the pillars with their points. No criteria."""
    columns = zip(COLUMNS.values(), WIDTHS, strict=True)
    known = [
        (one.number, one.name, _("chưa có nguồn") if one.maximum is None else one.maximum) for one in pillars
    ]
    return papers.xlsx(
        [
            Sheet(_("Tiêu chí"), tuple(Column(names[0], width=width) for names, width in columns), ()),
            Sheet(
                _("Trụ cột"),
                (
                    Column(_("Trụ cột"), "integer"),
                    Column(_("Tên trụ cột"), width=60),
                    Column(_("Điểm tối đa"), "decimal"),
                ),
                known,
            ),
        ]
    )


def _body(content: bytes, reading: _Reading) -> Iterator[tuple[int, Cells]]:
    """Yield the rows under the header with their numbers, from the first sheet."""
    lines = _lines(content)
    for number, cells in enumerate(lines, start=1):
        if reading.columns:
            yield number, cells
        elif number <= HEADER_WITHIN_ROWS:
            reading.columns = _columns(cells)
    if not reading.columns:
        wanted = ", ".join(COLUMNS[name][0] for name in NEEDED)
        raise BadInput(_("Không thấy dòng tiêu đề có đủ các cột: %(columns)s.") % {"columns": wanted})


def _lines(content: bytes) -> list[Cells]:
    if len(content) > MAX_BYTES:
        raise BadInput(_("Tệp lớn hơn 2 MB."))
    wanted = MAX_ROWS + HEADER_WITHIN_ROWS
    try:
        found = first_sheet(content, rows=wanted + 1, columns=MAX_COLUMNS).rows
    except NoWorkbook as error:
        raise BadInput(_("Không đọc được tệp này. Hãy dùng tệp .xlsx theo mẫu.")) from error
    if len(found) > wanted:
        raise BadInput(_("Tệp có quá nhiều dòng."))
    return found


def _columns(cells: Cells) -> dict[str, int]:
    """Return where each column stands, {} when this is not the header."""
    words = [fold(_words(cell)) for cell in cells]
    found: dict[str, int] = {}
    for name, spellings in COLUMNS.items():
        places = [words.index(fold(each)) for each in spellings if fold(each) in words]
        if places:
            found[name] = places[0]
    return found if set(NEEDED) <= found.keys() else {}


def _row(line: int, cells: Cells, reading: _Reading) -> AnnexRow | None:
    """Return the row as a criterion, None when it is empty. Raises `ValueError` with the sentence for the person."""
    given = {
        name: _words(cells[place]) if place < len(cells) else "" for name, place in reading.columns.items()
    }
    reading.pillar = given["pillar"] or reading.pillar
    reading.sub_index = given["sub_index"] or ("" if given["pillar"] else reading.sub_index)
    if not (given["code"] or given["text"] or given["maximum"]):
        return None
    given["sub_index"] = reading.sub_index
    for name in ("sub_index", "code", "text"):
        if not given[name]:
            raise ValueError(_("Thiếu “%(column)s”.") % {"column": COLUMNS[name][0]})
    for name, limit in LIMITS.items():
        if len(given.get(name, "")) > limit:
            words = _("“%(column)s” dài quá %(limit)d ký tự.")
            raise ValueError(words % {"column": COLUMNS[name][0], "limit": limit})
    maximum = _points(given["maximum"], "maximum")
    step = _points(given["step"], "step") if given.get("step") else min(COMMON_STEP, maximum)
    if step > maximum:
        raise ValueError(_("Bước điểm lớn hơn điểm tối đa."))
    return AnnexRow(
        line=line,
        pillar=_pillar(reading),
        sub_index=given["sub_index"],
        code=given["code"],
        text=given["text"],
        maximum=maximum,
        step=step,
        evidence_asked=given.get("evidence_asked", ""),
        indicator=given.get("indicator", ""),
    )


def _pillar(reading: _Reading) -> int:
    """Return the pillar's number from "2", "2. Hạ tầng số…" or its name."""
    words = reading.pillar
    if not words:
        raise ValueError(_("Thiếu “%(column)s”.") % {"column": COLUMNS["pillar"][0]})
    lead = _NUMBER.search(words)
    number = reading.pillars.get(fold(words)) or (reading.pillars.get(lead.group()) if lead else None)
    if number is None:
        raise ValueError(_("Không có trụ cột “%(name)s” trong bộ chỉ số này.") % {"name": words[:100]})
    return number


def _points(words: str, name: str) -> Decimal:
    try:
        points = Decimal(words.replace(",", "."))
    except InvalidOperation:
        points = Decimal(-1)
    if not points.is_finite() or not 0 < points < 1000 or points != points.quantize(COMMON_STEP):
        message = _("“%(column)s” phải là số lớn hơn 0, nhiều nhất hai chữ số thập phân.")
        raise ValueError(message % {"column": COLUMNS[name][0]})
    return points


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(nfc(str(cell)).split())
