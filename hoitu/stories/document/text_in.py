"""Plain text as a tree, in whatever encoding it comes."""

import re
import unicodedata

from charset_normalizer import from_bytes

from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.fit import fit
from hoitu.stories.document.lines import BREAK, paragraphs
from hoitu.stories.document.pictures import ReadDocument
from hoitu.stories.document.tree import Child, Node, Text

MAX_TEXT_BYTES = 16_000_000
MAX_LINE_CHARS_WRAPPED = 90

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BULLET = re.compile(r"[-*•+–][ \t]+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")
# Encodings of Vietnamese text from before Unicode was common, tried when it is not UTF-8.
_ENCODINGS = ("utf-8", "utf-16", "cp1258", "cp1252", "latin-1")


def decode_text(data: bytes) -> str:
    """Return the text of a file. Raises `UnreadableDocument` when it is not text or too large."""
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableDocument
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if data[:4000].count(0):
        raise UnreadableDocument
    best = from_bytes(data[:200_000], cp_isolation=list(_ENCODINGS)).best()
    return _decoded(data, best.encoding if best else "cp1258")


def from_text(text: str, *, take_title: bool = False) -> ReadDocument:
    """Return the document of plain text: paragraphs, simple lists, line breaks.

    Lines wrapped by a program are joined; where there are no blank lines, each line is a paragraph. With
    `take_title` a short first line without a full stop becomes the title.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n ")
    title = ""
    if take_title:
        first, _, rest = text.partition("\n")
        if rest.strip() and 0 < len(first.strip()) <= 200 and not first.rstrip().endswith((".", ",", ";")):
            title, text = first.strip(), rest
    parts = _BLANK.split(text) if _BLANK.search(text.strip()) else text.split("\n")
    blocks: list[Child] = []
    for part in parts:
        blocks.extend(_blocks(part.strip("\n")))
    return ReadDocument(fit(Node("doc", {}, tuple(blocks))), title=title)


def _blocks(part: str) -> list[Child]:
    lines = [line for line in part.split("\n") if line.strip()]
    for kind, pattern in (("bulletList", _BULLET), ("orderedList", _NUMBERED)):
        if len(lines) > 1 and all(pattern.match(line.strip()) for line in lines):
            return [_list(kind, pattern, lines)]
    if _is_wrapped(lines):
        return paragraphs([Text(" ".join(line.strip() for line in lines))])
    children: list[Child] = []
    for line in lines:
        children += [Text(line.strip()), BREAK]
    return paragraphs(children)


def _list(kind: str, pattern: re.Pattern[str], lines: list[str]) -> Node:
    items = [
        Node("listItem", {}, tuple(paragraphs([Text(pattern.sub("", line.strip(), count=1))])))
        for line in lines
    ]
    first = _NUMBERED.match(lines[0].strip())
    attrs = {"start": int(first.group(1))} if first and kind == "orderedList" else {}
    return Node(kind, attrs, tuple(items))


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether a program broke these lines: all but the last are about as long as each other."""
    if len(lines) < 2:
        return True
    lengths = [len(line.rstrip()) for line in lines[:-1]]
    return min(lengths) > 45 and max(lengths) <= MAX_LINE_CHARS_WRAPPED and max(lengths) - min(lengths) < 20


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1258", errors="replace")
