"""A text has one name, whatever made it, and can be shown again as it was."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.stories.document import crdt, seen
from hoitu.stories.document.testing import THREAD, every_node_tree
from hoitu.stories.document.tests.test_authorship import LAN, LETTERS, MINH, Typist
from hoitu.stories.document.tests.test_crdt import Writer, doc, words
from hoitu.stories.document.tree import Mark, Node, Text

_actions = st.lists(
    st.tuples(
        st.sampled_from([LAN, MINH]),
        st.sampled_from(["type", "break", "delete", "bold"]),
        st.integers(0, 9),
        st.integers(0, 40),
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=80)
@given(_actions, st.randoms(use_true_random=False), st.integers(0, 30))
def test_an_earlier_text_is_found_by_its_name(actions: list[Any], chance: random.Random, at: int) -> None:
    start = crdt.document_from_tree(doc("xxxx", "xx"), client_id=7)
    typists = {person: Typist(100 + number, start) for number, person in enumerate((LAN, MINH))}
    for person, typist in typists.items():
        typist.doc.unobserve(typist.subscription)
        for who, kind, one, two in actions:
            if who == person:
                typist.act(kind, one, two, LETTERS[person])
    updates = [start, *typists[LAN].updates, *typists[MINH].updates]
    then = crdt.merged(updates[: at + 1])
    heard = updates[: at + 1]
    chance.shuffle(heard)

    found = seen.document_seen(seen.fingerprint(then), crdt.state_vector_of(then), updates)

    assert seen.fingerprint(crdt.merged([*heard, *heard])) == seen.fingerprint(then)
    assert found is not None
    assert crdt.tree_of(found) == crdt.tree_of(then)


def test_a_deletion_alone_is_another_text_and_the_one_before_is_found() -> None:
    start = crdt.document_from_tree(doc("abc"), client_id=7)
    lan = Writer(101, start)
    with lan.doc.transaction():
        del lan.body.children[0].children[0][0:1]
    after = lan.doc.get_update()

    assert crdt.state_vector_of(start) == crdt.state_vector_of(after)
    assert seen.fingerprint(start) != seen.fingerprint(after)
    shown = seen.document_seen(seen.fingerprint(start), crdt.state_vector_of(start), [start, *lan.updates])
    assert shown is not None
    assert words(crdt.tree_of(shown)) == "abc"


def test_a_comment_is_no_other_text_and_bold_is() -> None:
    def with_mark(*marks: Mark) -> str:
        runs = (Text("một "), Text("hai", marks), Text(" ba"))
        return seen.fingerprint(crdt.document_from_tree(Node("doc", {}, (Node("paragraph", {}, runs),))))

    assert with_mark() == with_mark(Mark("comment", {"thread": THREAD}))
    assert with_mark() != with_mark(Mark("bold"))


def test_the_browser_names_a_text_alike() -> None:
    # frontend/editor/seen.test.ts expects the same digits of the same text.
    figure = Node("figure", {"layout": "wide", "focalX": 0.25, "focalY": 1}, ())
    runs = (Text("một "), Text("hai 🌾", (Mark("bold"), Mark("link", {"href": "https://a.example/"}))))
    state = crdt.document_from_tree(Node("doc", {}, (Node("paragraph", {}, runs), figure)), "Tít", "Sapo")

    assert seen.fingerprint(state) == "741662afabe418a1"


def test_every_node_type_has_a_name() -> None:
    assert len(seen.fingerprint(crdt.document_from_tree(every_node_tree(suggestions=True)))) == 16


def test_a_text_that_the_updates_do_not_hold_is_not_found() -> None:
    start = crdt.document_from_tree(doc("abc"), client_id=7)
    lan = Writer(101, start)
    lan.type(0, 0, "x")
    after = lan.doc.get_update()

    assert seen.document_seen(seen.fingerprint(after), crdt.state_vector_of(after), [start]) is None
