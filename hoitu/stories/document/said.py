"""What a text says itself of the files it shows, so that nobody asks the archive for it."""

from collections.abc import Iterator
from uuid import UUID

from hoitu.stories.document.tree import Node, texts, walk
from hoitu.stories.document.validity import shown_by


def said_of(tree: Node) -> dict[UUID, frozenset[str]]:
    """Return, of each file that the tree shows, which of caption, alt and credit stand at every place of it."""
    said: dict[UUID, frozenset[str]] = {}
    for node in walk(tree):
        for name, asset_id in shown_by(node):
            # A poster, or one half of a comparison, has no words of its own.
            here = frozenset(_words(node)) if name == "asset" else frozenset[str]()
            said[asset_id] = said.get(asset_id, here) & here
    return said


def _words(node: Node) -> Iterator[str]:
    yield from (name for name in ("alt", "credit") if str(node.attr(name) or "").strip())
    if "".join(text.text for text in texts(node)).strip():
        yield "caption"
