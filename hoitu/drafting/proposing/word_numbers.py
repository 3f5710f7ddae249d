"""The numbers and bullets that Word itself draws before paragraphs; they are not in the paragraph's text."""

from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class WordNumbers:
    """Counts the numbered paragraphs of a document in order; ask once for each paragraph."""

    formats: dict[tuple[str, int], tuple[str, str]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "WordNumbers":
        """Read which sign each list level of the document draws."""
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls({})
        levels = {
            abstract.get(qn("w:abstractNumId")): [_level(level) for level in abstract.findall(qn("w:lvl"))]
            for abstract in root.findall(qn("w:abstractNum"))
        }
        formats: dict[tuple[str, int], tuple[str, str]] = {}
        for number in root.findall(qn("w:num")):
            abstract = number.find(qn("w:abstractNumId"))
            if abstract is None:
                continue
            for depth, kind, pattern in levels.get(abstract.get(qn("w:val")), []):
                formats[number.get(qn("w:numId")), depth] = (kind, pattern)
        return cls(formats)

    def sign(self, paragraph: Paragraph) -> str:
        """Return the sign before a paragraph ("2. ", "- "), "" for a plain one; counts it."""
        listed = _listed(paragraph)
        if listed is None:
            return ""
        number, depth = listed
        kind, pattern = self.formats.get((number, depth), ("bullet", ""))
        if kind in {"bullet", "none"} or not pattern:
            return "- " if kind != "none" and paragraph.text.strip() else ""
        self.counts[number, depth] = self.counts.get((number, depth), 0) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((number, deeper), None)
        for level in range(depth + 1):
            at = self.counts.get((number, level), 1)
            pattern = pattern.replace(
                f"%{level + 1}", _drawn(at, self.formats.get((number, level), (kind, ""))[0])
            )
        return f"{pattern.strip()} "


def _level(level: Any) -> tuple[int, str, str]:
    kind, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
    return (
        int(level.get(qn("w:ilvl"))),
        kind.get(qn("w:val")) if kind is not None else "decimal",
        (text.get(qn("w:val")) or "") if text is not None else "",
    )


def _listed(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the list and the level of a paragraph, its own or its style's."""
    places = [paragraph._p.pPr]
    style: Any = paragraph.style
    while style is not None:
        places.append(style.element.pPr)
        style = style.base_style
    for place in places:
        numbered: Any = place.numPr if place is not None else None
        if numbered is not None and numbered.numId is not None:
            number = str(numbered.numId.val)
            depth = numbered.ilvl.val if numbered.ilvl is not None else 0
            return None if number == "0" else (number, int(depth))
    return None


def _drawn(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"}:
        drawn = ""
        for value, letters in _ROMAN:
            while count >= value:
                drawn, count = drawn + letters, count - value
        return drawn.lower() if kind == "lowerRoman" else drawn
    return f"{count:02d}" if kind == "decimalZero" else str(count)
