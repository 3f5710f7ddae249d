"""The tree: one form, exact errors, stable bytes; any tree can be fitted."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.stories.document.errors import InvalidDocument, UnresolvedSuggestions
from hoitu.stories.document.fit import fit
from hoitu.stories.document.schema import schema
from hoitu.stories.document.testing import every_node_tree, trees
from hoitu.stories.document.tree import (
    Mark,
    Node,
    Text,
    canonical_json,
    content_hash,
    from_json,
    normalise,
    texts,
    to_json,
    walk,
)
from hoitu.stories.document.validity import assets_of, for_release, problems, release_problems, validate


def doc(*children: Any) -> Node:
    return Node("doc", {}, children)


def paragraph(*children: Any) -> Node:
    return Node("paragraph", {}, tuple(Text(c) if isinstance(c, str) else c for c in children))


def test_the_tree_of_everything_is_valid_and_ready_for_release() -> None:
    tree = every_node_tree()

    assert problems(tree) == ()
    assert release_problems(tree) == ()
    assert problems(every_node_tree(suggestions=True)) == ()
    assert not any(mark.type == "comment" for text in texts(for_release(tree)) for mark in text.marks)


@given(trees())
def test_generated_trees_are_valid_and_in_their_one_form(tree: Node) -> None:
    assert problems(tree) == ()
    assert normalise(tree) == tree
    assert from_json(to_json(tree)) == tree
    assert from_json(json.loads(canonical_json(tree))) == tree
    assert fit(tree) == tree


def test_equal_content_has_equal_bytes() -> None:
    decomposed = unicodedata.normalize("NFD", "Việt")
    one = doc(Node("heading", {"level": 2.0, "textAlign": None}, (Text("Vi"), Text("ệt"))))
    other = doc(Node("heading", {"level": 2}, (Text(decomposed),)))

    assert canonical_json(one) == canonical_json(other)
    assert content_hash(one) == content_hash(other)
    assert content_hash(doc(paragraph("Việt"))) != content_hash(one)


def test_tone_marks_split_over_runs_are_joined() -> None:
    assert normalise(doc(paragraph("e", "\u0323", "\u0302"))) == doc(paragraph("ệ"))


@pytest.mark.parametrize(
    ("child", "code", "path"),
    [
        (Node("marquee"), "unknown", (0,)),
        (Node("listItem", {}, (paragraph(),)), "content", ()),
        (Node("heading", {"level": 7}), "attr:level", (0,)),
        (Node("heading", {"level": True}), "attr:level", (0,)),
        (Node("paragraph", {"onclick": "x"}), "unknown-attr", (0,)),
        (Node("figure", {"asset": "../../etc/passwd"}), "attr:asset", (0,)),
        (Node("embed", {"provider": "youtube", "url": "https://evil.example/"}), "provider", (0,)),
        (Node("embed", {"provider": "youtube", "url": "http://youtube.com/x"}), "provider", (0,)),
        (Node("mapLocator", {"lat": float("nan"), "lon": 1}), "attr:lat", (0,)),
        (Node("chart", {"spec": {"data": {"url": "file:///etc/passwd"}}}), "attr:spec", (0,)),
        (paragraph(Text("x", (Mark("link", {"href": "java\nscript:alert(1)"}),))), "mark", (0, 0)),
        (paragraph(Text("x", (Mark("subscript"), Mark("superscript")))), "mark-clash", (0, 0)),
        (Node("codeBlock", {}, (Text("x", (Mark("bold"),)),)), "mark-place", (0, 0)),
        (paragraph(Text("")), "empty", (0, 0)),
    ],
)
def test_each_fault_is_named_with_its_place(child: Node, code: str, path: tuple[int, ...]) -> None:
    found = problems(doc(child))

    assert [(problem.code, problem.path) for problem in found] == [(code, path)]
    with pytest.raises(InvalidDocument):
        validate(doc(child))
    assert problems(fit(doc(child))) == ()


@pytest.mark.parametrize(
    "value",
    [None, [], "x", {"type": "paragraph"}, {"type": "doc", "content": [{"type": "text"}]}, {"type": 3},
     {"type": "doc", "content": "x"}, {"type": "doc", "attrs": []}, {"type": "doc", "content": [None]}],
)  # fmt: skip
def test_what_is_no_document_is_refused(value: object) -> None:
    with pytest.raises(InvalidDocument):
        from_json(value)


def test_deep_nesting_is_refused() -> None:
    value: dict[str, Any] = {"type": "paragraph"}
    for _ in range(500):
        value = {"type": "blockquote", "content": [value]}

    with pytest.raises(InvalidDocument):
        from_json({"type": "doc", "content": [value]})


def test_release_needs_every_suggestion_settled_and_every_required_value() -> None:
    with pytest.raises(UnresolvedSuggestions) as refused:
        for_release(every_node_tree(suggestions=True))
    assert refused.value.count == 3

    with pytest.raises(InvalidDocument) as missing:
        for_release(doc(Node("figure", {"pending": "https://x.vn/a.jpg"})))
    assert [problem.code for problem in missing.value.problems] == ["missing:asset"]


def test_assets_are_listed_once_in_reading_order() -> None:
    first, second = "0190c000-0000-7000-8000-000000000001", "0190c000-0000-7000-8000-000000000002"
    figures = [Node("figure", {"asset": asset}) for asset in (second, first, second)]

    assert [str(asset) for asset in assets_of(doc(*figures))] == [second, first]


def test_lists_and_cells_left_empty_by_merging_disappear_and_words_stay() -> None:
    broken = doc(
        Text("chữ trần"),
        Node("bulletList"),
        Node("bulletList", {}, (paragraph("không có mục"),)),
        Node("table", {}, (Node("tableRow", {}, (Node("heading", {}, (Text("ô"),)),)),)),
        Node("questionAnswer", {}, (Node("answer", {}, (paragraph("đáp"),)),)),
        Node("paragraph", {}, (Text("trước "), Node("figure", {}, (Text("ảnh"),)), Text("sau"))),
        Node("unknown", {}, (paragraph("lạ"),)),
    )  # fmt: skip

    tree = fit(broken)

    assert problems(tree) == ()
    assert [text.text for text in texts(tree)] == [
        "chữ trần",
        "không có mục",
        "ô",
        "đáp",
        "trước sau",
        "ảnh",
        "lạ",
    ]


_any_type = st.sampled_from([*schema().nodes, "weird"])
_any_tree = st.recursive(
    st.text("ab ", min_size=1, max_size=4).map(Text),
    lambda inner: st.builds(Node, _any_type, st.just({}), st.lists(inner, max_size=4).map(tuple)),
    max_leaves=25,
)


@settings(max_examples=examples(300))
@given(st.lists(_any_tree, max_size=4))
def test_any_tree_can_be_fitted_without_losing_words(children: list[Any]) -> None:
    tree = fit(doc(*children))

    assert problems(tree) == ()
    assert fit(tree) == tree
    before = sorted("".join("".join(t.text for t in texts(doc(*children))).split()))
    after = sorted("".join("".join(t.text for t in texts(tree)).split()))
    leaves = {"chart", "embed", "poll", "mapLocator", "aiLabel", "horizontalRule", "hardBreak", "text"}
    if not any(node.type in leaves for node in walk(doc(*children))):
        assert after == before
