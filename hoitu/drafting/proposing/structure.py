"""The parts of a plan: wrapped lines joined, numbering read, every paragraph under its headings and in its part."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hoitu.drafting.proposing.reading import Line
from hoitu.drafting.proposing.wording import begins, is_capitals, skeleton, tidy
from hoitu.kernel.text.organisations import is_organisation, leading_organisation


class Part(StrEnum):
    """What a part of the plan is for."""

    HEAD = "head"
    PURPOSE = "purpose"
    GENERAL_AIM = "general aim"
    AIMS = "aims"
    TASKS = "tasks"
    FUNDING = "funding"
    ORGANISATION = "organisation"
    REPORTING = "reporting"
    RECIPIENTS = "recipients"
    APPENDIX = "appendix"


_KEYWORDS: Final[tuple[tuple[Part, tuple[str, ...]], ...]] = (
    (Part.APPENDIX, ("phuluc",)),
    (Part.RECIPIENTS, ("noinhan",)),
    (Part.GENERAL_AIM, ("muctieuchung", "muctieutongquat", "muctieutongthe", "muctieudaihan")),
    (
        Part.ORGANISATION,
        ("tochucthuchien", "tochuctrienkhai", "phancong", "trachnhiemthuchien", "trachnhiemcua", "cactochucthuchien"),
    ),
    (
        Part.AIMS,
        (
            "muctieu", "cacmuctieu", "motsomuctieu", "chitieu", "cacchitieu", "motsochitieu", "dinhhuongden",
            "dinhhuongnam",
        ),
    ),
    (
        Part.TASKS,
        (
            "nhiemvu", "cacnhiemvu", "giaiphap", "cacgiaiphap", "motsonhiemvu", "nhungnhiemvu", "noidungthuchien",
            "noidungnhiemvu", "noidungcongviec", "noidungchuyeu", "noidungvagiaiphap", "noidunggiaiphap",
            "noidungtrienkhai", "cacnoidung", "noidungkehoach", "nhomnhiemvu", "cacnhomnhiemvu",
        ),
    ),
    (Part.FUNDING, ("kinhphi", "nguonkinhphi", "nguonluc", "dutoankinhphi", "vekinhphi", "nguonvon")),
    (
        Part.REPORTING,
        ("chedobaocao", "chedothongtin", "congtacbaocao", "thongtinbaocao", "vechedobaocao", "dinhkybaocao"),
    ),
    (
        Part.PURPOSE,
        (
            "mucdich", "yeucau", "quandiem", "nguyentac", "sucanthiet", "cancuphaply", "cancuxaydung", "cancu",
            "thuctrang", "danhgia", "khaiquat", "phamvi", "doituong", "hientrang", "ketquadatduoc", "cosophaply",
            "thongtinchung",
        ),
    ),
)  # fmt: skip
_MAY_CONTAIN: Final = {
    Part.PURPOSE: {Part.AIMS, Part.GENERAL_AIM, Part.PURPOSE},
    Part.AIMS: {Part.GENERAL_AIM, Part.AIMS, Part.PURPOSE},
    Part.GENERAL_AIM: set(),
    Part.TASKS: {Part.ORGANISATION, Part.FUNDING, Part.REPORTING},
    Part.ORGANISATION: {Part.FUNDING, Part.REPORTING},
}
_ROMAN: Final = r"(?:XX|XI{0,3}|XI?V|XVI{0,3}|XI?X|IX|IV|VI{0,3}|I{1,3})"
_MARKERS: Final[tuple[tuple[int, re.Pattern[str]], ...]] = (
    (0, re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+)\b[.:]?\s*")),
    (1, re.compile(r"(?:Điều|ĐIỀU)\s+\d+\s*[.:]\s*")),
    (2, re.compile(rf"{_ROMAN}\s*[./)\-–:]\s*(?=[A-ZĐÀ-Ỵ“\"])|{_ROMAN}\s+(?=[A-ZĐÀ-Ỵ]{{2}})")),
    (1, re.compile(r"[A-HĐ]\s*[.)/]\s*(?=[A-ZĐÀ-Ỵ])")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s*[.)]?\s*(?=\D)")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}\s*[.)]?\s+(?=\S)|\d{1,2}\.\d{1,2}[.)]\s*(?=\S)")),
    (
        3,
        re.compile(
            r"\d{1,2}\s*[.)/](?:\s+(?=\S)|(?=[^\d\s]))|[1-9]\d?\s+(?=[A-ZĐÀ-Ỵ][a-zà-ỹ])|\d{1,2}\s*[-–]\s+(?=[A-ZĐÀ-Ỵ])"
        ),
    ),
    (5, re.compile(r"\(\d{1,2}\)\s*(?=\S)|\([a-zđ]\)\s*(?=\S)")),
    (6, re.compile(r"[a-zđ]\s?[.)]\s*(?=\S)")),
    (7, re.compile(r"[-–—•●▪■*−‑o]\s+(?=\S)|[-–—•●▪■−‑](?=[^\W\d_])|[-–](?=\d+\s*%)")),
    (8, re.compile(r"[+]\s*(?=\S)")),
)
PARAGRAPH: Final = 9
BULLET: Final = 7
_DECIMAL: Final = 3.5
_ENDS: Final = (".", ";", ":", "!", "?", "./.")
_PART_SIGN: Final = re.compile(rf"(?:PHẦN|CHƯƠNG|Phần|Chương)\s+\S+(?:\s+\S+)?\s*[.:]?|{_ROMAN}\s*[.)]")
# Words and signs that no paragraph ends with: the line break after them is the page's.
_OPEN_END: Final = re.compile(
    r"(?:[,–-]|\b(?:số|ngày|tháng|năm|của|và|các|những|về|với|trong|đến|cho|tại|theo|là|được|để|thuộc|từ|do|trên"
    r"|Quyết định|Nghị quyết|Nghị định|Sở|Bộ|Cục|UBND|[Ủủ]y ban nhân dân))$"
)
# The two columns of a letter head that a text file prints side by side.
_HEAD_GAP: Final = re.compile(r"(?:\t|\s{3,})\s*(?=CỘNG H|Độc lập|[A-ZĐÀ-Ỵ][^,\d\t]{2,30},\s*ngày\s)")
_SIGNATURE: Final = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐÀ-Ỵ]|(?:PHÓ |THỨ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|TRƯỞNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC)$"
)
_MIN_WRAPPED: Final = 40
_MAX_WIDTH: Final = 160


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its sign taken off: rank 0–8 by the sign's kind, 9 without one; `above` are its headings."""

    line: int
    marker: str
    rank: float
    text: str
    part: Part = Part.HEAD
    above: tuple["Block", ...] = ()
    is_heading: bool = False


def blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the paragraphs of a document in order, each knowing its part and the headings over it."""
    placed: list[Block] = []
    stack: list[Block] = []
    part_before = Part.HEAD
    for block in _split_inline(paragraphs(lines)):
        rank = block.rank
        while stack and (stack[-1].rank >= rank or (rank == PARAGRAPH and stack[-1].rank >= BULLET)):
            stack.pop()
        if rank == PARAGRAPH and is_capitals(block.text) and _named(block):
            stack.clear()
        around = stack[-1].part if stack else _after_loose(part_before)
        part, is_heading = _part(block, around, has_parent=bool(stack))
        now = replace(block, part=part, above=tuple(stack), is_heading=is_heading)
        placed.append(now)
        if rank < PARAGRAPH:
            stack.append(now)
        elif is_heading:
            # A heading without a number closes what stood before it.
            stack = [replace(now, rank=_loose_rank(stack, part, around))]
        part_before = part
    return placed


def _after_loose(part: Part) -> Part:
    return part if part in {Part.APPENDIX, Part.RECIPIENTS} else Part.HEAD


def _loose_rank(stack: list[Block], part: Part, around: Part) -> float:
    return 2.5 if part is not around or not stack else stack[-1].rank + 0.25


def _part(block: Block, around: Part, *, has_parent: bool) -> tuple[Part, bool]:
    """Return the part that a block belongs to, and whether it is itself the heading of a part."""
    if _SIGNATURE.match(block.text) and block.rank == PARAGRAPH:
        return Part.RECIPIENTS, True
    named = _named(block)
    if named is None:
        return around, False
    if named in {Part.APPENDIX, Part.RECIPIENTS}:
        return named, True
    if around is Part.APPENDIX and block.rank == PARAGRAPH:
        return around, False  # the annex's title
    if has_parent and around in _MAY_CONTAIN and named not in _MAY_CONTAIN[around]:
        return around, False
    return named, True


_MAX_HEADING: Final = 170


def _named(block: Block) -> Part | None:
    text = block.text
    if block.rank >= BULLET and block.rank != PARAGRAPH:
        return None
    if len(text) > _MAX_HEADING or (text.endswith((".", ";")) and not is_capitals(text)):
        return None
    if block.rank == PARAGRAPH and not (is_capitals(text) or text.endswith(":") or len(text) <= 60):
        return None
    for part, keywords in _KEYWORDS:
        # A line without a number is too likely to begin like a keyword by chance to allow for a wrong letter.
        if begins(text, keywords, is_loose=block.rank != PARAGRAPH):
            return part
    return None


def paragraphs(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """Return paragraphs with the number of their first line: lines that only the page's width broke are joined."""
    pieces = [(line, tidy(line.text)) for line in _as_text(lines)]
    width = page_width([text for _, text in pieces])
    joined: list[tuple[int, str]] = []
    before: Line | None = None
    before_text, was_blank = "", True
    for line, text in pieces:
        if not text or set(text) <= set("-_=*. |"):
            was_blank = was_blank or not text
            continue
        in_brackets = bool(joined) and joined[-1][1].count("(") > joined[-1][1].count(")") and ")" in text
        if (
            joined
            and before
            and (
                (in_brackets and not was_blank)
                or _runs_on(before, before_text, text, width, was_blank=was_blank)
            )
        ):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {text}")
        else:
            joined.append((line.number, text))
        before, before_text, was_blank = line, text, False
    return joined


def _as_text(lines: Iterable[Line]) -> Iterator[Line]:
    """Give the cells of rows that belong to no recognised table (the two columns of a letter head) as lines."""
    for line in lines:
        if line.cells is None:
            for text in _HEAD_GAP.split(line.text):
                yield replace(line, text=text)
            continue
        for cell in line.cells:
            for text in cell.split("\n"):
                if text.strip():
                    yield Line(line.number, text)


def page_width(texts: list[str]) -> int | None:
    """Return the width at which a text file was wrapped, or None when its paragraphs are whole lines."""
    long = sorted(len(text) for text in texts if len(text) >= _MIN_WRAPPED)
    if len(long) < 8:
        return None
    width = long[int(len(long) * 0.97)]
    if width > _MAX_WIDTH or sum(length >= 0.8 * width for length in long) < len(long) / 2:
        return None
    return width


def _runs_on(before: Line, before_text: str, text: str, width: int | None, *, was_blank: bool) -> bool:
    if _PART_SIGN.fullmatch(before_text) and not marker(text):
        return True
    if marker(text) or before_text.endswith(("./.", "---")) or re.match(r"Số\s*:", text):
        return False
    if is_capitals(before_text) and not marker(before_text) and not is_capitals(text):
        return False
    if text[0].islower() or text[0] in ",;.)”":
        if not before_text.endswith(_ENDS) or before_text.endswith(";"):
            return True
        return not was_blank and is_page_break(before, before_text, text, width)
    if not was_blank and (
        _OPEN_END.search(before_text) or (text[0] in "([" and not before_text.endswith(_ENDS))
    ):
        return True
    if (
        was_blank
        or (before_text.endswith((";", ":")) and not text[0].isdigit())
        or begins(text, ("noinhan", "phuluc"))
    ):
        return False
    if is_capitals(before_text) != is_capitals(text):
        return False
    if is_capitals(text) and marker(before_text) is not None and not before_text.endswith(_ENDS):
        return True
    return is_page_break(before, before_text, text, width)


def is_page_break(before: Line, before_text: str, text: str, width: int | None) -> bool:
    """Say whether the page's width, not the writer, ended a line: the next word would not have fitted."""
    if before.is_full is not None:
        return before.is_full
    return width is not None and len(before_text) + 1 + len(text.split(" ", 1)[0]) > width


def marker(text: str) -> tuple[float, str] | None:
    """Return the rank and the text of the sign that numbers a paragraph, or None."""
    for rank, pattern in _MARKERS:
        found = pattern.match(text)
        if found:
            is_decimal = rank == 3 and found[0].strip().rstrip(".)").count(".") == 1
            return (_DECIMAL if is_decimal else float(rank)), found[0]
    return None


def _split_inline(joined: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Give each paragraph as a block; a heading that goes on after its colon becomes heading and paragraph."""
    for number, text in joined:
        sign = marker(text)
        rank, mark = sign if sign else (float(PARAGRAPH), "")
        words = text[len(mark) :].strip()
        head, colon, rest = words.partition(":")
        if (
            colon
            and rest.strip()
            and (rank <= 6 or rank == PARAGRAPH)
            and _is_inline_heading(head, rest, rank)
        ):
            yield Block(number, mark.strip(), rank, f"{head}:")
            yield Block(number, "", float(PARAGRAPH), rest.strip())
        elif words:
            yield Block(number, mark.strip(), rank, words)


def _is_inline_heading(head: str, rest: str, rank: float) -> bool:
    if len(head) > 110 or rank == 0 or head.count("(") != head.count(")"):
        return False
    if is_organisation(head) and is_organisation(rest) and leading_organisation(rest.strip()) is None:
        return False  # "Các sở: Sở Tài chính, Sở Nội vụ" is one name
    if rank <= 6 and is_organisation(head) and leading_organisation(head) is None:
        return True
    named = any(begins(head, keywords) for part, keywords in _KEYWORDS if part is not Part.RECIPIENTS)
    return named or (
        "20" in head and bool(re.search(r"(?:đến|năm|giai đoạn|tầm nhìn)\D{0,12}20\d\d\W*$", head, re.I))
    )


def heading_chain(block: Block) -> list[Block]:
    """Return the headings over a block, the nearest first."""
    return list(reversed(block.above))


def is_reference_to_appendix(text: str) -> bool:
    """Say whether a sentence only points to an annex."""
    bones = skeleton(text)
    return (
        len(text) <= _MAX_HEADING
        and "phuluc" in bones
        and any(word in bones for word in ("kemtheo", "chitiet", "tai", "dinhkem"))
    )
