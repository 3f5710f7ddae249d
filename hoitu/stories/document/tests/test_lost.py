"""What is called lost is exactly what nobody deleted knowing it, in whatever order it arrives."""

import random
from typing import Any

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.stories.document import crdt, lost
from hoitu.stories.document.tests.test_crdt import Writer, doc, words

# Each writer has letters of their own, one of them outside the basic plane: two units of UTF-16.
LETTERS = {101: "l", 102: "ạ", 103: "🌾"}
KINDS = ("type", "type", "type", "delete letter", "delete passage", "join", "hear")
_actions = st.lists(
    st.tuples(st.sampled_from(list(LETTERS)), st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 30)),
    max_size=40,
)


class Device(Writer):
    """A browser that counts which of its own and of others' letters it has deleted with open eyes."""

    def __init__(self, client_id: int, state: bytes) -> None:
        super().__init__(client_id, state)
        self.deleted: dict[str, int] = dict.fromkeys(LETTERS.values(), 0)

    def act(self, kind: str, one: int, two: int, letter: str) -> None:
        shown = self._letters()
        with self.doc.transaction():
            self._do(kind, one, two, letter)
        if kind != "type":
            for sign, count in shown.items():
                self.deleted[sign] += count - self._letters()[sign]

    def hear(self, other: "Device") -> None:
        """Take in what another has; what is heard is not sent on."""
        sent = len(self.updates)
        self.doc.apply_update(other.doc.get_update(self.doc.get_state()))
        del self.updates[sent:]

    def _do(self, kind: str, one: int, two: int, letter: str) -> None:
        count = len(self.body.children)
        if not count:
            return
        if kind == "type":
            self.type(one, two, letter)
            return
        element = self.body.children[one % count]
        if kind == "delete passage" and count > 1:
            del self.body.children[one % count]
        elif kind == "join" and count > 1 and one % count:
            # As y-prosemirror does: the words are written anew at the end of the passage before.
            said = "".join(_said(child) for child in element.children)
            anew = "".join(sign for sign in said if sign not in LETTERS.values())
            before = self.body.children[one % count - 1]
            if anew and len(before.children):
                text = before.children[0]
                text.insert(len(_said(text).encode()), anew, {})
            del self.body.children[one % count]
        elif kind == "delete letter" and len(element.children) and (said := _said(element.children[0])):
            at = two % len(said)
            del element.children[0][len(said[:at].encode()) : len(said[: at + 1].encode())]

    def _letters(self) -> dict[str, int]:
        said = "".join(_said(child) for element in self.body.children for child in element.children)
        return {sign: said.count(sign) for sign in LETTERS.values()}


def _said(text: Any) -> str:
    return "".join(run for run, _ in text.diff())


@settings(deadline=None, max_examples=examples(150))
@given(_actions, st.randoms(use_true_random=False), st.booleans())
def test_every_typed_letter_stands_or_was_deleted_by_who_saw_it_or_is_named_lost(
    actions: list[Any], chance: random.Random, at_once: bool
) -> None:
    start = crdt.document_from_tree(doc("x", "x", "x"), client_id=7)
    devices = {client: Device(client, start) for client in LETTERS}
    typed = dict.fromkeys(LETTERS.values(), 0)
    for client, kind, one, two in actions:
        device = devices[client]
        if kind == "hear":
            for other in devices.values():
                device.hear(other)
            continue
        if kind == "type" and len(device.body.children):
            typed[LETTERS[client]] += 1
        device.act(kind, one, two, LETTERS[client])
    # Each device's own updates come in their order, mixed with those of others.
    queues = [list(device.updates) for device in devices.values()]
    arrived: list[bytes] = []
    while any(queues):
        arrived.append(chance.choice([queue for queue in queues if queue]).pop(0))

    batches = [arrived] if at_once else [[update] for update in arrived]
    state, vanished = start, dict.fromkeys(LETTERS.values(), 0)
    waiting: list[bytes] = []
    for batch in batches:
        tried = [*waiting, *batch]
        merged = crdt.apply_updates(state, tried)
        waiting = [tried[position] for position in merged.held_back]
        batch = [update for position, update in enumerate(tried) if position not in merged.held_back]
        after = merged.snapshot
        gone = lost.taken_along(state, after, batch)
        found: dict[tuple[int, int], str] = {}
        for update in arrived:
            found |= {(one.client, one.clock): one.text for one in lost.letters_in(update, gone)}
        for text in found.values():
            for sign in LETTERS.values():
                vanished[sign] += text.count(sign)
        state = after

    said = words(crdt.tree_of(state))
    for sign, count in typed.items():
        # Two who delete the same letter both saw it: it counts twice.
        assert said.count(sign) + vanished[sign] <= count
        deleted = sum(device.deleted[sign] for device in devices.values())
        assert count <= said.count(sign) + vanished[sign] + deleted, (sign, typed, vanished)


@pytest.mark.parametrize("who_is_first", ["typist", "joiner"])
def test_words_typed_into_a_passage_that_another_joins_are_named(who_is_first: str) -> None:
    start = crdt.document_from_tree(doc("một", "hai"), client_id=7)
    lan, minh = Writer(101, start), Writer(102, start)
    lan.type(1, 3, " của Lan")
    with minh.doc.transaction():
        minh.body.children[0].children[0].insert(len("một".encode()), "hai", {})
        del minh.body.children[1]
    first, second = (lan, minh) if who_is_first == "typist" else (minh, lan)
    between = crdt.apply_updates(start, first.updates).snapshot
    after = crdt.apply_updates(between, second.updates).snapshot

    assert lost.taken_along(start, between, first.updates) == {}
    gone = lost.taken_along(between, after, second.updates)

    letters = [one for update in lan.updates for one in lost.letters_in(update, gone)]
    assert "".join(one.text for one in letters) == " của Lan"
    assert letters[0].beside is not None
    assert any(lost.holds(lost.deleted_in(update), letters[0].beside) for update in minh.updates)


def test_what_is_deleted_by_who_sees_it_is_not_lost() -> None:
    start = crdt.document_from_tree(doc("một", "hai"), client_id=7)
    lan = Writer(101, start)
    lan.type(1, 3, " của Lan")
    minh = Writer(102, start)
    minh.receive(*lan.updates)
    minh.updates.clear()
    del minh.body.children[1]

    before = crdt.apply_updates(start, lan.updates).snapshot
    after = crdt.apply_updates(before, minh.updates).snapshot

    assert lost.taken_along(before, after, minh.updates) == {}
    assert pycrdt.get_state(after) == pycrdt.get_state(before)
