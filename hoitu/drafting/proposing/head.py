"""The head of the document: who issued it, its number, its date, its title."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from hoitu.drafting.proposing.records import DocumentFacts
from hoitu.drafting.proposing.structure import Block, Part, marker
from hoitu.drafting.proposing.times import parse_date
from hoitu.drafting.proposing.wording import begins, is_capitals, skeleton
from hoitu.kernel.text.organisations import bare, is_organisation, leading_organisation

_HEAD_LINES: Final = 60
_MOTTO: Final = (
    "conghoaxahoichunghia",
    "doclaptudo",
    "xahoichunghiavietnam",
    "chunghiavietnam",
    "dangcongsanvietnam",
)
_NUMBER: Final = re.compile(r"^Số\s*(?:hiệu)?\s*[:.]?\s*(.*)$", re.I)
_VALUE: Final = re.compile(r"(\d[\w./]*\s*[/-]\s*[A-ZĐ][\wĐ]*(?:\s*[-–/&]\s*[\wĐ&]+)*)")
_PLACE_DATE: Final = re.compile(r"^[^\d,]{2,40},?\s*ngày\b.*(?:tháng|năm)", re.I)
_KIND: Final = ("kehoach", "quyetdinh", "chuongtrinh", "dean", "nghiquyet", "congvan", "chithi", "huongdan")
_TITLE_END: Final = re.compile(
    r"^(?:Căn cứ|Thực hiện|Triển khai|Xét đề nghị|Theo đề nghị|Nhằm|Để|Ngày)\b|^\(", re.I
)
_ABOUT: Final = re.compile(r"^(?:V/v|Về việc)\s*:?\s*(?:ban hành\s+(?=\S))?", re.I)
_ISSUES: Final = re.compile(
    r"((?:UBND|[ỦU][ỷy] ban nhân dân|Bộ(?! trưởng)|Sở|Tổng cục|Thông tấn xã)(?:\s+(?!ban hành"
    r"|xây dựng)[^,;.:]{1,60}?)?)"
    r"\s+(?:ban\s*hành|xây\s*dựng)\s+(?:Kế\s*hoạch|Công\s*văn|Quyết\s*định|Chương\s*trình)",
    re.I,
)
_NEWS_NUMBER: Final = re.compile(
    r"ban hành\s+(?:Kế hoạch|Công văn|Quyết định|Chương trình|Văn bản)\s+(?:số\s*)?" + _VALUE.pattern, re.I
)
_MAX_TITLE_LINES: Final = 6
_KIND_MORE: Final = 8
_MAX_ISSUER_LINES: Final = 3
_SUBORDINATE: Final = re.compile(
    r"(?:SỞ|CỤC|TỔNG CỤC|CHI CỤC|BÁO|ĐÀI|TẠP CHÍ|TRUNG TÂM|BAN(?!\s+NHÂN)|VĂN PHÒNG|HỘI|PHÒNG|VỤ|VIỆN"
    r"|TRƯỜNG|ỦY BAN|UBND)\s",
    re.I,
)


# Who decides, printed between a decision's title and its grounds.
_AUTHORITY: Final = re.compile(
    r"(?:BỘ TRƯỞNG|CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|[ỦU][ỶY] BAN NHÂN DÂN|UBND|THỦ TƯỚNG|(?:TỔNG )?CỤC TRƯỞNG"
    r"|TỔNG BIÊN TẬP|HỘI ĐỒNG|BAN THƯỜNG VỤ|VIỆN TRƯỞNG|CHÁNH)\b"
)


def read_head(blocks: Sequence[Block]) -> DocumentFacts:
    """Return what the head says; what is blank or absent is None."""
    head = list(blocks[:_HEAD_LINES])
    number_at, number, has_number_line = _number(head)
    issued = _day(head)
    title_at, title = _title(head)
    if not has_number_line:
        number, news_day = _from_news(head)
        issued = issued or news_day
    ends = [end for end in (number_at, title_at) if end is not None] or [len(head)]
    found = next((name for end in sorted(ends) if (name := _issuer(head[:end]))), None)
    issuer = _with_place(found, head) if found else _named_issuer(blocks)
    return DocumentFacts(issuer, number, issued, title or _first_heading(head))


def _number(head: Sequence[Block]) -> tuple[int | None, str | None, bool]:
    for position, block in enumerate(head):
        found = _NUMBER.match(block.text)
        if found and ("/" in found[1] or "-" in found[1] or not found[1].strip()):
            words = found[1]
            if not re.search(r"\d", words) and position + 1 < len(head) and not words.strip():
                words = head[position + 1].text
            value = _VALUE.search(words)
            return position, re.sub(r"\s+", "", value[1]) if value else None, True
    return None, None, False


def _day(head: Sequence[Block]) -> date | None:
    for block in head:
        if _PLACE_DATE.match(block.text):
            return parse_date(block.text)
        if re.search(r"Số\s*:.*,\s*ngày", block.text):
            return parse_date(block.text)
    return None


def _from_news(head: Sequence[Block]) -> tuple[str | None, date | None]:
    """Return number and date from a report about the document ("Ngày …, UBND tỉnh ban hành Kế hoạch số …")."""
    for block in head:
        found = _NEWS_NUMBER.search(block.text)
        if found:
            return re.sub(r"\s+", "", found[1]), parse_date(block.text[: found.start()])
    return None, None


def _issuer(head: Sequence[Block]) -> str | None:
    """Return the lines over the number that are neither the state's name nor its motto."""
    names: list[str] = []
    for block in head:
        text = re.split(r"\s*CỘNG H[OÒ][AÀÁ]", re.sub(r"\s*-{3,}\s*", " ", block.text))[0].strip()
        if (
            not text
            or begins(text, _MOTTO)
            or _is_in_motto(text)
            or _PLACE_DATE.match(text)
            or text.lower().startswith("số")
        ):
            continue
        if (not is_capitals(text) and not _is_name(text)) or begins(text, ("duthao", "banhanh", "bansao")):
            continue
        if any(skeleton(text) == skeleton(name) for name in names):
            continue
        names.append(text)
    # The body that the issuer belongs to stands over it ("UBND TỈNH …" over "SỞ …").
    own = next((i for i in range(len(names) - 1, 0, -1) if _SUBORDINATE.match(names[i])), 0)
    return " ".join(names[own : own + _MAX_ISSUER_LINES]) or None


def _is_in_motto(text: str) -> bool:
    """Say whether a line is a piece of the state's name or motto, broken over lines."""
    return skeleton(text) != "vietnam" and any(
        skeleton(text) in whole for whole in ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
    )


def _with_place(issuer: str, head: Sequence[Block]) -> str:
    """Return "ỦY BAN NHÂN DÂN" with the province that a broken letter head lost, by the line of place and date."""
    if skeleton(issuer) not in {"uybannhandan", "ubnd"}:
        return issuer
    places = [block.text.split(",")[0].strip() for block in head if _PLACE_DATE.match(block.text)]
    for place in places:
        for block in head:
            found = re.search(rf"(?:tỉnh|thành phố)\s+{re.escape(place)}", block.text, re.I)
            if found:
                return f"{issuer} {found[0]}"
    return issuer


def _is_name(text: str) -> bool:
    return is_organisation(text) and leading_organisation(text) is None and not text.endswith(".")


def _named_issuer(blocks: Sequence[Block]) -> str | None:
    for block in blocks[:_HEAD_LINES]:
        found = _ISSUES.search(block.text)
        if found:
            return bare(found[1])
    return None


def _title(head: Sequence[Block]) -> tuple[int | None, str | None]:
    """Return where the kind of document stands, and the title under it."""
    for position, block in enumerate(head):
        kind = begins(block.text, _KIND)
        bones = skeleton(block.text)
        if kind is None or not is_capitals(block.text):
            continue
        # "KẾ HOẠCH" alone, or with the title on its own line.
        lines: list[str] = [] if len(bones) <= len(kind) + _KIND_MORE else [block.text]
        for following in head[position + 1 : position + 1 + _MAX_TITLE_LINES]:
            if lines and _ends_title(lines, following):
                break
            lines.append(following.text)
        text = re.split(r"\s*-{3,}|\s*\((?:Ban hành\s+)?[Kk]èm theo", " ".join(lines))[0]
        return position, _ABOUT.sub("", text).strip() or None
    return None, None


def _ends_title(lines: list[str], following: Block) -> bool:
    text = following.text
    if marker(f"{following.marker} {text}") or following.rank < 7 or following.part is not Part.HEAD:
        return True
    if _TITLE_END.match(text) and not is_capitals(text):
        return True
    if is_capitals(lines[-1]) != is_capitals(text):
        return True
    return (
        is_capitals(text)
        and is_organisation(text.capitalize())
        and not lines[-1].rstrip().endswith((",", "VÀ"))
    )


def _first_heading(head: Sequence[Block]) -> str | None:
    """Return the first line that reads like a title, for documents without the usual head."""
    words = ("kehoach", "thuchien", "trienkhai", "chuongtrinh", "banhanh")
    for block in head:
        if begins(block.text, words) and not block.text.endswith((".", ";", ":")):
            return block.text
    return None
