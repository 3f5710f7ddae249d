"""The words of a paper as they are printed: the same for DOCX and PDF, whatever was typed."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from hoitu.kernel import clock
from hoitu.kernel.text import long_date, nfc
from hoitu.kernel.text.numbers import NO_BREAK_SPACE
from hoitu.papers.data import Block, Heading, Items, Paper, Paragraph, Table
from hoitu.papers.form import Form

NO_BREAK_HYPHEN = "\u2011"
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# What turns the direction of neighbouring words around: a paper must read as it was stored.
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ROMAN_FIGURE_OR_LETTER = r"(?=\d|[IVXLC]+\b|[a-zđ]\b)"
# Begins only where a word begins: the words of strangers may be as long as a file.
_HYPHENED = re.compile(r"(?<![\w/])[\w/]+(?:-[\w/]+)+")
_OWN_MARK = re.compile(r"[-–—+•*]\s*")


def clean(text: str) -> str:
    """Return the text as a paper can hold it: composed letters, "\\n" for line ends, nothing that has no shape."""
    lines = _LINE_ENDS.sub("\n", nfc(text)).replace("\t", " ")
    return "".join(character for character in lines if _is_printed(character)).strip()


def _is_printed(character: str) -> bool:
    if character == "\n":
        return True
    if character in _DIRECTIONS or (ord(character) & 0xFFFE) == 0xFFFE:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


def kept_together(text: str, form: Form) -> str:
    """Return the text with spaces and hyphens that do not break where an official expects none to."""
    words = "|".join(map(re.escape, form.before_figure))
    units = "|".join(map(re.escape, form.after_figure))
    text = re.sub(rf"(?i:\b({words})) {_ROMAN_FIGURE_OR_LETTER}", rf"\1{NO_BREAK_SPACE}", text)
    text = re.sub(rf"(?<=\d) (?=(?:{units})(?!\w))", NO_BREAK_SPACE, text)
    return _HYPHENED.sub(lambda found: _symbol(found[0]), text)


def _symbol(word: str) -> str:
    """Keep "348/QĐ-TTg", "09-NQ/TU" and "2023-2030" in one piece; other words may end a line at their hyphen."""
    is_symbol = all(any(map(_is_capital_or_digit, part)) for part in word.split("-"))
    return word.replace("-", NO_BREAK_HYPHEN) if is_symbol else word


def _is_capital_or_digit(letter: str) -> bool:
    return letter.isupper() or letter.isdigit()


@dataclass(frozen=True, slots=True)
class Printed:
    """Every line of a paper, ready to be set. Lines of one part stand in a tuple."""

    name: str
    nation: str
    motto: str
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    subject: tuple[str, ...]
    draft: str
    place: str
    kind: str
    title: tuple[str, ...]
    bases: tuple[str, ...]
    addressees_word: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients_word: str
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    signer_name: str


def printed(paper: Paper, form: Form) -> Printed:
    """Return the paper's words."""

    def words(text: str, style: str = "body") -> str:
        text = clean(text)
        text = nfc(text.upper()) if form.styles[style].capitals else text
        return kept_together(text, form)

    def lines(text: str, style: str = "body") -> tuple[str, ...]:
        return tuple(line for line in words(text, style).split("\n") if line.strip())

    def names(text: str, style: str) -> tuple[str, ...]:
        """Break a body's name between lines, the name of its place never."""
        place = words(paper.letterhead.place, style)
        found = lines(text, style)
        return (
            tuple(line.replace(place, place.replace(" ", NO_BREAK_SPACE)) for line in found)
            if place
            else found
        )

    is_letter = not paper.kind.strip()
    title = clean(paper.title)
    return Printed(
        name=" ".join(f"{clean(paper.kind)} {title}".split()),
        nation=words(form.words["nation"], "nation"),
        motto=words(form.words["motto"], "motto"),
        parent=names(paper.letterhead.parent, "parent"),
        issuer=names(paper.letterhead.issuer, "issuer"),
        number=words(_number(paper, form), "number"),
        subject=lines(f"{form.words['subject']} {title}") if is_letter and title else (),
        draft=words(form.words["draft"], "draft") if paper.draft else "",
        place=words(_place_and_date(paper, form), "place"),
        kind=words(paper.kind, "kind"),
        title=() if is_letter else lines(title, "title"),
        bases=_ended([words(basis) for basis in paper.bases], ";", "."),
        addressees_word=form.words["addressees"],
        addressees=_addressees([words(name) for name in paper.addressees]),
        blocks=tuple(_worded(block, words) for block in paper.blocks),
        recipients_word=form.words["recipients"],
        recipients=_dashed(_ended([words(name) for name in paper.recipients], ";", ".")),
        signer=lines(f"{paper.signer.authority} {paper.signer.title}", "signer"),
        signer_name=words(paper.signer.name, "signer_name"),
    )


def _number(paper: Paper, form: Form) -> str:
    """Return "Số: 05/BC-BVG"; a figure below 10 carries a zero, an unknown one leaves room."""
    number = paper.number.strip()
    number = number.zfill(2) if number.isdecimal() else number
    code = paper.code.strip()
    return f"{form.words['number']} {number or NO_BREAK_SPACE * form.blanks['number']}" + (
        code and f"/{code}"
    )


def _place_and_date(paper: Paper, form: Form) -> str:
    if paper.date is not None:
        day = long_date(paper.date)
    else:
        free = {name: NO_BREAK_SPACE * form.blanks[name] for name in ("day", "month")}
        day = f"ngày{free['day']}tháng{free['month']}năm {clock.today().year}"
    place = paper.letterhead.place.strip()
    return f"{place}, {day}" if place else day


def _worded(block: Block, words: Callable[[str, str], str]) -> Block:
    match block:
        case Heading():
            return replace(block, text=words(block.text, "body"))
        case Paragraph():
            return Paragraph(words(block.text, "body"))
        case Items():
            return Items(_dashed(words(item, "body") for item in block.items))
        case Table():
            return replace(
                block,
                columns=tuple(words(cell, "column") for cell in block.columns),
                rows=tuple(tuple(words(cell, "cell") for cell in row) for row in block.rows),
                caption=words(block.caption, "caption"),
            )


def _dashed(lines: Iterable[str]) -> tuple[str, ...]:
    """Begin each line with a dash, the line's own mark staying as it is."""
    return tuple(line if _OWN_MARK.match(line) else f"- {line}" for line in lines if line)


def _ended(lines: list[str], between: str, last: str) -> tuple[str, ...]:
    """End each line of a list with `between`, the last one with `last`; an end that was typed stays."""
    lines = [line for line in lines if line]
    ends = [between] * (len(lines) - 1) + [last]
    return tuple(
        line if line.endswith((".", ";", ":")) else line.rstrip(",") + end
        for line, end in zip(lines, ends, strict=False)
    )


def _addressees(names: list[str]) -> tuple[str, ...]:
    """One addressee stands alone; several are a list that ends with a full stop."""
    names = [name for name in names if name]
    return tuple(names) if len(names) < 2 else _dashed(_ended(names, ";", "."))
