"""Legal references: decisions, decrees, directives by number; laws by name."""

import re
from collections.abc import Iterable
from typing import Final

from hoitu.drafting.proposing.records import LegalReference
from hoitu.drafting.proposing.structure import Block
from hoitu.drafting.proposing.times import parse_date
from hoitu.drafting.proposing.wording import skeleton

_DATE: Final = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})"
_KIND: Final = (
    r"Nghị\s*quyết|Nghị\s*định|Quyết\s*định|Chỉ\s*thị|Thông\s*tư(?:\s+liên\s+tịch)?|Kế\s*hoạch|Công\s*văn"
    r"|Văn\s*bản|Thông\s*báo"
    r"|Kết\s*luận|Chương\s*trình|Hướng\s*dẫn|Tờ\s*trình|Pháp\s*lệnh|Quy\s*định|Báo\s*cáo|Đề\s*án"
    r"|Công\s*điện|Quy\s*chế|Lệnh"
)
_NUMBER: Final = (
    r"\d{1,5}[a-zđ]?\s?(?:/\s?\d{4})?\s?[/-]\s?[A-ZĐ][A-ZĐƯa-z&]*\s?(?:[-–/]\s?[A-ZĐƯ][A-ZĐƯa-z&0-9]*)*"
)
_NUMBERED: Final = re.compile(
    rf"(?P<text>(?P<kind>{_KIND})\s*(?:số\s*:?\s*)?(?P<number>{_NUMBER})(?:\s*,?\s*ngày\s*(?P<date>{_DATE}))?)",
    re.I,
)
_LAW_END: Final = (
    r"(?=\s+(?:ngày|năm|số|quy định|được|về|và\s+(?:các|Luật|Nghị)|đã|thì|của|theo|có|do|để"
    r"|tại|trong|nhằm)\b|[;,.()“”\"]|$)"
)
_LAW: Final = re.compile(
    rf"(?P<text>(?:Bộ l|L)uật\s+(?P<name>[A-ZĐÀ-Ỵ][\w-]*(?:\s+[\w-]+){{0,12}}?){_LAW_END}"
    rf"(?:\s+(?:số\s*(?P<number>\d+/\d{{4}}/QH\d+))?\s*(?:ngày\s*(?P<date>{_DATE})|năm\s*\d{{4}})?)?)"
)


def find_legal(blocks: Iterable[Block], own_number: str | None) -> tuple[LegalReference, ...]:
    """Return each legal text that the document names, once, where it is named first; never the document itself."""
    found: dict[str, LegalReference] = {}
    for block in blocks:
        for reference in sorted(_in_text(block), key=lambda pair: pair[0]):
            item = reference[1]
            if item.number and own_number and skeleton(item.number) == skeleton(own_number):
                continue
            key = skeleton(item.number or re.sub(r"\s+(?:ngày|năm|số)\s.*", "", item.text))
            known = found.get(key)
            if known is None:
                found[key] = item
    return tuple(found.values())


def _in_text(block: Block) -> list[tuple[int, LegalReference]]:
    references = [
        (match.start(), _numbered(match, block.line))
        for match in _NUMBERED.finditer(block.text)
        if not match["number"].lstrip("0123456789").startswith("-20")
    ]
    for match in _LAW.finditer(block.text):
        text = match["text"].strip()
        day = parse_date(match["date"]) if match["date"] else None
        references.append((match.start(), LegalReference(text, match["number"], day, block.line)))
    return references


def _numbered(match: re.Match[str], line: int) -> LegalReference:
    number = re.sub(r"\s+", "", match["number"]).strip("-–/")
    day = parse_date(match["date"]) if match["date"] else None
    return LegalReference(match["text"].strip(), number, day, line)
