"""Lists as Word writes them into HTML: paragraphs that only say in a style that they are items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoitu.stories.document.tree import Child, Node

_LEVEL = re.compile(r"mso-list:l\d+level(\d)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)]")
_LIST_CLASS = re.compile(r"\bMsoListParagraph", re.IGNORECASE)
MARKERS = "·•§oØüv-–+*\uf0b7\uf0a7\uf0d8\uf0fc▪◦●○"


@dataclass(frozen=True, slots=True)
class WordItem:
    """One such paragraph. `level` counts from 1; `marker` is what Word printed before the words."""

    level: int
    marker: str
    content: tuple[Child, ...]


def level_of(style: str, class_name: str) -> int | None:
    """Return the list level that a paragraph's style (without spaces) names, or None when it is no item."""
    match = _LEVEL.search(style)
    if match:
        return max(1, int(match.group(1)))
    return 1 if _LIST_CLASS.search(class_name) and "mso-list:none" not in style else None


def is_marker_style(style: str) -> bool:
    """Return whether a span holds only the printed marker."""
    return "mso-list:ignore" in style


def as_lists(items: Sequence[WordItem]) -> list[Child]:
    """Return nested lists; a change between numbers and bullets on one level begins a new list."""
    lists: list[Child] = []
    at = 0
    while at < len(items):
        top = items[at].level
        ordered = _is_ordered(items[at])
        entries: list[Node] = []
        while at < len(items) and (items[at].level > top or _is_ordered(items[at]) == ordered):
            if items[at].level < top:
                break
            end = at + 1
            while end < len(items) and items[end].level > top:
                end += 1
            nested = as_lists(items[at + 1 : end])
            entries.append(Node("listItem", {}, (Node("paragraph", {}, items[at].content), *nested)))
            at = end
        lists.append(Node("orderedList" if ordered else "bulletList", {}, tuple(entries)))
    return lists


def _is_ordered(item: WordItem) -> bool:
    return bool(_NUMBER.match(item.marker.strip()))
