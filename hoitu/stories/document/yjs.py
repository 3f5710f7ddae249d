"""Between tree records and the shared types of a Yjs document; everything here runs inside a transaction."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pycrdt

from hoitu.stories.document import lib0
from hoitu.stories.document.errors import BrokenUpdate, InvalidDocument
from hoitu.stories.document.schema import TOP, schema
from hoitu.stories.document.tree import MAX_DEPTH, Child, Mark, Node, Text
from hoitu.stories.document.updates import NOTHING

BODY, HEADLINE, STANDFIRST = "body", "headline", "standfirst"

_HASHED_MARK = re.compile(r"(.*)--[a-zA-Z0-9+/=]{8}")
_IGNORED_ATTR = "ychange"

Part: TypeAlias = Node | tuple[Text, ...]


def parts_of(children: Sequence[Child]) -> list[Part]:
    """Return the children as Yjs keeps them: each run of text nodes is one shared text."""
    parts: list[Part] = []
    for child in children:
        if isinstance(child, Node):
            parts.append(child)
        elif parts and isinstance(parts[-1], tuple):
            parts[-1] = (*parts[-1], child)
        else:
            parts.append((child,))
    return parts


def insert_part(parent: Any, index: int, part: Part) -> None:
    """Insert a node or a run of text as the child at this place; inside a transaction."""
    if isinstance(part, tuple):
        text = parent.children.insert(index, pycrdt.XmlText())
        at = 0
        for run in part:
            text.insert(at, run.text, mark_attributes(run.marks))
            at += len(run.text.encode())  # pycrdt counts UTF-8 bytes in XML text
        return
    element = parent.children.insert(index, pycrdt.XmlElement(part.type))
    for name, value in part.attrs.items():
        if value is not None:
            element.attributes[name] = value
    for position, inner in enumerate(parts_of(part.children)):
        insert_part(element, position, inner)


def mark_attributes(marks: Sequence[Mark]) -> dict[str, Any]:
    """Return marks as formatting of a Yjs text, named as y-prosemirror names them."""
    return {_mark_key(mark): dict(mark.attrs) for mark in marks}


def _mark_key(mark: Mark) -> str:
    """Return the mark's name; one that may overlap itself gets the hash that browsers compute."""
    known = schema().marks.get(mark.type)
    if known is None or mark.type in known.excludes:
        return mark.type
    encoded = _encode_any(
        {"type": mark.type, "attrs": dict(mark.attrs)} if mark.attrs else {"type": mark.type}
    )
    digest = bytearray(hashlib.sha256(encoded).digest())
    for position in range(6, len(digest)):
        digest[position % 6] ^= digest[position]
    return f"{mark.type}--{base64.b64encode(digest[:6]).decode()}"


def _encode_any(value: Any) -> bytes:
    """Return lib0's encoding of strings and objects of strings: what y-prosemirror hashes."""
    if isinstance(value, str):
        return b"\x77" + lib0.sized(value.encode())
    items = b"".join(lib0.sized(key.encode()) + _encode_any(item) for key, item in value.items())
    return b"\x76" + lib0.number(len(value)) + items


def read_part(child: Any, depth: int = 0) -> list[Child]:
    """Return one child of a Yjs fragment as tree records, not yet normalised; inside a transaction."""
    if isinstance(child, pycrdt.XmlText):
        return [
            Text(words, _read_marks(formatting))
            for words, formatting in child.diff()
            if isinstance(words, str)  # anything else is an embed, which no editor of ours writes
        ]
    if depth > MAX_DEPTH:
        raise InvalidDocument
    attrs = {name: value for name, value in child.attributes if name != _IGNORED_ATTR}
    children = [part for inner in child.children for part in read_part(inner, depth + 1)]
    return [Node(child.tag or "", attrs, tuple(children))]


def read_body(doc: pycrdt.Doc[Any]) -> Node:
    body = doc.get(BODY, type=pycrdt.XmlFragment)
    return Node(TOP, {}, tuple(part for child in body.children for part in read_part(child)))


def _read_marks(formatting: Mapping[str, Any] | None) -> tuple[Mark, ...]:
    marks = []
    for key, attrs in (formatting or {}).items():
        hashed = _HASHED_MARK.fullmatch(key)
        name = hashed.group(1) if hashed else key
        if attrs is not None and name != _IGNORED_ATTR:
            marks.append(Mark(name, attrs if isinstance(attrs, dict) else {}))
    return tuple(marks)


def open_document(state: bytes, client_id: int | None = None) -> pycrdt.Doc[Any]:
    """Return the document of a snapshot; with a client id when it is to be written."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client_id)
    apply(doc, state)
    return doc


def apply(doc: pycrdt.Doc[Any], update: bytes) -> None:
    """Merge one update into the document. Raises `BrokenUpdate`."""
    if update in (b"", NOTHING):
        return
    try:
        doc.apply_update(update)
    except (ValueError, RuntimeError) as error:
        raise BrokenUpdate from error
