"""Make any tree valid without losing a word: for foreign input and for what merged edits leave behind.

A valid tree comes out unchanged. A child that may not stand where it stands is, in this order: taken as
its nearest allowed kin (a heading in a cell becomes a paragraph), wrapped (text in the body becomes a
paragraph), unwrapped (a quote in a cell becomes its paragraphs), or moved out behind its parent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hoitu.stories.document.addresses import provider_of, safe_address
from hoitu.stories.document.schema import TEXT, TOP, NodeType, schema
from hoitu.stories.document.tree import MAX_DEPTH, Child, Json, Mark, Node, Text, normalise, texts
from hoitu.stories.document.validity import attr_error, embed_is_allowed, mark_is_valid

# Deeper than any editor nests; leaves room for the levels that fitting adds.
_FLATTEN_BELOW = MAX_DEPTH - 8

_KIN = {
    "heading": "paragraph",
    "pullQuote": "paragraph",
    "question": "paragraph",
    "figure": "galleryItem",
    "galleryItem": "figure",
    "tableHeader": "tableCell",
}
_WRAPPERS = ("paragraph", "listItem", "tableRow", "tableCell", "timelineEntry", "scrollyStep", "answer")
_LINE_BREAK = Node("hardBreak")


def fit(tree: Node) -> Node:
    """Return a valid, normalised tree with the same words."""
    tree = normalise(tree)
    fitted, _ = _fit_node(tree if tree.type == TOP else Node(TOP, {}, (tree,)), 0)
    assert fitted is not None  # the top takes everything, and is completed with an empty paragraph
    return normalise(fitted)


@dataclass
class _Room:
    """What has been placed in one parent so far. `outside` could not be placed and goes behind the parent."""

    parent: NodeType
    depth: int
    placed: list[Child] = field(default_factory=list)
    outside: list[Node] = field(default_factory=list)
    line: list[Child] = field(default_factory=list)

    def add(self, child: Child) -> None:
        name = TEXT if isinstance(child, Text) else child.type
        known = schema().nodes.get(name)
        if isinstance(child, Node) and (known is None or name == TEXT):
            self.add_all(child.children)
            return
        assert known is not None
        if known.inline and not self.parent.holds_inline:
            self.line.append(child)
        elif isinstance(child, Text):
            self.add_text(child)
        else:
            self.end_line()
            self.add_node(child, known)

    def add_all(self, children: Iterable[Child]) -> None:
        for child in children:
            self.add(child)

    def add_text(self, text: Text) -> None:
        if text.text:
            self.placed.append(Text(text.text, fit_marks(text.marks, self.parent)))

    def add_node(self, child: Node, known: NodeType) -> None:
        child = _allowed_embed(child)
        if child.type in self.parent.allowed:
            self.place(child)
        elif _KIN.get(child.type) in self.parent.allowed:
            self.place(Node(_KIN[child.type], child.attrs, child.children))
        elif known.inline:
            self.add_all((Text("\n"),) if child == _LINE_BREAK else child.children)
        elif wrapper := self.wrapper_for(child.type):
            self.place(Node(wrapper, {}, (child,)))
        elif self.parent.holds_inline and not _shows_media(known):
            self.add_lines(child)
        elif _shows_media(known):
            self.outside.append(child)
        else:
            self.add_all(child.children)

    def wrapper_for(self, name: str) -> str | None:
        """Return the type allowed here that may hold this child."""
        for wrapper in _WRAPPERS:
            if wrapper in self.parent.allowed and name in schema().nodes[wrapper].allowed:
                return wrapper
        return None

    def add_lines(self, child: Node) -> None:
        """Take the words of a block into this line of text, on a line of their own."""
        if self.placed and "hardBreak" in self.parent.allowed and _has_words(child):
            self.placed.append(_LINE_BREAK)
        self.add_all(child.children)

    def place(self, child: Node) -> None:
        fitted, outside = _fit_node(child, self.depth + 1)
        if fitted is not None:
            self.placed.append(fitted)
        for node in outside:
            self.add_node(node, schema().nodes[node.type])

    def end_line(self) -> None:
        """Turn the text gathered directly under a block parent into a paragraph."""
        line, self.line = self.line, []
        if any(isinstance(child, Node) or child.text.strip() for child in line):
            paragraph = Node("paragraph", {}, tuple(line))
            if "paragraph" in self.parent.allowed or self.wrapper_for("paragraph"):
                self.add_node(paragraph, schema().nodes["paragraph"])
            else:
                self.outside.append(paragraph)


def _fit_node(node: Node, depth: int) -> tuple[Node | None, list[Node]]:
    """Return the node fitted (None when nothing of it can stand) and the nodes that must go behind it."""
    known = schema().nodes[node.type]
    room = _Room(known, depth)
    children = node.children if depth < _FLATTEN_BELOW else _flat(node, known)
    if not known.leaf:
        room.add_all(children)
        room.end_line()
    placed = _completed(known, room.placed)
    if placed is None:
        return None, room.outside
    return Node(node.type, _fit_attrs(node, known), tuple(placed)), room.outside


def _completed(known: NodeType, placed: list[Child]) -> list[Child] | None:
    """Return the content in an order the type accepts, or None when there is nothing to hold."""
    names = [TEXT if isinstance(child, Text) else child.type for child in placed]
    if known.accepts(names):
        return placed
    if known.name == "questionAnswer":
        return _question_and_answer(placed)
    if known.name == "listItem" and placed:
        return [Node("paragraph"), *placed]
    if not placed and known.name in ("tableCell", "tableHeader", "listItem", TOP):
        return [Node("paragraph")]
    return None


def _question_and_answer(placed: Sequence[Child]) -> list[Child] | None:
    """Return exactly one question and one answer; a second question is asked inside the answer."""
    nodes = [child for child in placed if isinstance(child, Node)]
    if not nodes:
        return None
    question = next((node for node in nodes if node.type == "question"), Node("question"))
    rest: list[Child] = []
    attrs: dict[str, Json] = {}
    for node in nodes:
        if node.type == "answer":
            attrs = {**node.attrs, **attrs}
            rest.extend(node.children)
        elif node is not question:
            rest.append(Node("paragraph", {}, node.children))
    return [question, Node("answer", attrs, tuple(rest) or (Node("paragraph"),))]


def fit_marks(marks: Sequence[Mark], parent: NodeType) -> tuple[Mark, ...]:
    """Return the marks that are valid and allowed here; of two that exclude each other, the first."""
    kept: list[Mark] = []
    for mark in marks:
        safe = _safe_link(mark)
        if safe.type not in parent.marks:
            continue
        known = schema().marks[safe.type]
        safe = Mark(safe.type, {name: value for name, value in safe.attrs.items() if name in known.attrs})
        if mark_is_valid(safe) and not any(other.type in known.excludes for other in kept):
            kept.append(safe)
    return tuple(kept)


def _safe_link(mark: Mark) -> Mark:
    href = mark.attrs.get("href") if mark.type == "link" else None
    if not isinstance(href, str):
        return mark
    return Mark("link", {**mark.attrs, "href": safe_address(href)})


def _fit_attrs(node: Node, known: NodeType) -> dict[str, Json]:
    return {
        name: value
        for name, value in node.attrs.items()
        if name in known.attrs and value is not None and attr_error(known.attrs[name], value) is None
    }


def _allowed_embed(node: Node) -> Node:
    """Return the embed, or a paragraph with a plain link when its platform is not allowed."""
    if node.type != "embed" or embed_is_allowed(node):
        return node
    url = node.attrs.get("url")
    if not isinstance(url, str) or not (address := safe_address(url)):
        return Node("paragraph")
    if provider := provider_of(address):
        return Node("embed", {**node.attrs, "url": address, "provider": provider})
    title = node.attrs.get("title")
    words = title if isinstance(title, str) and title.strip() else address
    return Node("paragraph", {}, (Text(words, (Mark("link", {"href": address}),)),))


def _shows_media(known: NodeType) -> bool:
    """Return whether the node is more than its words, so that it must never be reduced to them."""
    return known.leaf or (known.holds_inline and any(attr.type == "uuid" for attr in known.attrs.values()))


def _has_words(node: Node) -> bool:
    return any(
        _has_words(child) if isinstance(child, Node) else child.text.strip() for child in node.children
    )


def _flat(node: Node, known: NodeType) -> tuple[Child, ...]:
    """Return the words of a too deep branch in one line, so that it ends here."""
    if known.holds_inline:
        return node.children
    words = " ".join(" ".join(text.text for text in texts(node)).split())
    return (Node("paragraph", {}, (Text(words),)),) if words else ()
