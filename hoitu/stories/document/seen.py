"""Which text somebody saw: sixteen hex digits of it that browser and server compute alike.

A state vector would not do: it does not tell that words went, and what is deleted is no measure either, because
browsers tidy up formatting that has become needless, each for itself. So the visible text itself is named. Comments
are left out: they are beside what is approved.
"""

import zlib
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import pycrdt

from hoitu.stories.document import crdt, yjs
from hoitu.stories.document.structs import structs
from hoitu.stories.document.updates import clocks

# A few deletions may have come after what was seen without a new operation of theirs.
MOST_TRIES = 24


def fingerprint(document: bytes) -> str:
    """Return the name of the text of a document; frontend/editor/seen.ts computes the same."""
    said = _said(yjs.open_document(document))
    # CRCs because both sides have them at once; of two encodings, so that one collision is none.
    return f"{zlib.crc32(said.encode()):08x}{zlib.crc32(said.encode('utf-16-le')):08x}"


def document_seen(name: str, state_vector: bytes, updates: Iterable[bytes]) -> bytes | None:
    """Return the document whose text has this name, made of those updates that the state vector has heard.

    None when it cannot be found. Raises `BrokenUpdate`.
    """
    heard = clocks(state_vector)
    taken = [update for update in updates if _is_heard(update, heard)]
    for _try in range(MOST_TRIES):
        document = crdt.merged(taken)
        if fingerprint(document) == name:
            return document
        if not taken or any(True for _struct in structs(taken[-1])):
            return None
        taken.pop()  # a mere deletion: perhaps it had not arrived yet
    return None


def _is_heard(update: bytes, heard: Mapping[int, int]) -> bool:
    return all(one.clock + one.length <= heard.get(one.client, 0) for one in structs(update))


def _said(doc: pycrdt.Doc[Any]) -> str:
    with doc.transaction():
        lines = [str(doc.get(name, type=pycrdt.Text)) for name in (yjs.HEADLINE, yjs.STANDFIRST)]
        body = doc.get(yjs.BODY, type=pycrdt.XmlFragment)
        return "\n".join([*lines, "".join(_child(child) for child in body.children)])


def _child(child: Any) -> str:
    if isinstance(child, pycrdt.XmlText):
        runs = [(_attrs(marks or {}), words) for words, marks in child.diff() if isinstance(words, str)]
        return "".join(
            f"[{marks}|{''.join(words for _marks, words in group)}]"
            for marks, group in groupby(runs, key=lambda run: run[0])
        )
    inner = "".join(_child(each) for each in child.children)
    return f"<{child.tag}{_attrs(dict(child.attributes))}>{inner}</>"


def _attrs(attrs: Mapping[str, Any]) -> str:
    kept = {
        name: value
        for name, value in attrs.items()
        if value is not None and name != "ychange" and name.partition("--")[0] != "comment"
    }
    return "".join(f" {name}={_value(kept[name])}" for name in sorted(kept))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # pycrdt gives floats where the browser has whole numbers
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{name}:{_value(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_value, value)) + "]"
    return "null" if value is None else str(value)
