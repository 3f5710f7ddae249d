"""Every letter belongs to the person who inserted it, in whatever order the updates arrive."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.stories.document import crdt
from hoitu.stories.document.authorship import UNKNOWN, Arrival, Line, lines_by_hand, words_by_person
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.structs import structs
from hoitu.stories.document.testing import every_node_tree, trees
from hoitu.stories.document.tests.test_crdt import Writer, doc
from hoitu.stories.document.tree import Node, Text
from hoitu.stories.document.updates import clocks

LAN, MINH, THU = (UUID(int=number) for number in (1, 2, 3))
AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
# Each writes a letter of their own, one of them outside the basic plane: two units of UTF-16, one letter.
LETTERS = {LAN: "ạ", MINH: "đ", THU: "🌾"}
KINDS = ("type", "type", "type", "break", "delete", "bold", "hear")
_actions = st.lists(
    st.tuples(st.sampled_from(list(LETTERS)), st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 40)),
    max_size=50,
)


class Typist(Writer):
    """A browser that sends only what its own person did, not what it heard of others."""

    def act(self, kind: str, one: int, two: int, letter: str) -> None:
        before = self.doc.get_state()
        element = self.body.children[one % len(self.body.children)]
        if kind == "type":
            self.type(one, two, letter)
        elif kind == "break":
            self.break_line(one)
        elif len(element.children) and (text := element.children[0]) and (letters := _letters(text)):
            at = two % len(letters)
            start, end = (len(letters[:place].encode()) for place in (at, at + 1))
            if kind == "delete":
                del text[start:end]
            else:
                text.format(start, end, {"bold": {}})
        update = self.doc.get_update(before)
        if update != b"\x00\x00":
            self.updates.append(update)


def _letters(text: Any) -> str:
    return "".join(run for run, _ in text.diff())


def texts_of(tree: Node) -> list[str]:
    lines = ["".join(run.text for run in _runs(child)) for child in tree.children]
    return [line for line in lines if line.strip()]


def _runs(node: Any) -> list[Text]:
    return [child for child in node.children if isinstance(child, Text)]


def by_person(lines: tuple[Line, ...]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {}
    for line in lines:
        for run in line.runs:
            found[run.hand.person] = found.get(run.hand.person, "") + run.text
    return found


@settings(deadline=None, max_examples=150)
@given(_actions, st.randoms(use_true_random=False))
def test_each_letter_belongs_to_who_inserted_it(actions: list[Any], chance: random.Random) -> None:
    start = crdt.document_from_tree(doc("xxxx", "xx"), client_id=7)
    typists = {person: Typist(100 + number, start) for number, person in enumerate(LETTERS)}
    for typist in typists.values():
        typist.doc.unobserve(typist.subscription)
    for person, kind, one, two in actions:
        if kind != "hear":
            typists[person].act(kind, one, two, LETTERS[person])
            continue
        for other in typists.values():
            typists[person].doc.apply_update(other.doc.get_update(typists[person].doc.get_state()))
    arrivals = [Arrival(each, person, AT) for person, one in typists.items() for each in one.updates]
    chance.shuffle(arrivals)

    state = crdt.apply_updates(start, [one.update for one in arrivals])
    lines = lines_by_hand(state.snapshot, [Arrival(start, None, AT), *arrivals])

    assert state.held_back == ()
    assert {person: set(text) for person, text in by_person(lines).items()} == {
        person: {letter}
        for person, letter in [*LETTERS.items(), (None, "x")]
        if letter in "".join(line.text for line in lines)
    }
    assert [line.text for line in lines] == texts_of(crdt.tree_of(state.snapshot))


def test_words_sent_again_by_another_stay_those_of_the_first() -> None:
    start = crdt.document_from_tree(doc("x"), client_id=7)
    lan = Writer(101, start)
    lan.type(0, 1, " của Lan")
    whole = (
        lan.doc.get_update()
    )  # Minh's browser gives everything it has to a server that came back from a backup

    lines = lines_by_hand(
        whole,
        [
            Arrival(start, None, AT),
            *(Arrival(each, LAN, AT) for each in lan.updates),
            Arrival(whole, MINH, AT),
        ],
    )

    assert by_person(lines) == {None: "x", LAN: " của Lan"}


def test_a_gap_filled_later_belongs_to_who_filled_it() -> None:
    start = crdt.document_from_tree(doc("x"), client_id=7)
    lan = Writer(101, start)
    lan.type(0, 1, "abc")
    first, second, third = lan.updates

    lines = lines_by_hand(
        lan.doc.get_update(), [Arrival(second, MINH, AT), Arrival(lan.doc.get_update(), LAN, AT)]
    )

    assert by_person(lines) == {LAN: "xac", MINH: "b"}
    assert by_person(
        lines_by_hand(lan.doc.get_update(), [Arrival(first, LAN, AT), Arrival(third, MINH, AT)])
    ) == {
        None: "xb",
        LAN: "a",
        MINH: "c",
    }


def test_the_minute_of_each_run_is_told() -> None:
    lan = Writer(101, crdt.document_from_tree(doc("x"), client_id=7))
    lan.type(0, 1, "ab")
    first, *rest = lan.updates
    later = AT + timedelta(minutes=5, seconds=20)

    (line,) = lines_by_hand(
        lan.doc.get_update(), [Arrival(first, LAN, AT), *(Arrival(each, LAN, later) for each in rest)]
    )

    assert [(run.text, run.hand.at) for run in line.runs] == [
        ("x", None),
        ("a", AT),
        ("b", AT + timedelta(minutes=5)),
    ]


def test_the_headline_is_a_line_and_words_are_counted_for_who_wrote_most_of_them() -> None:
    state = crdt.document_from_tree(doc("Một hai"), "Tít bài", "Sapo")

    lines = lines_by_hand(state, [Arrival(state, LAN, AT)])

    assert [(line.kind, line.text) for line in lines] == [
        ("headline", "Tít bài"),
        ("standfirst", "Sapo"),
        ("paragraph", "Một hai"),
    ]
    assert words_by_person(lines) == {LAN: 5}
    assert words_by_person(lines_by_hand(state, [])) == {None: 5}
    assert all(run.hand == UNKNOWN for line in lines_by_hand(state, []) for run in line.runs)


@settings(deadline=None, max_examples=100)
@given(trees())
def test_every_operation_of_any_document_is_read(tree: Node) -> None:
    state = crdt.document_from_tree(tree, "Tít 🌾", client_id=9)

    read = list(structs(state))

    assert {9: read[-1].clock + read[-1].length} == clocks(crdt.state_vector_of(state))
    assert [(one.clock) for one in read] == [0, *(one.clock + one.length for one in read[:-1])]


def test_every_node_type_is_read() -> None:
    state = crdt.document_from_tree(every_node_tree(suggestions=True), client_id=9)

    assert sum(one.length for one in structs(state)) == clocks(crdt.state_vector_of(state))[9]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_damaged_bytes_are_refused_and_never_crash(data: st.DataObject) -> None:
    good = bytearray(crdt.document_from_tree(every_node_tree(), client_id=9))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        list(structs(bytes(good[: data.draw(st.integers(1, len(good)))])))
    except BrokenUpdate:
        return


def test_bytes_that_end_early_are_refused() -> None:
    with pytest.raises(BrokenUpdate):
        list(structs(crdt.document_from_tree(doc("abc"))[:-4]))
