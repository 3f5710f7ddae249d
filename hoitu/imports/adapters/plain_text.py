"""Plain text files: which line is the headline, which words are the date, where paragraphs part.

Made for what newsrooms keep: articles copied from a page, official papers from a PDF, Markdown by another name.
"""

import html
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from hoitu.imports.adapters.dates import find_date
from hoitu.imports.adapters.encodings import decode
from hoitu.imports.adapters.markdown import from_markdown
from hoitu.imports.adapters.markup import plain
from hoitu.imports.data import ImportedItem, Position
from hoitu.kernel.text import count_syllables, nfc

_MARKDOWN_SIGNS: Final = re.compile(r"^(#{1,6} \S|\|.*\|\s*$|```)", re.MULTILINE)
_PAPER_KINDS: Final = (
    "QUYẾT ĐỊNH", "KẾ HOẠCH", "CHỈ THỊ", "THÔNG BÁO", "BÁO CÁO", "CÔNG VĂN", "TỜ TRÌNH", "NGHỊ QUYẾT", "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH", "THÔNG TƯ", "NGHỊ ĐỊNH", "ĐỀ ÁN", "CÔNG ĐIỆN",
)  # fmt: skip
_PAPER_BODY: Final = re.compile(
    r"(Căn cứ|Thực hiện|Theo đề nghị|Kính gửi|Để |BỘ TRƯỞNG|TỔNG GIÁM ĐỐC|CHỦ TỊCH|ỦY BAN|UỶ BAN)"
)
_DATE_LINES: Final = 20
_LONGEST_DATE_LINE: Final = 70
_CITES: Final = re.compile(r"(Căn cứ|Quyết định|Nghị|Luật|Thông tư|Công văn)\b")
_HEADLINE_SYLLABLES: Final = range(4, 60)
_INSIDE: Final = re.compile(r"(?<=[\w,]) ([“\"(]?)([^\W\d_]+)")
_LIST_SIGN: Final = re.compile(r"^\s*[-–•+*]\s+")
_LONGEST_TITLE_LINES: Final = 4


def read_plain_text(path: Path, position: Position) -> ImportedItem:
    """Read one text file, as Markdown when it is that."""
    text = decode(path.read_bytes()).text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip() for line in text.split("\n")]
    published_at = _date_line(lines)
    if _MARKDOWN_SIGNS.search(text):
        item = from_markdown(text, path.stem, position)
        headline = _paper_title([plain(re.sub(r"[#*_|]+", " ", line)) for line in lines])[0]
        return replace(item, headline=headline or item.headline, published_at=published_at)
    headline, used = _paper_title(lines)
    if not headline:
        headline, used = _headline(lines)
    body = [line for index, line in enumerate(lines) if index not in used]
    return ImportedItem(
        position=position,
        guid="",
        headline=headline or path.stem,
        html=_paragraphs(body),
        published_at=published_at,
    )


def _date_line(lines: list[str]) -> datetime | None:
    """Return the date of a line that is little more than a date; dates in sentences are those of other papers."""
    short = [line for line in lines if line and len(line) <= _LONGEST_DATE_LINE][:_DATE_LINES]
    return next((found for line in short if not _CITES.search(line) and (found := find_date(line))), None)


def _paper_title(lines: list[str]) -> tuple[str, set[int]]:
    """Return the title of an official paper: its kind and the lines in which it says what it is about."""
    for index, line in enumerate(lines[:80]):
        if nfc(line).strip(" *:") not in _PAPER_KINDS:
            continue
        about: list[int] = []
        for following in range(index + 1, len(lines)):
            words = lines[following]
            if not words and not about:
                continue
            if not words or _PAPER_BODY.match(words) or len(about) >= _LONGEST_TITLE_LINES:
                break
            about.append(following)
        if about:
            title = " ".join([lines[index], *(lines[at] for at in about)])
            return _sentence_case(title.strip(" *"), lines), {index, *about}
    return "", set()


def _sentence_case(title: str, lines: list[str]) -> str:
    """Take official papers' capitals down; words that the text itself writes with a capital keep it."""
    letters = [letter for letter in title if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < 0.6 * len(letters):
        kind = next((kind for kind in _PAPER_KINDS if title.startswith(kind)), "")
        return kind.capitalize() + title[len(kind) :] if kind else title
    names = _capitalised_words(lines)
    words = [word.capitalize() if word in names else word for word in title.lower().split()]
    return (words[0].capitalize() + " " + " ".join(words[1:])).strip()


def _capitalised_words(lines: list[str]) -> set[str]:
    """Return the words, in small letters, that stand with a capital most of the time inside sentences."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in lines:
        for _sign, word in _INSIDE.findall(line):
            if word[1:].islower() or len(word) == 1:
                (capital if word[0].isupper() else small)[word.lower()] += 1
    return {word for word, count in capital.items() if count > 2 * small[word]}


def _headline(lines: list[str]) -> tuple[str, set[int]]:
    """Return the first line that reads like a headline, else the first line with words."""
    filled = [(index, line) for index, line in enumerate(lines) if line]
    for index, line in filled[:12]:
        if count_syllables(line) in _HEADLINE_SYLLABLES and not line.endswith((".", ";", ":", ",")):
            return line[:300], {index}
    return (filled[0][1][:300], {filled[0][0]}) if filled else ("", set())


def _paragraphs(lines: list[str]) -> str:
    """Make paragraphs and lists of lines. Without empty lines between, each line is a paragraph of its own."""
    pieces: list[str] = []
    for line in lines:
        words = html.escape(_LIST_SIGN.sub("", line), quote=False)
        if not line or not re.search(r"\w", line):
            continue
        if _LIST_SIGN.match(line):
            if pieces and pieces[-1].endswith("</ul>"):
                pieces[-1] = pieces[-1].removesuffix("</ul>") + f"<li>{words}</li></ul>"
            else:
                pieces.append(f"<ul><li>{words}</li></ul>")
        else:
            pieces.append(f"<p>{words}</p>")
    return "\n".join(pieces)
