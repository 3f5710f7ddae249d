"""Tidy running text that comes from HTML: white space, empty paragraphs, doubled line breaks."""

import re
from collections.abc import Iterable, Sequence

from hoitu.stories.document.schema import schema
from hoitu.stories.document.tree import Child, Json, Node, Text

BREAK = Node("hardBreak")
EMPTY_PARAGRAPH = Node("paragraph")

_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2028\u2029]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")


def is_inline(child: Child) -> bool:
    """Return whether the child stands within a line."""
    return isinstance(child, Text) or (child.type in schema().nodes and schema().nodes[child.type].inline)


def paragraphs(children: Iterable[Child], attrs: dict[str, Json] | None = None) -> list[Child]:
    """Return blocks: each run of inline children becomes paragraphs, blocks between them stay.

    An empty paragraph only separates.
    """
    blocks: list[Child] = []
    line: list[Child] = []
    for child in children:
        if is_inline(child):
            line.append(child)
        else:
            blocks.extend(_paragraphs_of_line(line, attrs))
            line = []
            if child != EMPTY_PARAGRAPH:
                blocks.append(child)
    blocks.extend(_paragraphs_of_line(line, attrs))
    return blocks


def tidy(line: Sequence[Child]) -> list[Child]:
    """Return inline children with white space as a reader sees it: single spaces, none at the ends."""
    tidied: list[Child] = []
    for child in line:
        if isinstance(child, Node):
            if child == BREAK:
                _trim_end(tidied)
            tidied.append(child)
            continue
        text = _SPACE.sub(" ", _INVISIBLE.sub("", child.text))
        if text.startswith(" ") and _at_gap(tidied):
            text = text[1:]
        if text:
            tidied.append(Text(text, child.marks))
    while tidied and (tidied[-1] == BREAK or _trim_end(tidied)):
        if tidied and tidied[-1] == BREAK:
            tidied.pop()
    return tidied


def _paragraphs_of_line(line: Sequence[Child], attrs: dict[str, Json] | None) -> list[Child]:
    """Return the paragraphs of a line; two line breaks in a row begin a new one."""
    tidied = tidy(line)
    parts: list[list[Child]] = [[]]
    breaks = 0
    for child in tidied:
        if child == BREAK:
            breaks += 1
            continue
        if breaks == 1 and parts[-1]:
            parts[-1].append(BREAK)
        elif breaks > 1:
            parts.append([])
        breaks = 0
        parts[-1].append(child)
    return [Node("paragraph", dict(attrs or {}), tuple(part)) for part in parts if part]


def _at_gap(tidied: Sequence[Child]) -> bool:
    """Return whether a space here would be invisible: at the start, after a break or after a space."""
    if not tidied:
        return True
    last = tidied[-1]
    return last.text.endswith(" ") if isinstance(last, Text) else last == BREAK


def _trim_end(tidied: list[Child]) -> bool:
    """Remove a space at the end; return whether anything was removed."""
    if not tidied or not isinstance(tidied[-1], Text) or not tidied[-1].text.endswith(" "):
        return False
    last = tidied.pop()
    assert isinstance(last, Text)
    if last.text.rstrip(" "):
        tidied.append(Text(last.text.rstrip(" "), last.marks))
    return True
