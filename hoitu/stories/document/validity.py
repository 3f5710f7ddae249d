"""Whether a tree follows the schema, and whether it may be released."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.stories.document.addresses import provider_of, safe_address
from hoitu.stories.document.errors import InvalidDocument, Problem, UnresolvedSuggestions
from hoitu.stories.document.schema import TEXT, TOP, AttrType, NodeType, schema
from hoitu.stories.document.tree import (
    MAX_DEPTH,
    Child,
    Mark,
    Node,
    Text,
    normalise,
    texts,
    walk,
    without_marks,
)

MAX_JSON_DEPTH = 24
MAX_STRING_CHARS = 20_000

# A chart that loads its data from an address could read files or inner hosts of the machine that draws it.
_LOADING_KEYS = frozenset({"url"})
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def problems(tree: Node) -> tuple[Problem, ...]:
    """Return everything that breaks the schema, in reading order; empty for a valid tree."""
    if tree.type != TOP:
        return (Problem((), tree.type, "top", _("Nội dung bài phải bắt đầu bằng nút gốc.")),)
    return tuple(_node_problems(tree, ()))


def validate(tree: Node) -> None:
    """Raise `InvalidDocument` listing every problem unless the tree follows the schema."""
    found = problems(tree)
    if found:
        raise InvalidDocument(found)


def release_problems(tree: Node) -> tuple[Problem, ...]:
    """Return what must be filled in before readers may see the tree: required attributes without a value."""
    return tuple(_missing(tree, ()))


def for_release(tree: Node) -> Node:
    """Return the tree as readers get it: without comments and transient attributes, checked.

    Raises `UnresolvedSuggestions` or `InvalidDocument`.
    """
    pending = unresolved_suggestions(tree)
    if pending:
        raise UnresolvedSuggestions(pending)
    validate(tree)
    missing = release_problems(tree)
    if missing:
        raise InvalidDocument(missing)
    return normalise(_without_pending(without_marks(tree, frozenset({"comment"}))))


def unresolved_suggestions(tree: Node) -> int:
    """Return how many different suggested changes stand in the tree."""
    marks = schema().marks
    return len(
        {
            (mark.type, str(mark.attrs.get("id")))
            for text in texts(tree)
            for mark in text.marks
            if mark.type in marks and marks[mark.type].kind == "suggestion"
        }
    )


def assets_of(tree: Node) -> tuple[UUID, ...]:
    """Return the ids of all media the tree shows, each once, in reading order."""
    return tuple(dict.fromkeys(asset_id for node in walk(tree) for _name, asset_id in shown_by(node)))


def shown_by(node: Node) -> Iterator[tuple[str, UUID]]:
    """Yield the media that a node itself shows, each with the attribute that names it."""
    known = schema().nodes.get(node.type)
    for name in known.attrs if known else ():
        value = node.attrs.get(name)
        if name in _ASSET_ATTRS and isinstance(value, str) and _is_uuid(value):
            yield name, UUID(value)


_ASSET_ATTRS = ("asset", "poster", "appleAsset", "before", "after")


def attr_error(known: AttrType, value: Any) -> str | None:
    """Return the sentence that says why the value cannot stand in this attribute, or None."""
    if _CHECKS[known.type](value, known):
        return None
    return _("“%(label)s” có giá trị không hợp lệ.") % {"label": known.label}


def mark_is_valid(mark: Mark) -> bool:
    """Return whether the mark is known and each attribute has an allowed value."""
    known = schema().marks.get(mark.type)
    if known is None or any(name not in known.attrs for name in mark.attrs):
        return False
    return all(
        attr_error(attr, mark.attrs[name]) is None if name in mark.attrs else not attr.required
        for name, attr in known.attrs.items()
    )


def _node_problems(node: Node, path: tuple[int, ...]) -> Iterator[Problem]:
    known = schema().nodes.get(node.type)
    if known is None:
        yield Problem(path, node.type, "unknown", _("Không có loại nội dung “%s”.") % node.type)
        return
    if len(path) > MAX_DEPTH:
        yield Problem(path, node.type, "depth", _("Nội dung lồng nhau quá sâu."))
        return
    yield from _attr_problems(node, known, path)
    names = [TEXT if isinstance(child, Text) else child.type for child in node.children]
    if all(name in schema().nodes for name in names) and not known.accepts(names):
        yield Problem(
            path,
            node.type,
            "content",
            _("“%(label)s” chứa phần không đặt được ở đó.") % {"label": known.label},
        )
    for index, child in enumerate(node.children):
        if isinstance(child, Node):
            yield from _node_problems(child, (*path, index))
        else:
            yield from _text_problems(child, known, (*path, index))


def _attr_problems(node: Node, known: NodeType, path: tuple[int, ...]) -> Iterator[Problem]:
    for name, value in node.attrs.items():
        if name not in known.attrs:
            sentence = _("“%(label)s” không có thuộc tính “%(name)s”.") % {"label": known.label, "name": name}
            yield Problem(path, node.type, "unknown-attr", sentence)
        elif value is not None:
            error = attr_error(known.attrs[name], value)
            if error:
                yield Problem(path, node.type, f"attr:{name}", f"{known.label}: {error}")
    if node.type == "embed" and not embed_is_allowed(node):
        yield Problem(
            path,
            node.type,
            "provider",
            _("Chỉ nhúng được nội dung từ các nền tảng trong danh sách cho phép."),
        )


def embed_is_allowed(embed: Node) -> bool:
    """Return whether the embed's address belongs to the platform it names (empty drafts are allowed)."""
    url, provider = embed.attrs.get("url"), embed.attrs.get("provider")
    return url is None or (isinstance(url, str) and provider_of(url) == provider)


def _text_problems(text: Text, parent: NodeType, path: tuple[int, ...]) -> Iterator[Problem]:
    if not text.text:
        yield Problem(path, TEXT, "empty", _("Có một đoạn chữ rỗng."))
    seen: set[str] = set()
    for mark in text.marks:
        known = schema().marks.get(mark.type)
        if known is None or not mark_is_valid(mark):
            yield Problem(path, TEXT, "mark", _("Định dạng “%s” không hợp lệ.") % mark.type)
            continue
        if mark.type not in parent.marks:
            sentence = _("Không dùng “%(mark)s” trong “%(node)s”.") % {
                "mark": known.label,
                "node": parent.label,
            }
            yield Problem(path, TEXT, "mark-place", sentence)
        if known.excludes & seen:
            yield Problem(path, TEXT, "mark-clash", _("“%s” trùng với một định dạng khác.") % known.label)
        seen.add(mark.type)


def _missing(node: Node, path: tuple[int, ...]) -> Iterator[Problem]:
    known = schema().nodes.get(node.type)
    if known is None:
        return
    for name, attr in known.attrs.items():
        if attr.required and node.attr(name) in (None, "", []):
            sentence = _("%(node)s chưa có “%(attr)s”.") % {"node": known.label, "attr": attr.label}
            yield Problem(path, node.type, f"missing:{name}", sentence)
    for index, child in enumerate(node.children):
        if isinstance(child, Node):
            yield from _missing(child, (*path, index))


def _without_pending(node: Node) -> Node:
    known = schema().nodes[node.type]
    attrs = {name: value for name, value in node.attrs.items() if not known.attrs[name].pending}
    children: tuple[Child, ...] = tuple(
        _without_pending(child) if isinstance(child, Node) else child for child in node.children
    )
    return replace(node, attrs=attrs, children=children)


def _is_uuid(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _is_instant(value: Any) -> bool:
    if not isinstance(value, str) or not _DATETIME.match(value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_number(value: Any, known: AttrType) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    low = -math.inf if known.minimum is None else known.minimum
    return low <= value <= (math.inf if known.maximum is None else known.maximum)


def _is_string(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_STRING_CHARS


def _is_json(value: Any, depth: int = 0) -> bool:
    """Return whether the value is plain JSON of bounded depth without anything that loads or runs."""
    if depth > MAX_JSON_DEPTH:
        return False
    if isinstance(value, Mapping):
        return all(
            isinstance(key, str) and key not in _LOADING_KEYS and _is_json(item, depth + 1)
            for key, item in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return all(_is_json(item, depth + 1) for item in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, bool | int | str)


_CHECKS: dict[str, Callable[[Any, AttrType], bool]] = {
    "string": lambda value, known: _is_string(value),
    "strings": lambda value, known: isinstance(value, list) and all(map(_is_string, value)),
    "integer": lambda value, known: isinstance(value, int) and _is_number(value, known),
    "number": _is_number,
    "boolean": lambda value, known: isinstance(value, bool),
    "enum": lambda value, known: isinstance(value, str) and value in known.values,
    "uuid": lambda value, known: _is_uuid(value),
    "url": lambda value, known: isinstance(value, str) and safe_address(value) == value,
    "datetime": lambda value, known: _is_instant(value),
    "provider": lambda value, known: isinstance(value, str) and value in schema().providers,
    "json": lambda value, known: _is_json(value),
}
