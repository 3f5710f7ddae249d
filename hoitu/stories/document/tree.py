"""The body of a story as frozen records: read from and written to ProseMirror JSON, checked, hashed."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from hoitu.stories.document.errors import InvalidDocument, Problem
from hoitu.stories.document.schema import TEXT, TOP, AttrType, schema

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

MAX_DEPTH = 48
MAX_SAFE_INTEGER = 2**53

# What XML and PostgreSQL refuse: controls except tab and newline, surrogates, non-characters.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A property of a run of text: bold, a link, a comment."""

    type: str
    attrs: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text under one set of marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A typed node. `attrs` hold only known names with values; `children` are in reading order."""

    type: str
    attrs: Mapping[str, Json] = field(default_factory=dict)
    children: tuple["Node | Text", ...] = ()

    def attr(self, name: str) -> Any:
        """Return the attribute's value, else the schema's default, else None."""
        if name in self.attrs:
            return self.attrs[name]
        known = schema().nodes[self.type].attrs.get(name)
        return known.default if known else None


Child: TypeAlias = Node | Text

EMPTY = Node(TOP, {}, (Node("paragraph"),))


def walk(tree: Node) -> Iterator[Node]:
    """Yield the node and all nodes under it, in reading order."""
    yield tree
    for child in tree.children:
        if isinstance(child, Node):
            yield from walk(child)


def texts(tree: Node) -> Iterator[Text]:
    """Yield every run of text, in reading order."""
    for child in tree.children:
        if isinstance(child, Text):
            yield child
        else:
            yield from texts(child)


def from_json(value: object) -> Node:
    """Return the normalised tree of ProseMirror JSON. Raises `InvalidDocument` when it is none."""
    tree = _node_from_json(value, ())
    if not isinstance(tree, Node) or tree.type != TOP:
        raise InvalidDocument([_shape_problem(())])
    return normalise(tree)


def to_json(tree: Node) -> dict[str, Any]:
    """Return ProseMirror JSON of the tree, as `editor.getJSON()` gives it without null attributes."""
    value: dict[str, Any] = {"type": tree.type}
    if tree.attrs:
        value["attrs"] = dict(tree.attrs)
    if tree.children:
        value["content"] = [
            _text_to_json(child) if isinstance(child, Text) else to_json(child) for child in tree.children
        ]
    return value


def canonical_json(tree: Node) -> bytes:
    """Return the one byte form of a tree: equal trees give equal bytes on every machine."""
    return json.dumps(
        to_json(normalise(tree)), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def content_hash(tree: Node) -> str:
    """Return the SHA-256 (hex) of the canonical form."""
    return hashlib.sha256(canonical_json(tree)).hexdigest()


def normalise(tree: Node) -> Node:
    """Return the tree in its one form.

    Null attributes go, defaults are written out, whole floats become integers, text is NFC without
    unstorable characters, equal neighbours are merged and marks stand in schema order.
    """
    known = schema().nodes.get(tree.type)
    attrs = _normal_attrs(tree.attrs, known.attrs if known else {})
    children: list[Child] = []
    for child in tree.children:
        if isinstance(child, Node):
            children.append(normalise(child))
            continue
        text = Text(clean_text(child.text), _normal_marks(child.marks))
        if not text.text:
            continue
        if children and isinstance(children[-1], Text) and children[-1].marks == text.marks:
            # Merging can join a letter and its combining tone mark, so NFC runs again.
            children[-1] = Text(clean_text(children[-1].text + text.text), text.marks)
        else:
            children.append(text)
    return Node(tree.type, attrs, tuple(children))


def clean_text(text: str) -> str:
    """Return the text in NFC, without characters that XML or the database cannot hold."""
    # Most text is printable, which Python knows much faster than the pattern is searched.
    return unicodedata.normalize("NFC", text if text.isprintable() else _UNSTORABLE.sub("", text))


def without_marks(tree: Node, kinds: frozenset[str]) -> Node:
    """Return the tree without marks of these kinds (format, comment, suggestion)."""
    gone = {name for name, mark in schema().marks.items() if mark.kind in kinds}

    def strip(child: Child) -> Child:
        if isinstance(child, Node):
            return without_marks(child, kinds)
        return Text(child.text, tuple(mark for mark in child.marks if mark.type not in gone))

    return replace(tree, children=tuple(strip(child) for child in tree.children))


def _node_from_json(value: object, path: tuple[int, ...]) -> Child:
    if not isinstance(value, Mapping) or not isinstance(value.get("type"), str) or len(path) > MAX_DEPTH:
        raise InvalidDocument([_shape_problem(path)])
    if value["type"] == TEXT:
        text = value.get("text")
        if not isinstance(text, str):
            raise InvalidDocument([_shape_problem(path)])
        return Text(text, tuple(_mark_from_json(mark, path) for mark in _items(value, "marks", path)))
    content = _items(value, "content", path)
    children = tuple(_node_from_json(child, (*path, index)) for index, child in enumerate(content))
    return Node(value["type"], _attrs_from_json(value, path), children)


def _mark_from_json(value: object, path: tuple[int, ...]) -> Mark:
    if not isinstance(value, Mapping) or not isinstance(value.get("type"), str):
        raise InvalidDocument([_shape_problem(path)])
    return Mark(value["type"], _attrs_from_json(value, path))


def _attrs_from_json(value: Mapping[Any, Any], path: tuple[int, ...]) -> dict[str, Any]:
    attrs = value.get("attrs")
    if attrs is None:
        return {}
    if not isinstance(attrs, Mapping) or not all(isinstance(name, str) for name in attrs):
        raise InvalidDocument([_shape_problem(path)])
    return dict(attrs)


def _items(value: Mapping[Any, Any], key: str, path: tuple[int, ...]) -> Sequence[object]:
    items = value.get(key)
    if items is None:
        return ()
    if not isinstance(items, list | tuple):
        raise InvalidDocument([_shape_problem(path)])
    return items


def _shape_problem(path: tuple[int, ...]) -> Problem:
    return Problem(path, "", "shape", str(InvalidDocument.default_sentence))


def _text_to_json(text: Text) -> dict[str, Any]:
    value: dict[str, Any] = {"type": TEXT, "text": text.text}
    if text.marks:
        value["marks"] = [
            {"type": mark.type, "attrs": dict(mark.attrs)} if mark.attrs else {"type": mark.type}
            for mark in text.marks
        ]
    return value


def _normal_marks(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    known = schema().marks
    kept: list[Mark] = []
    for mark in marks:
        normal = Mark(
            mark.type, _normal_attrs(mark.attrs, known[mark.type].attrs if mark.type in known else {})
        )
        if normal not in kept:
            kept.append(normal)
    if len(kept) < 2:
        return tuple(kept)
    return tuple(sorted(kept, key=_mark_order))


def _mark_order(mark: Mark) -> tuple[int, str, str]:
    known = schema().marks.get(mark.type)
    return (known.rank if known else 1000, mark.type, json.dumps(mark.attrs, sort_keys=True, default=str))


def _normal_attrs(attrs: Mapping[str, Json], types: Mapping[str, AttrType]) -> dict[str, Json]:
    if not attrs and not types:
        return {}
    normal: dict[str, Json] = {
        name: known.default
        for name, known in types.items()
        if known.default is not None and attrs.get(name) is None
    }
    normal.update({name: _normal_value(value) for name, value in attrs.items() if value is not None})
    return dict(sorted(normal.items()))


def _normal_value(value: Json) -> Json:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < MAX_SAFE_INTEGER:
        return int(value)
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _normal_value(item) for key, item in sorted(value.items())}
    if isinstance(value, list | tuple):
        return [_normal_value(item) for item in value]
    return value
