"""What a column of an appendix is for, told from its heading in any of the usual synonyms."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from hoitu.drafting.proposing.wording import alike, skeleton, tidy


class Column(StrEnum):
    """A kind of column. `YEAR` columns hold the values of indicators."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    COORDINATORS = "coordinators"
    BOTH = "lead and coordinators"
    PRODUCT = "product"
    TIME = "time"
    NOTE = "note"
    INDICATOR = "indicator"
    UNIT = "unit"
    YEAR = "year"
    VALUE = "value"
    OTHER = "other"


_BEFORE: Final = "(?:ten|cac|danhmuc|nhom|motso|nhung|linhvuc)*"
_KINDS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Column.NUMBER, r"(?:tt|stt|sott|sothutu|thutu)$"),
        (Column.BOTH, r".*chutri.*phoihop"),
        (Column.COORDINATORS, r".*phoihop"),
        (
            Column.LEAD,
            r".*chutri|.*daumoi|.*(?:coquan|donvi)(?:donvi)?(?:chiutrachnhiem|thuchien|thammuu|thammuu"
            r"|duocgiao)|.*phutrach"
            r"|trachnhiem|phancong|(?:coquan|donvi)$|(?:coquandonvi|donvicoquan)$|.*chiutrachnhiem",
        ),
        (Column.TIME, r".*(?:thoigian|tiendo|thoihan|lotrinh|thoidiem)|(?:nam|ngay)?hoanthanh$|namthuchien"),
        (Column.PRODUCT, r".*(?:sanpham|ketqua|daura)"),
        (
            Column.YEAR,
            r"(?:den|ke?hoach|muctieu|chitieu|het|thuchien|lotrinh|phandau|tinhden|cuoi)*(?:nam)?20[1-6]\d$",
        ),
        (Column.VALUE, r"giatri|mucdat|mucphandau|kehoach$|muctieudat"),
        (Column.UNIT, r"donvitinh|dvt$|donvido"),
        (Column.NOTE, r"ghichu|.*kinhphi|nguon|.*vanban$|.*cancu"),
        (Column.TASK, _BEFORE + r"(?:nhiemvu|noidung|congviec|giaiphap|hoatdong)"),
        (Column.INDICATOR, _BEFORE + r"(?:chitieu|muctieu|chiso)"),
    )
)
# Headings as most plans print them, to know a damaged one by.
_USUAL: Final = {
    words: kind
    for kind, headings in (
        (Column.LEAD, "coquanchutri donvichutri chutri coquanchiutrachnhiem"),
        (Column.COORDINATORS, "coquanphoihop donviphoihop phoihopthuchien phoihop"),
        (Column.TIME, "thoigianthuchien thoigianhoanthanh thoigian tiendo"),
        (Column.PRODUCT, "sanphamhoanthanh sanphamdukien sanpham ketquadaura"),
        (Column.TASK, "nhiemvugiaiphap noidungnhiemvu noidungcongviec nhiemvu tennhiemvu"),
        (Column.NOTE, "ghichu"),
    )
    for words in headings.split()
}
_DAMAGED: Final = 0.9
_LOST_LETTERS: Final = 2
_MAX_HEADING: Final = 90
_WHO: Final = {Column.LEAD, Column.BOTH, Column.COORDINATORS}


def kind_of(heading: str) -> Column | None:
    """Return what a column is for by its heading, or None for words that head no column."""
    text = tidy(heading)
    if not text or len(text) > _MAX_HEADING:
        return None
    bones = skeleton(text)
    known = next((kind for kind, pattern in _KINDS if pattern.match(bones)), None)
    return known or next((kind for words, kind in _USUAL.items() if _is_damaged(bones, words)), None)


def _is_damaged(bones: str, words: str) -> bool:
    """Say whether a heading is a usual one with a letter or two lost."""
    near = bones[:1] == words[:1] and abs(len(bones) - len(words)) <= _LOST_LETTERS
    return near and alike(bones, words) >= _DAMAGED


def read_header(cells: Sequence[str]) -> list[Column] | None:
    """Return the columns that a row of headings names, or None when the row is no such row."""
    kinds = [kind_of(cell) for cell in cells]
    known = {kind for kind in kinds if kind}
    if any(len(tidy(cell)) > _MAX_HEADING for cell in cells) or not is_header(known):
        return None
    return [kind or (Column.OTHER if tidy(cell) else Column.NUMBER if i == 0 else Column.OTHER)
            for i, (kind, cell) in enumerate(zip(kinds, cells, strict=True))]  # fmt: skip


def is_header(kinds: set[Column]) -> bool:
    """Say whether these columns make a table of tasks or of indicators."""
    tasks = Column.TASK in kinds and bool(kinds & _WHO or {Column.TIME, Column.PRODUCT} <= kinds)
    indicators = Column.INDICATOR in kinds and bool(
        kinds & {Column.YEAR, Column.UNIT, Column.VALUE, Column.TIME, *_WHO}
    )
    return tasks or indicators
