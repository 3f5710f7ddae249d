"""The shared document: everything typed survives, in any order of arrival."""

import random
from typing import Any

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.stories.document import crdt, yjs
from hoitu.stories.document.errors import BrokenUpdate, InvalidDocument
from hoitu.stories.document.testing import every_node_tree, trees
from hoitu.stories.document.tree import Mark, Node, Text, canonical_json, texts
from hoitu.stories.document.validity import problems


def doc(*lines: str) -> Node:
    return Node("doc", {}, tuple(Node("paragraph", {}, (Text(line),) if line else ()) for line in lines))


def words(tree: Node) -> str:
    return "\n".join(text.text for text in texts(tree))


class Writer:
    """A browser: keeps its own copy and hands out its updates."""

    def __init__(self, client_id: int, state: bytes) -> None:
        self.doc = yjs.open_document(state, client_id)
        self.updates: list[bytes] = []
        self.subscription = self.doc.observe(lambda event: self.updates.append(event.update))

    @property
    def body(self) -> Any:
        return self.doc.get("body", type=pycrdt.XmlFragment)

    def type(self, paragraph: int, at: int, words: str) -> None:
        """Type words into a paragraph, letter by letter."""
        element = self.body.children[paragraph % len(self.body.children)]
        if not len(element.children):
            element.children.append(pycrdt.XmlText())
        text = element.children[0]
        # Only whole letters: pycrdt counts bytes.
        letters = "".join(run for run, _ in text.diff())
        at = len(letters[: at % (len(letters) + 1)].encode())
        for letter in words:
            text.insert(at, letter, {})
            at += len(letter.encode())

    def break_line(self, at: int) -> None:
        self.body.children.insert(at % (len(self.body.children) + 1), pycrdt.XmlElement("paragraph"))

    def receive(self, *updates: bytes) -> None:
        for update in updates:
            self.doc.apply_update(update)


def test_a_new_story_begins_with_one_paragraph_that_everyone_shares() -> None:
    assert crdt.empty_document() == crdt.empty_document()
    assert crdt.tree_of(crdt.empty_document()) == Node("doc", {}, (Node("paragraph"),))
    assert crdt.tree_of(b"") == Node("doc", {}, (Node("paragraph"),))
    merged = crdt.apply_updates(crdt.empty_document(), [crdt.empty_document()])
    assert merged.snapshot == crdt.empty_document()


def test_headline_and_standfirst_stand_beside_the_body() -> None:
    state = crdt.document_from_tree(doc("Thân bài"), "Tít\nbài ", "Sa-pô")

    assert crdt.headline_of(state) == "Tít bài"
    assert crdt.standfirst_of(state) == "Sa-pô"
    assert words(crdt.tree_of(state)) == "Thân bài"


def test_every_node_type_comes_back_as_it_went_in() -> None:
    tree = every_node_tree(suggestions=True)

    assert crdt.tree_of(crdt.document_from_tree(tree)) == tree


@settings(deadline=None)
@given(trees())
def test_tree_to_crdt_to_tree_is_identity(tree: Node) -> None:
    back = crdt.tree_of(crdt.document_from_tree(tree))

    assert canonical_json(back) == canonical_json(tree)


def test_overlapping_comments_are_named_as_browsers_name_them() -> None:
    # Computed with y-prosemirror's own hashOfJSON({type: "comment", attrs: {thread: …}}).
    mark = Mark("comment", {"thread": "0190c000-0000-7000-8000-0000000000c0"})
    other = Mark("comment", {"thread": "0190c000-0000-7000-8000-0000000000c1"})

    assert list(yjs.mark_attributes((mark,))) == ["comment--IwKnNogv"]
    tree = Node("doc", {}, (Node("paragraph", {}, (Text("hai luồng", (mark, other)),)),))
    assert crdt.tree_of(crdt.document_from_tree(tree)) == tree


_actions = st.lists(
    st.tuples(st.sampled_from(["type", "break", "sync"]), st.integers(0, 9), st.integers(0, 20)), max_size=25
)


@settings(deadline=None, max_examples=examples(150))
@given(_actions, _actions, st.randoms(use_true_random=False))
def test_two_writers_converge_and_no_letter_is_lost(
    lan_does: list[Any], minh_does: list[Any], chance: random.Random
) -> None:
    start = crdt.document_from_tree(doc("Hà Nội", "Huế"), client_id=7)
    lan, minh = Writer(101, start), Writer(102, start)
    for writer, actions, letter in ((lan, lan_does, "ạ"), (minh, minh_does, "đ")):
        for kind, one, two in actions:
            if kind == "type":
                writer.type(one, two, letter)
            elif kind == "break":
                writer.break_line(one)
    typed = [sum(kind == "type" for kind, *_ in actions) for actions in (lan_does, minh_does)]
    updates = [*lan.updates, *minh.updates]
    shuffled = [*updates, *updates[::2]]
    chance.shuffle(shuffled)

    in_order = crdt.apply_updates(start, updates)
    any_order = crdt.apply_updates(start, shuffled)
    lan.receive(*minh.updates)
    minh.receive(*lan.updates)

    assert in_order.held_back == any_order.held_back == ()
    assert crdt.tree_of(any_order.snapshot) == crdt.tree_of(in_order.snapshot)
    assert crdt.tree_of(lan.doc.get_update()) == crdt.tree_of(in_order.snapshot)
    assert crdt.tree_of(minh.doc.get_update()) == crdt.tree_of(in_order.snapshot)
    assert crdt.covers(any_order.state_vector, in_order.state_vector)
    assert crdt.covers(in_order.state_vector, any_order.state_vector)
    result = words(crdt.tree_of(in_order.snapshot))
    assert [result.count("ạ"), result.count("đ")] == typed
    assert problems(crdt.tree_of(in_order.snapshot)) == ()


def test_an_update_whose_predecessor_is_missing_is_reported_so_that_its_row_is_kept() -> None:
    start = crdt.document_from_tree(doc("Một"), client_id=7)
    lan = Writer(101, start)
    lan.type(0, 0, "ab")
    first, second = lan.updates
    with lan.doc.transaction():
        del lan.body.children[0].children[0][0:1]
    removal = lan.updates[2]

    state = crdt.apply_updates(start, [second, removal])
    later = crdt.apply_updates(state.snapshot, [first, second, removal])

    assert state.held_back == (0, 1)
    assert words(crdt.tree_of(state.snapshot)) == "Một"
    assert later.held_back == ()
    assert words(crdt.tree_of(later.snapshot)) == words(crdt.tree_of(lan.doc.get_update()))


def test_a_deletion_that_arrives_before_the_words_it_deletes_is_reported() -> None:
    start = crdt.document_from_tree(doc("x"), client_id=7)
    lan = Writer(101, start)
    lan.type(0, 0, "mất")
    with lan.doc.transaction():
        del lan.body.children[0].children[0][0:1]

    assert crdt.apply_updates(start, [lan.updates[-1]]).held_back == (0,)
    assert crdt.apply_updates(start, lan.updates).held_back == ()


@pytest.mark.parametrize("broken", [b"\xff", b"\x01", b"xyz" * 9, b"\x01\x01\x05\x00\x04\x01\x08head"])
def test_bytes_that_are_no_update_are_refused_by_name(broken: bytes) -> None:
    with pytest.raises(BrokenUpdate):
        crdt.apply_updates(crdt.empty_document(), [broken])
    with pytest.raises(BrokenUpdate):
        crdt.diff(crdt.empty_document(), b"\xff\xff\xff")


@settings(deadline=None, max_examples=examples(300))
@given(st.data())
def test_damaged_updates_are_refused_or_merge_and_never_crash(data: st.DataObject) -> None:
    good = bytearray(crdt.document_from_tree(every_node_tree(), client_id=9))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        state = crdt.apply_updates(b"", [bytes(good)])
        tree = crdt.tree_of(state.snapshot)
    except (BrokenUpdate, InvalidDocument):
        return
    assert problems(tree) == ()


def test_diff_gives_a_reader_only_what_it_lacks() -> None:
    start = crdt.document_from_tree(doc("Một"), client_id=7)
    lan = Writer(101, start)
    seen = lan.doc.get_state()
    lan.type(0, 0, "X")
    missing = crdt.diff(lan.doc.get_update(), seen)

    assert len(missing) < len(lan.doc.get_update())
    assert words(crdt.tree_of(crdt.apply_updates(start, [missing]).snapshot)) == "XMột"
    assert crdt.covers(lan.doc.get_state(), seen)
    assert not crdt.covers(seen, lan.doc.get_state())


def test_restoring_keeps_what_another_person_types_meanwhile() -> None:
    start = crdt.document_from_tree(doc("Câu một còn nguyên.", "Câu hai bị sửa hỏng.", "Câu ba."), "Tít hỏng")
    minh = Writer(102, start)
    restored = doc("Câu một còn nguyên.", "Câu hai đã sửa.", "Câu ba.")

    update = crdt.replace_body(start, restored, headline="Tít")
    minh.type(0, 0, "Mới: ")
    minh.type(1, 0, "Nay ")
    merged = crdt.apply_updates(start, [update, *minh.updates]).snapshot

    assert words(crdt.tree_of(merged)) == "Mới: Câu một còn nguyên.\nNay Câu hai đã sửa.\nCâu ba."
    assert crdt.headline_of(merged) == "Tít"


@settings(deadline=None, max_examples=examples(60))
@given(trees(), trees())
def test_any_document_can_be_replaced_by_any_other(before: Node, after: Node) -> None:
    start = crdt.document_from_tree(before)

    update = crdt.replace_body(start, after)

    merged = crdt.apply_updates(start, [update])
    assert merged.held_back == ()
    assert canonical_json(crdt.tree_of(merged.snapshot)) == canonical_json(after)


def test_replacing_a_document_by_itself_changes_nothing() -> None:
    start = crdt.document_from_tree(every_node_tree(suggestions=True))

    assert crdt.replace_body(start, crdt.tree_of(start)) == b"\x00\x00"
