"""For tests of every room that shows documents: one tree with everything in it, and any number of others.

`assert_renderer_covers(render)` is the conformance test of a renderer; `trees()` is a hypothesis strategy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from hypothesis import strategies as st

from hoitu.stories.document.schema import TEXT, TOP, AttrType, NodeType, schema
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, normalise, texts, walk

THREAD = "0190c000-0000-7000-8000-0000000000c0"
AUTHOR = "0190c000-0000-7000-8000-0000000000a0"
AT = "2026-11-21T08:30:00+07:00"
DANGER = "<script>alert(1)</script>"

SHOWN_ATTRS = ("title", "label", "attribution", "speaker", "question", "options", "date", "caption")

_SUGGESTION: dict[str, Json] = {"id": "s1", "author": AUTHOR, "at": AT}
_MARK_ATTRS: dict[str, dict[str, Json]] = {
    "link": {"href": "https://example.vn/bai?a=1&b=2", "title": "Đọc thêm"},
    "comment": {"thread": THREAD},
    "insertion": _SUGGESTION,
    "deletion": _SUGGESTION,
    "formatting": _SUGGESTION,
}
_ATTRS: dict[str, dict[str, Json]] = {
    "chart": {
        "spec": {
            "mark": "bar",
            "encoding": {"x": {"field": "tỉnh", "type": "nominal"}, "y": {"field": "số"}},
        },
        "data": [{"tỉnh": "Huế", "số": 12}, {"tỉnh": "Đà Nẵng", "số": 30.5}],
    },
    "mapLocator": {"lat": 16.4637, "lon": 107.5909, "zoom": 13},
    "embed": {"provider": "youtube", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
}


def every_node_tree(*, suggestions: bool = False) -> Node:
    """Return a valid tree that holds each node type, and each mark, at least once.

    Each run of text and each text attribute is a word of its own (`chu1`, `thuoctinh2` …), so that a test can
    see what a renderer left out. Without suggestions the tree may be released.
    """
    numbers = count(1)
    nodes = schema().nodes
    blocks: list[Child] = [
        _sample(known, numbers) for known in nodes.values() if known.name in nodes[TOP].allowed
    ]
    kinds = {"format", "comment", "suggestion"} if suggestions else {"format", "comment"}
    marked = [
        Text(f"chu{next(numbers)} ", (Mark(mark.name, _MARK_ATTRS.get(mark.name, {})),))
        for mark in schema().marks.values()
        if mark.kind in kinds
    ]
    bold, italic = Mark("bold"), Mark("italic")
    mixed = Text(f"chu{next(numbers)}", (bold, italic, Mark("link", _MARK_ATTRS["link"])))
    danger = Text(f" chu{next(numbers)} {DANGER} & \"'")
    footnote = Node("footnote", {}, (Text(f"chu{next(numbers)}"),))
    line = Node("paragraph", {}, (*marked, mixed, footnote, Node("hardBreak"), danger))
    tree = normalise(Node(TOP, {}, (line, *blocks)))
    missing = set(nodes) - {node.type for node in walk(tree)} - {TEXT}
    assert not missing, f"every_node_tree lacks {missing}"
    return tree


def assert_renderer_covers(
    render: Callable[[Node], str], *, shown_attrs: Sequence[str] = SHOWN_ATTRS, escapes: bool = True
) -> None:
    """Fail unless the renderer shows every word of every node type, hides comments and escapes markup."""
    tree = every_node_tree()
    shown = render(tree)
    words = set(re.findall(r"\b(?:chu|thuoctinh)\d+\b", shown))
    wanted = {word for text in texts(tree) for word in re.findall(r"chu\d+", text.text)}
    wanted |= {
        word
        for node in walk(tree)
        for name in shown_attrs
        for word in re.findall(r"thuoctinh\d+", str(node.attrs.get(name, "")))
    }
    lost = sorted(wanted - words)
    places = [node.type for node in walk(tree) if any(word in _own_words(node) for word in lost)]
    assert not lost, f"the renderer left out {lost} of {places}"
    assert THREAD not in shown, "a comment must never be shown"
    assert not escapes or DANGER not in shown, "text must be escaped"
    for known in schema().nodes.values():
        if known.name != TEXT and known.name in schema().nodes[TOP].allowed:
            render(normalise(Node(TOP, {}, (_bare(known),))))


def _own_words(node: Node) -> set[str]:
    own = " ".join(child.text for child in node.children if isinstance(child, Text))
    return set(re.findall(r"\w+", own + " " + " ".join(map(str, node.attrs.values()))))


def _bare(known: NodeType) -> Node:
    """Return the smallest node of a type: no attribute given, no optional content. Renderers must bear it."""
    return Node(known.name, {}, tuple(_children(known, lambda name: _bare(schema().nodes[name]))))


def _sample(known: NodeType, numbers: Iterator[int]) -> Child:
    if known.name == TEXT:
        return Text(f"chu{next(numbers)}")
    attrs = {name: _sample_value(attr, numbers) for name, attr in known.attrs.items() if not attr.pending}
    attrs.update(_ATTRS.get(known.name, {}))
    children = list(_children(known, lambda name: _sample(schema().nodes[name], numbers)))
    if known.name == "tableRow":
        children.append(_sample(schema().nodes["tableCell"], numbers))
    if known.name == "table":
        children.append(
            Node("tableRow")
        )  # the cells of the one above reach into it: browsers mend other tables
    if known.holds_inline:
        children.append(Text(f"chu{next(numbers)}"))
    return Node(known.name, attrs, tuple(children))


def _children(known: NodeType, make: Callable[[str], Child]) -> Iterator[Child]:
    """Yield the least content the expression of the type asks for, one of each term."""
    for names, repeat in _terms(known):
        if repeat != "*" or known.name == "tableRow":
            yield make(names[0])


def _terms(known: NodeType) -> Iterator[tuple[list[str], str]]:
    """Yield the terms of a content expression: allowed types in schema order, and how often."""
    for term in re.findall(r"(?:\([^)]*\)|\w+)[+*?]?", known.content):
        words = set(re.findall(r"\w+", term))
        names = [name for name, node in schema().nodes.items() if name in words or node.groups & words]
        yield names, term[-1] if term[-1] in "+*?" else ""


def _sample_value(attr: AttrType, numbers: Iterator[int]) -> Json:
    number = next(numbers)
    samples: dict[str, Json] = {
        "string": f"thuoctinh{number}",
        "strings": [f"thuoctinh{number}", f"thuoctinh{number}"],
        "uuid": f"0190c000-0000-7000-8000-{number:012x}",
        "datetime": AT,
        "boolean": True,
        "json": None,
        "number": 1.5,
        "integer": int(attr.minimum or 1) + 1,
        "enum": attr.values[-1] if attr.values else None,
    }
    return samples.get(attr.type)


WORDS = st.text(st.sampled_from("abcđêộữ ạ<>&\"'😀🇻🇳\u0301x1.,–\u00a0"), min_size=1, max_size=12)


def _values(attr: AttrType) -> st.SearchStrategy[Json]:
    plain = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-9, 9, width=16) | WORDS
    by_type: dict[str, st.SearchStrategy[Json]] = {
        "string": WORDS,
        "strings": st.lists(WORDS, max_size=3),
        "uuid": st.uuids().map(str),
        "datetime": st.just(AT),
        "boolean": st.booleans(),
        "json": st.recursive(
            plain,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
            max_leaves=6,
        ).filter(lambda value: value is not None),
        "number": st.floats(attr.minimum, attr.maximum, allow_nan=False, width=32),
        "integer": st.integers(int(attr.minimum or 0), int(attr.maximum or 20)),
        "enum": st.sampled_from(attr.values or ("",)),
        "url": st.sampled_from(["https://vi.example/a?b=1&c=2", "/tin/bai-1", "mailto:lan@example.vn"]),
    }
    return by_type.get(attr.type, st.nothing())


def _attr_sets(attrs: dict[str, AttrType]) -> st.SearchStrategy[dict[str, Json]]:
    required = {name: _values(attr) for name, attr in attrs.items() if attr.required}
    optional = {name: _values(attr) for name, attr in attrs.items() if not attr.required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def _marks(draw: st.DrawFn, parent: NodeType, kinds: frozenset[str]) -> tuple[Mark, ...]:
    chosen: list[Mark] = []
    names = [name for name, mark in schema().marks.items() if name in parent.marks and mark.kind in kinds]
    if not names:
        return ()
    for name in draw(st.lists(st.sampled_from(names), max_size=3)):
        known = schema().marks[name]
        if not any(mark.type in known.excludes for mark in chosen):
            chosen.append(Mark(name, draw(_attr_sets(dict(known.attrs)))))
    return tuple(chosen)


@st.composite
def _nodes(draw: st.DrawFn, name: str, depth: int, kinds: frozenset[str]) -> Child:
    known = schema().nodes[name]
    if name == "embed":
        return Node(name, _ATTRS["embed"])
    children: list[Child] = []
    for names, repeat in _terms(known):
        low, high = {"": (1, 1), "?": (0, 1), "+": (1, 3), "*": (0, 3)}[repeat]
        if depth > 3:
            names, high = (
                [each for each in names if "prose" in schema().nodes[each].groups][:1] or names[:1],
                low,
            )
        for each in draw(st.lists(st.sampled_from(names), min_size=low, max_size=high)):
            if each == TEXT:
                children.append(Text(draw(WORDS), draw(_marks(known, kinds))))
            else:
                children.append(draw(_nodes(each, depth + 1, kinds)))
    return Node(name, draw(_attr_sets(dict(known.attrs))), tuple(children))


ALL_KINDS = frozenset({"format", "comment", "suggestion"})


def trees(*, kinds: frozenset[str] = ALL_KINDS) -> st.SearchStrategy[Node]:
    """Generate valid, normalised trees over all node types; `kinds` says which marks may occur."""
    return _nodes(TOP, 0, kinds).map(lambda tree: normalise(tree) if isinstance(tree, Node) else Node(TOP))
