"""Targets: the items of the part on aims, one for each quantity of a sentence, and tables of indicators."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hoitu.drafting.proposing.columns import Column
from hoitu.drafting.proposing.quantities import Quantity, part_glued, quantities
from hoitu.drafting.proposing.records import ProposedTarget
from hoitu.drafting.proposing.structure import PARAGRAPH, Block, Part, heading_chain, is_reference_to_appendix
from hoitu.drafting.proposing.tables import Row
from hoitu.drafting.proposing.times import YEAR, last_year
from hoitu.drafting.proposing.wording import skeleton
from hoitu.kernel.text.organisations import bare, up_to_verb

_LEAD_IN: Final = re.compile(
    r"^(?P<aim>(?:(?:các\s+)?(?:mục\s*tiêu|chỉ\s*tiêu)(?:\s+cụ\s*thể|\s+phấn\s*đấu)?|định\s*hướng|tầm\s*nhìn)\s*)?"
    r"(?:phấn\s*đấu\s*,?\s*)?(?:(?:đến|tới|trong|vào|giai\s*đoạn)\s*)?(?:hết\s*"
    r"|cuối\s*)?(?:năm\s*)?(?:20\d\d\s*[-–]\s*)?"
    r"(?P<year>20[1-6]\d)(?=\D|$|\d{1,3}(?:,\d+)?\s*%)\s*[:,.–-]?\s*",
    re.I,
)
_SENTENCES: Final = re.compile(r"(?<=[.;])\s*;?\s+(?![^()]*\))(?=\S)|;\s*(?=\S)(?![^()]*\))")
_ANOTHER: Final = re.compile(
    r"(?:(?<!\d),|,(?=\s))\s*(?:và\s+)?(?=(?:(?:trên|khoảng|ít nhất|tối thiểu|phấn đấu"
    r"|có)\s+)?\d{1,3}(?:,\d+)?\s*%\s*[^\W\d_])"
    r"|[,;]\s*(?:và\s+)?(?=(?:(?:phấn đấu\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?)?năm\s*20\d\d)",
    re.I,
)
_OWN_YEAR: Final = re.compile(
    r"(?<!với )(?:đến|tới|vào|hết|cuối)\s*(?:hết\s*|cuối\s*)?năm\s*(20[1-6]\d)(?=\D|$|\d{1,3}(?:,\d+)?\s*%)",
    re.I,
)
_VISION: Final = re.compile(r",?\s*(?:định\s*hướng|tầm\s*nhìn|hướng\s*tới).*$", re.I)
_LOOSE_START: Final = re.compile(
    r"(?:mục\s*tiêu\s+)?(?:đến\s+)?năm\s*20[1-6]\d(?=\s*:?\s*\d{1,3}(?:,\d+)?\s*%)", re.I
)
_RATE: Final = re.compile(r"(?:[-–+]\s*)?t[ỷỉ]\s*(?:lệ|trọng)\b", re.I)
_MANY: Final = 2


def find_targets(
    blocks: Sequence[Block], rows: Iterable[Row], title: str | None
) -> tuple[ProposedTarget, ...]:
    """Return the targets of a plan in order; one that is printed twice is given once."""
    default = last_year(_VISION.sub("", title or ""))
    found = [*_from_blocks(blocks, default), *_from_rows(rows, default)]
    unique: dict[tuple[str, int | None, float | None], ProposedTarget] = {}
    for target in sorted(found, key=lambda target: target.line):
        unique.setdefault((skeleton(target.text), target.year, target.value), target)
    return tuple(unique.values())


def _from_blocks(blocks: Sequence[Block], default: int | None) -> Iterator[ProposedTarget]:
    parents = {id(above) for block in blocks for above in block.above[-1:]}
    loose_year: int | None = None
    heading: Block | None = None
    for block in blocks:
        if block.part is Part.HEAD:
            yield from _from_news(block)
        if block.part is not Part.AIMS:
            continue
        numbered = next((above for above in heading_chain(block) if above.rank < PARAGRAPH), None)
        if numbered is not heading:
            heading, loose_year = numbered, None
        is_intro = block.is_heading or block.text.endswith(":") or _is_lead_in(block.text)
        if is_intro or (id(block) in parents and not quantities(block.text)):
            loose_year = last_year(block.text) or loose_year
            continue
        year = loose_year or _year_above(block) or default
        has_own_place = block.rank < PARAGRAPH or loose_year or _year_above(block)
        if quantities(block.text) or has_own_place:
            yield from _targets_of(block.text, block.line, year)


def _is_lead_in(text: str) -> bool:
    """Say whether a paragraph only names the year of those under it ("Định hướng đến năm 2030")."""
    lead_in = _LEAD_IN.match(text)
    return lead_in is not None and len(bare(text)) <= lead_in.end() + 3


def _year_above(block: Block) -> int | None:
    for above in heading_chain(block):
        years = set(YEAR.findall(_VISION.sub("", above.text)) or YEAR.findall(above.text))
        if years:
            return last_year(_VISION.sub("", above.text)) or last_year(above.text)
    return None


def _from_news(block: Block) -> Iterator[ProposedTarget]:
    """Read the aims that a report about a plan tells in one paragraph."""
    text = part_glued(block.text)
    start = _LOOSE_START.search(text)
    if start and text.count("%") >= _MANY and "muctieu" in skeleton(text):
        yield from _targets_of(text[start.start() :], block.line, None)


def _targets_of(text: str, line: int, year: int | None) -> Iterator[ProposedTarget]:
    """Give one target for a sentence, or one for each clause when several clauses have quantities."""
    sentences = re.split(r"(?<=\.)\s+", part_glued(text))
    glued = " ".join(sentence for sentence in sentences if not is_reference_to_appendix(sentence)) or text
    clauses = [piece for piece in _pieces(glued) if bare(piece)]
    if sum(bool(quantities(clause)) for clause in clauses) < _MANY:
        clauses = [glued]
    for clause in clauses:
        lead_in = _LEAD_IN.match(clause)
        words = clause
        if lead_in:
            year = int(lead_in["year"])
            if (lead_in["aim"] and len(clauses) > 1) or lead_in[0].rstrip().endswith(":"):
                words = clause[lead_in.end() :]
        if bare(words):
            yield _target(words, line, year)


def _pieces(text: str) -> Iterator[str]:
    """Part a paragraph into clauses: at sentences, semicolons, and at a comma that a new share or year follows."""
    for sentence in _SENTENCES.split(text):
        held = ""
        for piece in _ANOTHER.split(sentence):
            held = f"{held}, {piece}" if held and not quantities(held) else held
            if held and quantities(held) and not held.endswith(piece):
                yield held
                held = piece
            elif not held:
                held = piece
        yield held


def _target(text: str, line: int, year: int | None) -> ProposedTarget:
    words = text.strip()
    own = _OWN_YEAR.search(words)
    found = quantities(words)
    shares = [quantity for quantity in found if quantity.unit == "%"] if _RATE.match(words) else []
    main = next(iter(shares or found), None)
    second = next((quantity for quantity in found if quantity is not main and quantity.compares), None)
    return ProposedTarget(
        text=words,
        value=main.value if main else None,
        unit=main.unit if main else None,
        year=int(own[1]) if own else year,
        line=line,
        scope=_scope(words, main),
        threshold=second.value if second else None,
        threshold_unit=second.unit if second else None,
    )


def _scope(text: str, main: Quantity | None) -> str | None:
    """Return whom or what a share is of: the words after the number up to the verb."""
    if main is None or (main.compares and main.unit != "%"):
        return None
    words = re.split(r"[,;.(]", up_to_verb(text[main.end :].strip()))[0].strip()
    return words or None


def _from_rows(rows: Iterable[Row], default: int | None) -> Iterator[ProposedTarget]:
    """Give one target for each year's cell of an indicator's row, or for each quantity of a row of sentences."""
    for row in rows:
        name = " ".join((row.get(Column.INDICATOR) or (row.get(Column.TASK) if row.years else "")).split())
        if not name:
            continue
        unit = row.get(Column.UNIT).strip() or None
        due = last_year(row.get(Column.TIME)) or last_year(row.group or "") or default
        values = row.years or {str(due or ""): row.get(Column.VALUE)}
        if not any(values.values()):
            yield from _targets_of(name, row.line, due)
            continue
        for title, cell in values.items():
            number = re.search(r"\d+(?:[.,]\d+)*", cell)
            if number:
                counted = quantities(f"{number[0]}%")
                share = "%" if "%" in cell else unit or quantities_unit(cell)
                value = counted[0].value if counted else None
                yield ProposedTarget(name, value, share, last_year(title), row.line)


def quantities_unit(cell: str) -> str | None:
    """Return the unit that a cell itself names ("12 kênh"), or None."""
    found = quantities(cell)
    return found[0].unit if found else None
