"""What differs between two trees, word by word, as records that a template shows side by side or inline.

A word is a Vietnamese syllable, a number, a space or a mark of punctuation. Changes of marks (bold, links) and
of attributes (credit, alt text, layout) are changes too.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from hoitu.kernel.text import nfc
from hoitu.stories.document.schema import AttrType, schema
from hoitu.stories.document.tree import Json, Mark, Node, Text

MIN_LIKENESS = 0.35
MAX_PAIRINGS = 40_000

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LINE_BREAK, _OBJECT = "↵", "\ufffc"


class Change(StrEnum):
    """How a row or a piece differs. `FORMAT`: the same words under other marks."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one kind of change. `note` says which marks came or went, for `FORMAT`."""

    change: Change
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AttrChange:
    """An attribute that differs; values are as a person reads them, "" for none."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a paragraph, a heading, a caption, or something without words.

    `left` are the pieces of the older text, `right` of the newer, `inline` both in reading order. `label` names
    what the line is; `depth` is how deep it stands in lists and boxes.
    """

    change: Change
    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    inline: tuple[Piece, ...]
    attrs: tuple[AttrChange, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Word:
    """A run of text under one set of marks, or one word of it."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class _Line:
    kind: str
    depth: int
    attrs: Mapping[str, Json]
    runs: tuple[_Word, ...]

    @cached_property
    def key(self) -> str:
        """Equal for equal lines."""
        runs = [[run.text, [[mark.type, dict(mark.attrs)] for mark in run.marks]] for run in self.runs]
        return json.dumps([self.kind, self.depth, dict(self.attrs), runs], sort_keys=True, default=str)

    @cached_property
    def words(self) -> tuple[_Word, ...]:
        return tuple(_Word(word, run.marks) for run in self.runs for word in _WORD.findall(run.text))

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word.text.lower() for word in self.words if not word.text.isspace())


def compare(older: Node, newer: Node) -> tuple[Row, ...]:
    """Return the rows of both trees in reading order; unchanged rows are included."""
    left, right = list(_lines(older, 0)), list(_lines(newer, 0))
    matcher = SequenceMatcher(None, [line.key for line in left], [line.key for line in right], False)
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            rows += [_row(before, after) for before, after in zip(left[i1:i2], right[j1:j2], strict=True)]
        else:
            rows += [_row(before, after) for before, after in _pairs(left[i1:i2], right[j1:j2])]
    return tuple(rows)


def compare_text(older: str, newer: str) -> Row:
    """Return the comparison of two plain texts, such as headlines."""
    return _row(_text_line(older), _text_line(newer))


def is_changed(rows: Sequence[Row]) -> bool:
    """Return whether any row differs."""
    return any(row.change != Change.SAME for row in rows)


def lines_in(node: Node) -> int:
    """Return how many lines a node makes in a comparison."""
    return sum(1 for _line in _lines(node, 0))


def _lines(node: Node, depth: int) -> Iterator[_Line]:
    """Yield what a person sees as lines; containers only when they have something of their own to say."""
    known = schema().nodes.get(node.type)
    if known is None:
        return
    if known.holds_inline or known.leaf or node.attrs:
        runs = tuple(_runs(node)) if known.holds_inline else ()
        yield _Line(node.type, depth, node.attrs, runs)
    if not known.holds_inline:
        deeper = depth + (node.type not in ("doc", "listItem", "tableRow"))
        for child in node.children:
            if isinstance(child, Node):
                yield from _lines(child, deeper)


def _runs(node: Node) -> Iterator[_Word]:
    for child in node.children:
        if isinstance(child, Text):
            yield _Word(nfc(child.text), child.marks)
        elif child.type == "hardBreak":
            yield _Word(_LINE_BREAK)
        else:
            inner = "".join(text.text for text in child.children if isinstance(text, Text))
            yield _Word(f"[{inner}]" if inner else _OBJECT)


def _text_line(text: str) -> _Line:
    return _Line("paragraph", 0, {}, (_Word(nfc(text)),) if text else ())


def _pairs(left: Sequence[_Line], right: Sequence[_Line]) -> Iterator[tuple[_Line | None, _Line | None]]:
    """Pair the lines that are versions of each other, in order, so that the likeness in sum is greatest."""
    if not left or not right or len(left) * len(right) > MAX_PAIRINGS:
        yield from ((line, None) for line in left)
        yield from ((None, line) for line in right)
        return
    likeness = [[_likeness(before, after) for after in right] for before in left]
    best = [[0.0] * (len(right) + 1) for _row in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= MIN_LIKENESS else -1.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if likeness[i][j] >= MIN_LIKENESS and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield left[i], right[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield left[i], None
            i += 1
        else:
            yield None, right[j]
            j += 1
    yield from ((line, None) for line in left[i:])
    yield from ((None, line) for line in right[j:])


def _likeness(before: _Line, after: _Line) -> float:
    """Return 0–1: how many words two lines share; lines without words are alike when of one kind."""
    total = before.counts.total() + after.counts.total()
    if not total:
        return 1.0 if before.kind == after.kind else 0.0
    share = 2 * (before.counts & after.counts).total() / total
    return share if before.kind == after.kind else share * 0.8


def _row(before: _Line | None, after: _Line | None) -> Row:
    line = after or before
    assert line is not None
    label = schema().nodes[line.kind].label
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.REMOVED
        pieces = _whole(change, line)
        attrs = tuple(_attr_changes(before, after))
        left, right = ((), pieces) if before is None else (pieces, ())
        return Row(change, label, left, right, pieces, attrs, line.depth)
    if before.key == after.key:
        same = _whole(Change.SAME, line)
        return Row(Change.SAME, label, same, same, same, depth=line.depth)
    inline = tuple(_pieces(before.words, after.words))
    attrs = tuple(_attr_changes(before, after))
    differs = attrs or any(piece.change != Change.SAME for piece in inline)
    return Row(
        change=Change.CHANGED if differs else Change.SAME,
        label=label,
        left=tuple(piece for piece in inline if piece.change != Change.ADDED),
        right=tuple(piece for piece in inline if piece.change != Change.REMOVED),
        inline=inline,
        attrs=attrs,
        depth=line.depth,
    )


def _whole(change: Change, line: _Line) -> tuple[Piece, ...]:
    """Return a line as one piece; none for what has no words at all (a picture), "" for an empty paragraph."""
    words = "".join(run.text for run in line.runs)
    return (Piece(change, words),) if words or schema().nodes[line.kind].holds_inline else ()


def _pieces(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Piece]:
    """Yield both texts in reading order; neighbours with the same change are one piece."""
    pending: Piece | None = None
    for piece in _word_pieces(old, new):
        if pending and (pending.change, pending.note) == (piece.change, piece.note):
            pending = Piece(piece.change, pending.text + piece.text, piece.note)
            continue
        if pending:
            yield pending
        pending = piece
    if pending:
        yield pending


def _word_pieces(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [word.text for word in old], [word.text for word in new], False)
    for same, i1, i2, j1, j2 in _joined(matcher.get_opcodes(), old):
        if same:
            for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                note = _mark_note(before.marks, after.marks)
                yield Piece(Change.FORMAT if note else Change.SAME, after.text, note)
            continue
        if i2 > i1:
            yield Piece(Change.REMOVED, "".join(word.text for word in old[i1:i2]))
        if j2 > j1:
            yield Piece(Change.ADDED, "".join(word.text for word in new[j1:j2]))


def _joined(
    opcodes: Sequence[tuple[str, int, int, int, int]], old: Sequence[_Word]
) -> list[tuple[bool, int, int, int, int]]:
    """Return the steps with changes joined over a lone space, so that a new phrase reads as one."""
    steps: list[tuple[bool, int, int, int, int]] = []
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        inner = 0 < number < len(opcodes) - 1 and all(word.text.isspace() for word in old[i1:i2])
        same = tag == "equal" and not inner
        if steps and steps[-1][0] == same:
            _same, start_i, _i, start_j, _j = steps.pop()
            i1, j1 = start_i, start_j
        steps.append((same, i1, i2, j1, j2))
    return steps


def _mark_note(before: Sequence[Mark], after: Sequence[Mark]) -> str:
    """Return which marks came and went, as "+ Đậm, − Liên kết"; comments are no change of the text."""
    came = [_mark_words(mark) for mark in after if mark not in before and _counts(mark)]
    went = [_mark_words(mark) for mark in before if mark not in after and _counts(mark)]
    return ", ".join([f"+ {words}" for words in came] + [f"− {words}" for words in went])


def _counts(mark: Mark) -> bool:
    known = schema().marks.get(mark.type)
    return known is not None and known.kind != "comment"


def _mark_words(mark: Mark) -> str:
    label = schema().marks[mark.type].label
    return f"{label} {mark.attrs['href']}" if "href" in mark.attrs else label


def _attr_changes(before: _Line | None, after: _Line | None) -> Iterator[AttrChange]:
    line = after or before
    assert line is not None
    old: Mapping[str, Json] = before.attrs if before else {}
    new: Mapping[str, Json] = after.attrs if after else {}
    if before and after and before.kind != after.kind:
        kinds = schema().nodes
        yield AttrChange("type", _("Loại"), kinds[before.kind].label, kinds[after.kind].label)
    for name, known in schema().nodes[line.kind].attrs.items():
        was, now = old.get(name), new.get(name)
        if (before is None or after is None) and (now if before is None else was) == known.default:
            continue  # a new paragraph need not say that it is aligned as always
        if was != now:
            yield AttrChange(name, known.label, _shown(was, known), _shown(now, known))


def _shown(value: Json, known: AttrType) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list | tuple) and known.type == "strings":
        return "; ".join(map(str, value))
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)
