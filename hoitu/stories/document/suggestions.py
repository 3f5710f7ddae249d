"""Suggested changes in a tree: what they are, the text with them accepted or refused, and who may have made them.

A suggestion is a set of marks with one id by one author: an insertion on new words, a deletion on words that would
go, a formatting on words whose look would change (`before` says how they looked). Blocks carry no marks, so a
suggestion never adds, joins or removes a paragraph: words alone come and go.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from hoitu.stories.document.schema import schema
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, normalise, texts, without_marks
from hoitu.stories.document.validity import mark_is_valid

INSERTION, DELETION, FORMATTING = "insertion", "deletion", "formatting"
SUGGESTIONS = frozenset({INSERTION, DELETION, FORMATTING})
COMMENTS = frozenset({"comment"})

Chosen = Callable[[Mark], bool]


class Kind(StrEnum):
    """What a suggestion would do to the words."""

    INSERTION = "insertion"
    DELETION = "deletion"
    REPLACEMENT = "replacement"
    FORMATTING = "formatting"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested change.

    `author` is a person's id and `at` an ISO time, both as the browser wrote them. `before` are the words as they
    stand, `after` as they would stand (“…” between paragraphs). `where` is the path of the first block that holds
    it, from the top.
    """

    id: str
    author: str
    at: str
    kind: Kind
    before: str
    after: str
    where: tuple[int, ...]


def suggestions_of(tree: Node) -> list[Suggestion]:
    """Return the open suggestions in reading order; marks of one author with the same id are one."""
    found: dict[tuple[str, str], _Gathered] = {}
    for path, text in _placed_texts(tree, ()):
        for mark in text.marks:
            if mark.type in SUGGESTIONS:
                key = (suggestion_id(mark), author_of(mark))
                found.setdefault(key, _Gathered(str(mark.attrs.get("at") or ""), path)).take(mark, text, path)
    return [gathered.suggestion(*key) for key, gathered in found.items()]


def accepted(tree: Node, ids: Collection[str] | None = None) -> Node:
    """Return the text as if the suggestions with these ids (None: all) were accepted."""
    return _resolved(tree, _with_ids(ids), accept=True)


def rejected(tree: Node, ids: Collection[str] | None = None) -> Node:
    """Return the text as if the suggestions with these ids (None: all) were refused."""
    return _resolved(tree, _with_ids(ids), accept=False)


def rejected_of(tree: Node, author: str) -> Node:
    """Return the text as if everything this author suggests were refused; others' suggestions stay."""
    return _resolved(tree, lambda mark: author_of(mark) == author, accept=False)


def only_comments_changed(before: Node, after: Node) -> bool:
    """Say whether nothing but comment marks differs."""
    return normalise(without_marks(before, COMMENTS)) == normalise(without_marks(after, COMMENTS))


def only_suggestions_changed(before: Node, after: Node, author: str) -> bool:
    """Say whether nothing but this author's own suggestions (and comments) differs.

    Refusing all of theirs must give the same text before and after, others' suggestions included; none of theirs
    may take the id of another author's, or it would be accepted along with it; and nobody new may seem to suggest,
    not even on the words that this author inserts.
    """
    stood, stands = _suggested(before), _suggested(after)
    foreign = {key for key in stood | stands if key[1] != author}
    own_ids = {key[0] for key in stands - foreign}
    return (
        foreign <= stood
        and not own_ids & {key[0] for key in foreign}
        and only_comments_changed(rejected_of(before, author), rejected_of(after, author))
    )


def text_changed(before: Node, after: Node) -> bool:
    """Say whether the text itself differs, all suggestions refused and comments left out."""
    return not only_comments_changed(rejected(before), rejected(after))


def suggestion_id(mark: Mark) -> str:
    """Return the id of the suggestion that the mark belongs to."""
    return str(mark.attrs.get("id") or "")


def author_of(mark: Mark) -> str:
    """Return who suggests, as the browser wrote it."""
    return str(mark.attrs.get("author") or "")


def _suggested(tree: Node) -> set[tuple[str, str]]:
    """Return id and author of every suggestion that stands in the tree."""
    marks = (mark for text in texts(tree) for mark in text.marks if mark.type in SUGGESTIONS)
    return {(suggestion_id(mark), author_of(mark)) for mark in marks}


class _Gathered:
    """The marks of one suggestion while the tree is read."""

    def __init__(self, at: str, where: tuple[int, ...]) -> None:
        self.at, self.where, self.last = at, where, where
        self.words: dict[str, list[str]] = {INSERTION: [], DELETION: [], FORMATTING: []}

    def take(self, mark: Mark, text: Text, path: tuple[int, ...]) -> None:
        words = self.words[mark.type]
        if words and path != self.last:
            words.append(" … ")
        self.last = path
        words.append(text.text)

    def suggestion(self, key: str, author: str) -> Suggestion:
        added, removed, formatted = ("".join(self.words[name]) for name in (INSERTION, DELETION, FORMATTING))
        if added and removed:
            kind = Kind.REPLACEMENT
        elif added:
            kind = Kind.INSERTION
        elif removed:
            kind = Kind.DELETION
        else:
            kind, added, removed = Kind.FORMATTING, formatted, formatted
        return Suggestion(key, author, self.at, kind, removed, added, self.where)


def _placed_texts(node: Node, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Text]]:
    for index, child in enumerate(node.children):
        if isinstance(child, Text):
            yield path, child
        else:
            yield from _placed_texts(child, (*path, index))


def _with_ids(ids: Collection[str] | None) -> Chosen:
    return lambda mark: ids is None or suggestion_id(mark) in ids


def _resolved(tree: Node, chosen: Chosen, *, accept: bool) -> Node:
    return normalise(_resolve(tree, chosen, accept))


def _resolve(node: Node, chosen: Chosen, accept: bool) -> Node:
    children: list[Child] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(_resolve(child, chosen, accept))
        elif (text := _resolve_text(child, chosen, accept)) is not None:
            children.append(text)
    return replace(node, children=tuple(children))


def _resolve_text(text: Text, chosen: Chosen, accept: bool) -> Text | None:
    """Return the run with the chosen suggestions settled, or None when its words go."""
    settled = [mark for mark in text.marks if mark.type in SUGGESTIONS and chosen(mark)]
    going = DELETION if accept else INSERTION
    if any(mark.type == going for mark in settled):
        return None
    marks = tuple(mark for mark in text.marks if mark not in settled)
    looks = next((mark for mark in settled if mark.type == FORMATTING), None)
    if looks is not None and not accept:
        marks = (*(mark for mark in marks if not _is_format(mark)), *_looks_before(looks))
    return Text(text.text, marks)


def _looks_before(mark: Mark) -> tuple[Mark, ...]:
    """Return the formats that stood before; what is no valid format is left out."""
    before = mark.attrs.get("before")
    if not isinstance(before, list | tuple):
        return ()
    read = [_format_mark(item) for item in before]
    return tuple(found for found in read if found is not None)


def _format_mark(value: Json) -> Mark | None:
    if not isinstance(value, Mapping) or not isinstance(value.get("type"), str):
        return None
    attrs = value.get("attrs")
    given = (
        {name: each for name, each in attrs.items() if each is not None} if isinstance(attrs, Mapping) else {}
    )
    mark = Mark(str(value["type"]), given)
    return mark if _is_format(mark) and mark_is_valid(mark) else None


def _is_format(mark: Mark) -> bool:
    known = schema().marks.get(mark.type)
    return known is not None and known.kind == "format"
