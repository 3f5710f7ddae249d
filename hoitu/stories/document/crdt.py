"""The shared document: Yjs updates in, frozen trees out, and edits that merge with what others type.

Layout: XmlFragment `body` (as Tiptap's Collaboration writes it), Text `headline`, Text `standfirst`.
Never read a fragment through `str()`: it prints null attributes and the names of hashed marks.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pycrdt

from hoitu.stories.document import yjs
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.fit import fit
from hoitu.stories.document.restore import rewrite, rewrite_line
from hoitu.stories.document.tree import EMPTY, Node, clean_text, normalise
from hoitu.stories.document.updates import covers, is_held_back

# The empty document is the same bytes everywhere, so that all who open a new story share its first paragraph.
FIRST_CLIENT = 1

__all__ = [
    "DocumentState",
    "Replay",
    "apply_updates",
    "check",
    "covers",
    "diff",
    "document_from_tree",
    "empty_document",
    "headline_of",
    "merged",
    "replace_body",
    "standfirst_of",
    "state_vector_of",
    "tree_of",
    "words_of_state",
]


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A shared document after merging.

    `snapshot` is the whole document as one update. `held_back` are the positions of given updates whose
    predecessors are missing: their words are NOT in the snapshot, so their rows must be kept.
    """

    snapshot: bytes
    state_vector: bytes
    held_back: tuple[int, ...] = ()


def empty_document() -> bytes:
    """Return the update that begins every new story: one empty paragraph, equal bytes each time."""
    return document_from_tree(EMPTY, client_id=FIRST_CLIENT)


def apply_updates(state: bytes, updates: Sequence[bytes]) -> DocumentState:
    """Merge updates, in any order and repeated at will, into the document. Raises `BrokenUpdate`."""
    doc = yjs.open_document(state)
    waiting = _merge(doc, updates, range(len(updates)))
    # Updates that came in an odd order can stay held back although all is there: try again while it helps.
    while waiting and len(still := _merge(doc, updates, waiting)) < len(waiting):
        waiting = still
    return DocumentState(doc.get_update(), doc.get_state(), tuple(waiting))


def merged(updates: Iterable[bytes]) -> bytes:
    """Return the document of these updates in this order; what waits for a predecessor is not in it yet.

    Much faster than `apply_updates`, which also says what is held back. Raises `BrokenUpdate`.
    """
    replay = Replay()
    replay.go_on(updates)
    return replay.snapshot()


class Replay:
    """A document that goes on from update to update, to be read in between."""

    def __init__(self, document: bytes = b"") -> None:
        self._doc = yjs.open_document(document)

    def go_on(self, updates: Iterable[bytes]) -> None:
        """Merge what came next; what waits for a predecessor shows when that has come. Raises `BrokenUpdate`."""
        with self._doc.transaction():
            for update in updates:
                yjs.apply(self._doc, update)

    def words(self) -> tuple[str, str, Node]:
        """Return headline, standfirst and body as they stand now."""
        return words_of(self._doc)

    def snapshot(self) -> bytes:
        """Return the document as one update."""
        return self._doc.get_update()


def words_of(doc: pycrdt.Doc[Any]) -> tuple[str, str, Node]:
    """Return headline and standfirst, each on one line, and the body as a valid tree (see `tree_of`)."""
    with doc.transaction():
        return _line(doc, yjs.HEADLINE), _line(doc, yjs.STANDFIRST), fit(yjs.read_body(doc))


def words_of_state(state: bytes) -> tuple[str, str, Node]:
    """Return headline, standfirst and body of a document, which is read once."""
    return words_of(yjs.open_document(state))


def _merge(doc: pycrdt.Doc[Any], updates: Sequence[bytes], positions: Sequence[int]) -> list[int]:
    """Merge the updates at these positions; return the positions that are held back."""
    with doc.transaction():
        for position in positions:
            yjs.apply(doc, updates[position])
    state_vector = doc.get_state()
    return [position for position in positions if is_held_back(updates[position], state_vector)]


def check(update: bytes) -> None:
    """Look whether these bytes are an update. Raises `BrokenUpdate`."""
    try:
        pycrdt.get_update(update, b"\x00")
    except ValueError as error:
        raise BrokenUpdate from error


def diff(state: bytes, state_vector: bytes) -> bytes:
    """Return the update that brings a copy at `state_vector` up to this document. Raises `BrokenUpdate`."""
    doc = yjs.open_document(state)
    try:
        return doc.get_update(state_vector or b"\x00")
    except ValueError as error:
        raise BrokenUpdate from error


def state_vector_of(state: bytes) -> bytes:
    """Return how much of each client's writing the document has seen."""
    return yjs.open_document(state).get_state()


def tree_of(state: bytes) -> Node:
    """Return the body as a valid tree.

    Merged edits can leave what the schema forbids (a list whose last item two people removed): it is fitted,
    and no word is lost in that. Raises `InvalidDocument` only for nesting no editor makes.
    """
    doc = yjs.open_document(state)
    with doc.transaction():
        return fit(yjs.read_body(doc))


def headline_of(state: bytes) -> str:
    """Return the headline on one line."""
    return _line_of(state, yjs.HEADLINE)


def standfirst_of(state: bytes) -> str:
    """Return the standfirst (sapo) on one line."""
    return _line_of(state, yjs.STANDFIRST)


def document_from_tree(
    tree: Node, headline: str = "", standfirst: str = "", *, client_id: int | None = None
) -> bytes:
    """Return the update that makes a new document of the tree (for imports; not for an existing document)."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client_id or new_client_id())
    with doc.transaction():
        for name, words in ((yjs.HEADLINE, headline), (yjs.STANDFIRST, standfirst)):
            if words:
                text = doc.get(name, type=pycrdt.Text)
                text += clean_text(words)
        body = doc.get(yjs.BODY, type=pycrdt.XmlFragment)
        for position, part in enumerate(yjs.parts_of(normalise(tree).children)):
            yjs.insert_part(body, position, part)
    return doc.get_update()


def replace_body(
    state: bytes,
    tree: Node,
    client_id: int | None = None,
    *,
    headline: str | None = None,
    standfirst: str | None = None,
) -> bytes:
    """Return the update that turns the body (and, if given, headline and standfirst) into this text.

    Only what differs is touched, down to words: what others type meanwhile into the rest still merges.
    """
    doc = yjs.open_document(state, client_id or new_client_id())
    before = doc.get_state()
    with doc.transaction():
        rewrite(doc.get(yjs.BODY, type=pycrdt.XmlFragment), normalise(tree))
        for name, words in ((yjs.HEADLINE, headline), (yjs.STANDFIRST, standfirst)):
            if words is not None:
                rewrite_line(doc.get(name, type=pycrdt.Text), clean_text(words))
    return doc.get_update(before)


def new_client_id() -> int:
    """Return a fresh id for a writer; 32 bits, as browsers use."""
    return secrets.randbits(32) | 2


def _line_of(state: bytes, name: str) -> str:
    return _line(yjs.open_document(state), name)


def _line(doc: pycrdt.Doc[Any], name: str) -> str:
    return " ".join(clean_text(str(doc.get(name, type=pycrdt.Text))).split())
