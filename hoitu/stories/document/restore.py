"""Turn a shared text into another one by the smallest edits, so that concurrent typing still merges."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import pycrdt

from hoitu.stories.document import yjs
from hoitu.stories.document.tree import Node, Text, canonical_json

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def rewrite(parent: Any, tree: Node) -> None:
    """Make the children of a Yjs element those of the node; inside a transaction."""
    old = list(parent.children)
    new = yjs.parts_of(tree.children)
    matcher = SequenceMatcher(None, [_old_key(child) for child in old], [_key(part) for part in new], False)
    # From the back, so that earlier places keep their numbers.
    for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
        if tag != "equal":
            _rewrite_range(parent, i1, old[i1:i2], new[j1:j2])


def _rewrite_range(parent: Any, start: int, old: Sequence[Any], new: Sequence[yjs.Part]) -> None:
    """Replace a range of children; of old and new those that correspond are edited, not replaced."""
    matcher = SequenceMatcher(None, [_kind(child) for child in old], [_kind(part) for part in new], False)
    for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
        if tag == "equal":
            for child, part in zip(old[i1:i2], new[j1:j2], strict=True):
                _rewrite_child(child, part)
            continue
        if i2 > i1:
            del parent.children[start + i1 : start + i2]
        for offset, part in enumerate(new[j1:j2]):
            yjs.insert_part(parent, start + i1 + offset, part)


def _rewrite_child(child: Any, part: yjs.Part) -> None:
    if isinstance(part, tuple):
        _rewrite_text(child, part)
        return
    wanted = {name: value for name, value in part.attrs.items() if value is not None}
    current = dict(child.attributes)
    for name in current.keys() - wanted.keys():
        del child.attributes[name]
    for name, value in wanted.items():
        if current.get(name) != value:
            child.attributes[name] = value
    rewrite(child, part)


def _rewrite_text(text: Any, runs: Sequence[Text]) -> None:
    """Change the words that differ, then the formatting that differs."""
    old = "".join(words for words, _ in text.diff() if isinstance(words, str))
    new = "".join(run.text for run in runs)

    def insert(at: int, words: str) -> None:
        text.insert(at, words, {})

    def delete(start: int, end: int) -> None:
        del text[start:end]

    _edit_words(old, new, insert, delete)
    for start, end, change in list(_formatting_changes(text.diff(), runs)):
        text.format(start, end, change)


def rewrite_line(text: pycrdt.Text, words: str) -> None:
    """Make a plain shared text hold these words."""

    def insert(at: int, inserted: str) -> None:
        text.insert(at, inserted)

    def delete(start: int, end: int) -> None:
        del text[start:end]

    _edit_words(str(text), words, insert, delete)


def _edit_words(
    old: str, new: str, insert: Callable[[int, str], None], delete: Callable[[int, int], None]
) -> None:
    """Call insert and delete, in UTF-8 bytes as pycrdt counts, for the words that differ; from the back."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, False)
    for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
        if tag == "equal":
            continue
        start = len("".join(before[:i1]).encode())
        end = start + len("".join(before[i1:i2]).encode())
        if end > start:
            delete(start, end)
        if j2 > j1:
            insert(start, "".join(after[j1:j2]))


def _formatting_changes(
    current: Sequence[tuple[Any, dict[str, Any] | None]], runs: Sequence[Text]
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield byte ranges and what their formatting must gain or lose (None removes)."""
    wanted = [(len(run.text.encode()), yjs.mark_attributes(run.marks)) for run in runs]
    present = [(len(words.encode()), dict(marks or {})) for words, marks in current]
    at = 0
    while wanted and present:
        (wanted_length, wanted_marks), (length, marks) = wanted[0], present[0]
        step = min(wanted_length, length)
        change = {name: None for name in marks if marks[name] is not None and name not in wanted_marks}
        change |= {name: attrs for name, attrs in wanted_marks.items() if marks.get(name) != attrs}
        if change:
            yield at, at + step, change
        at += step
        wanted[0], present[0] = (wanted_length - step, wanted_marks), (length - step, marks)
        if not wanted[0][0]:
            wanted.pop(0)
        if not present[0][0]:
            present.pop(0)


def _key(part: yjs.Part) -> bytes:
    """Return equal bytes for equal content."""
    return (
        canonical_json(part if isinstance(part, Node) else Node("paragraph", {}, part)) + _kind(part).encode()
    )


def _old_key(child: Any) -> bytes:
    records = yjs.read_part(child)
    if len(records) == 1 and isinstance(records[0], Node):
        return _key(records[0])
    return _key(tuple(record for record in records if isinstance(record, Text)))


def _kind(part: Any) -> str:
    """Return what may be edited into what: the type of a node, or that it is text."""
    if isinstance(part, Node):
        return part.type
    if isinstance(part, pycrdt.XmlElement):
        return part.tag or ""
    return "#text"
