"""A tree as plain text: for counting, search, summaries, messages and speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hoitu.kernel.text import count_syllables, reading_minutes, speaking_seconds, truncate_words
from hoitu.stories.document.schema import schema
from hoitu.stories.document.tree import Node, Text, walk

# What a reader sees of attributes, before and after the node's own words.
_BEFORE = ("title", "caption", "date", "label", "speaker", "question", "options", "statement")
_AFTER = ("attribution", "source", "credit")
_ENDING = re.compile(r"[.!?…]+[”\"’)\]]*\s+")
_ABBREVIATION = re.compile(r"\b(?:GS|PGS|TS|ThS|BS|KS|KTS|LS|TP|TX|TT|ĐH|Th|Tr|Mr|Mrs|Ms|Dr|St|No)\.\s+$")


@dataclass(frozen=True, slots=True)
class Statistics:
    """How long a text is. `syllables` is what newsrooms count as "chữ"; captions count, credits do not."""

    syllables: int
    characters: int
    paragraphs: int
    pictures: int
    reading_minutes: int
    speaking_seconds: int


def plain_text(tree: Node) -> str:
    """Return everything a reader reads, block by block with an empty line between, without suggested text."""
    return "\n\n".join(_lines(tree))


def statistics(tree: Node) -> Statistics:
    """Return the length of the running text."""
    lines = [line for node in walk(tree) if _holds_inline(node) for line in [inline_text(node)] if line]
    syllables = sum(map(count_syllables, lines))
    return Statistics(
        syllables=syllables,
        characters=sum(map(len, lines)),
        paragraphs=sum(1 for node in walk(tree) if node.type == "paragraph" and inline_text(node)),
        pictures=sum(1 for node in walk(tree) if node.type in ("figure", "galleryItem", "panorama360")),
        reading_minutes=reading_minutes(syllables),
        speaking_seconds=speaking_seconds(syllables),
    )


def summary(tree: Node, syllables: int = 50) -> str:
    """Return the first sentences of the running text, whole, up to about this many syllables."""
    text = " ".join(" ".join(filter(None, map(inline_text, _opening(tree)))).split())
    taken, count = "", 0
    for sentence in sentences(text):
        count += count_syllables(sentence)
        if taken and count > syllables:
            break
        taken = f"{taken} {sentence}".strip()
    return truncate_words(taken, syllables * 2)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text on one line. A stop before a small letter ends none."""
    start = 0
    for ending in _ENDING.finditer(text):
        end = ending.end()
        if text[end : end + 1].islower() or _ABBREVIATION.search(text[start:end]):
            continue
        yield text[start:end].strip()
        start = end
    if text[start:].strip():
        yield text[start:].strip()


def inline_text(node: Node) -> str:
    """Return the words of a node that holds text; footnotes and suggested insertions are left out."""
    parts = []
    for child in node.children:
        if isinstance(child, Text):
            parts.append("" if any(mark.type == "insertion" for mark in child.marks) else child.text)
        elif child.type == "hardBreak":
            parts.append("\n")
    return "".join(parts).strip()


def _opening(tree: Node) -> Iterator[Node]:
    """Yield the paragraphs of the running text, not those of boxes, notes and captions."""
    for child in tree.children:
        if isinstance(child, Node) and child.type == "paragraph":
            yield child


def _lines(node: Node) -> Iterator[str]:
    for name in _BEFORE:
        yield from _attr_lines(node, name)
    if _holds_inline(node):
        if words := inline_text(node):
            yield words
        for child in node.children:
            if isinstance(child, Node) and child.type == "footnote" and (words := inline_text(child)):
                yield words
    else:
        for child in node.children:
            if isinstance(child, Node):
                yield from _lines(child)
    for name in _AFTER:
        yield from _attr_lines(node, name)


def _attr_lines(node: Node, name: str) -> Iterator[str]:
    value = node.attrs.get(name)
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list | tuple):
        yield from (str(item) for item in value)


def _holds_inline(node: Node) -> bool:
    known = schema().nodes.get(node.type)
    return known is not None and known.holds_inline and not known.inline
