"""Whatever happens while people write: what the server acknowledged is there, once, for everybody.

A state machine: editors type, delete, break, join and suggest, offline and on; updates go by both ways, late, twice,
in any order, with their answers lost; meanwhile the story moves, people leave and come back, processes die, clocks
jump. `make test` plays a few runs, `make faults` a thousand new ones.
"""

import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pycrdt
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hoitu.accounts.operations import membership
from hoitu.accounts.queries import actor_for
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, Refused
from hoitu.kernel.testing import examples
from hoitu.stories import api
from hoitu.stories.data import Life
from hoitu.stories.document import crdt, tree, yjs
from hoitu.stories.models import DocumentState, DocumentUpdate, Section, Stage
from hoitu.stories.operations.details import ensure_term
from hoitu.stories.operations.move import move_story
from hoitu.stories.testing import fresh
from hoitu.stories.tests.simulated import Account, Change, SimulatedEditor, letters_in, suggestion
from hoitu.stories.words import document_of, waiting_of

pytestmark = [pytest.mark.django_db, pytest.mark.hypothesis, pytest.mark.timeout(3 * 3600)]

USUAL_RUNS, STEPS = 12, 40
PEOPLE = {"lan": "reporter", "minh": "editor", "thu": "secretary"}
PROCESSES = 2
WHY = "tests"

who = st.sampled_from(sorted(PEOPLE))
some = st.integers(0, 30)
few = st.integers(1, 4)
process = st.integers(0, PROCESSES - 1)
orders = st.sampled_from(["merged", "each", "backwards", "last", "twice"])


class House:
    """The people, made once: each run begins with all of them at work."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.people = {name: make_person(self.agency, role, name=name) for name, role in PEOPLE.items()}
        self.dung = actor_of(make_person(self.agency, "director", name="Dũng"))
        self.section = ensure_term(Section, self.agency.pk, "Thời sự").pk

    def actor(self, name: str) -> Actor | None:
        """Return who a person is now; None when they do not work here."""
        try:
            return actor_for(person_id=self.people[name].pk, agency_id=self.agency.pk)
        except NotAllowed:
            return None


class Newsroom(RuleBasedStateMachine):
    """One story and three people's editors at two web processes."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.begin = clock.now()
        self.moment = clock.frozen(self.begin)
        self.moment.__enter__()
        self.account = Account()
        self.rows = self.clients = 0
        self.floors = [0] * PROCESSES

    @initialize()
    def lan_begins(self) -> None:
        lan = self.house.actor("lan")
        assert lan is not None
        self.story_id = api.create_story(
            actor=lan, headline="ạ", standfirst="Sapo.", section_id=self.house.section
        )
        self.rows = 1
        self.editors = {name: SimulatedEditor(name, self.new_client()) for name in sorted(PEOPLE)}
        self.account.editors = list(self.editors.values())
        self.editors["lan"].split(0, 0)
        self.editors["lan"].type(0, 0, 2)
        for name in self.editors:
            self.by_request(name, answer_is_lost=False)

    def new_client(self) -> int:
        self.clients += 1
        return 1000 + self.clients

    # What people do in their editors.

    @rule(name=who, at=some, length=few)
    def types_headline(self, name: str, at: int, length: int) -> None:
        self.editors[name].type_headline(at, length)

    @rule(name=who, at=some, length=few)
    def cuts_headline(self, name: str, at: int, length: int) -> None:
        self.editors[name].cut_headline(at, length)

    @rule(name=who, paragraph=some, at=some, length=few)
    def types(self, name: str, paragraph: int, at: int, length: int) -> None:
        self.editors[name].type(paragraph, at, length)

    @rule(name=who, paragraph=some, at=some, length=few)
    def cuts(self, name: str, paragraph: int, at: int, length: int) -> None:
        self.editors[name].cut(paragraph, at, length)

    @rule(name=who, paragraph=some, at=some)
    def breaks(self, name: str, paragraph: int, at: int) -> None:
        self.editors[name].split(paragraph, at)

    @rule(name=who, paragraph=some)
    def joins(self, name: str, paragraph: int) -> None:
        self.editors[name].join(paragraph)

    @rule(name=who, paragraph=some, at=some, length=few, number=st.integers(1, 3))
    def suggests_words(self, name: str, paragraph: int, at: int, length: int, number: int) -> None:
        mark = suggestion("insertion", self.house.people[name].pk, number)
        self.editors[name].type(paragraph, at, length, mark=mark)

    @rule(name=who, paragraph=some, at=some, length=few, number=st.integers(4, 6))
    def suggests_to_cut(self, name: str, paragraph: int, at: int, length: int, number: int) -> None:
        mark = suggestion("deletion", self.house.people[name].pk, number)
        self.editors[name].mark(paragraph, at, length, mark)

    @rule(name=who)
    def opens_the_page_again(self, name: str) -> None:
        editor = self.editors[name]
        editor.disconnect()
        editor.reload(self.new_client())

    # The ways to the server.

    @rule(name=who, at=process)
    def connects(self, name: str, at: int) -> None:
        """HELLO and WELCOME."""
        editor, actor = self.editors[name], self.house.actor(name)
        editor.disconnect()
        if actor is None:
            return
        if not any(other.process == at for other in self.editors.values()):
            self.floors[at] = api.last_update(story_id=self.story_id)
        self.take_answer(editor, self.ask_server(actor, editor, b""))
        editor.process = at

    @rule(name=who)
    def goes_offline(self, name: str) -> None:
        self.editors[name].disconnect()

    @rule(names=st.lists(who, min_size=1, unique=True), order=orders, answer_is_lost=st.booleans())
    def by_socket(self, names: list[str], order: str, answer_is_lost: bool) -> None:
        """Several editors' updates in one commit of the process, as `realtime.writer` stores them."""
        batch = [
            (editor, changes)
            for editor in (self.editors[name] for name in names)
            if editor.process is not None and editor.may_send and editor.unsent
            for changes in ordered(editor.unsent, order)
        ]
        quick = [one for one in batch if one[0].standing and one[0].standing.may_write]
        found = api.append_updates([self.arrival(*one) for one in quick], origin="here")
        asked = [one for one in batch if one not in quick]
        for (editor, changes), number in zip(quick, found, strict=True):
            if number is None:
                asked.append((editor, changes))
            else:
                self.stored(editor, changes)
                self.answer(editor, changes, answer_is_lost)
        for editor, changes in asked:
            self.look_and_take_in(editor, changes, answer_is_lost)

    def arrival(self, editor: SimulatedEditor, changes: Sequence[Change]) -> api.Arrival:
        person = self.house.people[editor.person].pk
        assert editor.standing is not None
        return api.Arrival(self.house.agency.pk, self.story_id, person, merged(changes), editor.standing.turn)

    def look_and_take_in(
        self, editor: SimulatedEditor, changes: Sequence[Change], answer_is_lost: bool
    ) -> None:
        actor = self.house.actor(editor.person)
        if actor is None:
            editor.disconnect()
            return
        if editor.process is None or not editor.may_send:
            return
        editor.standing = api.standing(actor=actor, story_id=self.story_id)
        try:
            number = api.take_in(actor=actor, story_id=self.story_id, update=merged(changes))
        except Refused:
            editor.may_send = False
            return
        self.stored(editor, changes, is_new=number is not None)
        self.answer(editor, changes, answer_is_lost)

    def stored(self, editor: SimulatedEditor, changes: Sequence[Change], *, is_new: bool = True) -> None:
        """Note what the server says it has, and let it reach those who are at the same process."""
        self.rows += is_new
        for change in changes:
            change.stored = True
        for other in self.editors.values():
            if other is not editor and other.process == editor.process and editor.process is not None:
                other.heard.append(merged(changes))

    def answer(self, editor: SimulatedEditor, changes: Sequence[Change], is_lost: bool) -> None:
        if is_lost:
            editor.disconnect()
        else:
            editor.unsent = [one for one in editor.unsent if one not in changes]

    @rule(name=who, answer_is_lost=st.booleans())
    def by_request(self, name: str, answer_is_lost: bool) -> None:
        """The way where no socket passes: everything at once, and whatever others typed comes back."""
        editor, actor = self.editors[name], self.house.actor(name)
        if actor is None:
            return
        changes = list(editor.unsent) if editor.may_send else []
        before = self.count_rows()
        try:
            answer = self.ask_server(actor, editor, merged(changes) if changes else b"")
        except Refused:
            editor.may_send = False
            return
        self.stored(editor, changes, is_new=self.count_rows() > before)
        if not answer_is_lost:
            editor.unsent = [one for one in editor.unsent if one not in changes]
            self.take_answer(editor, answer)

    def ask_server(self, actor: Actor, editor: SimulatedEditor, update: bytes) -> Any:
        vector = editor.doc.get_state()
        return api.sync_document(actor=actor, story_id=self.story_id, update=update, state_vector=vector)

    def take_answer(self, editor: SimulatedEditor, answer: Any) -> None:
        editor.take([answer.update])
        editor.standing, editor.may_send = answer.standing, True

    @rule(name=who, how_many=few)
    def hears(self, name: str, how_many: int) -> None:
        editor = self.editors[name]
        editor.take(editor.heard[:how_many])
        del editor.heard[:how_many]

    @rule(at=process)
    def process_catches_up(self, at: int) -> None:
        """A process reads what others stored and passes it on."""
        for number, update in api.updates_after(story_id=self.story_id, after=self.floors[at]):
            self.floors[at] = number
            for editor in self.editors.values():
                if editor.process == at:
                    editor.heard.append(update)

    @rule(at=process)
    def process_dies(self, at: int) -> None:
        """What it had not merged yet waits for the minute's job; its editors must come again."""
        for editor in self.editors.values():
            if editor.process == at:
                editor.disconnect()

    # What happens to the story and its people meanwhile.

    @rule()
    def settles(self) -> None:
        api.settle_story(story_id=self.story_id)

    @rule()
    def the_minute_passes(self) -> None:
        api.settle_left_behind()

    @rule(hours=st.sampled_from([-3, -1, 0.02, 1, 30]))
    def the_clock_jumps(self, hours: float) -> None:
        self.set_clock(clock.now() + timedelta(hours=hours))

    @rule(name=st.sampled_from([*sorted(PEOPLE), "dung"]), way=some)
    def takes_a_step(self, name: str, way: int) -> None:
        actor = self.house.dung if name == "dung" else self.house.actor(name)
        if actor is not None:
            self.step(actor, way)

    @rule()
    @precondition(lambda self: self.stage() not in ("approved", "spiked"))
    def is_approved(self) -> None:
        """Take the straight way to the approval, as far as the checks let it."""
        for _ in range(4):
            ways = fresh(self.story_id).stage.ways_out.exclude(kind="spike").order_by("-to_stage__order")
            ahead = [way for way in ways if way.kind in ("submit", "approve") and not way.is_urgent_path]
            if not ahead or not self.step(self.house.dung, transition=ahead[0].pk):
                break
        story = fresh(self.story_id)
        if story.stage.kind == Stage.Kind.APPROVED:
            assert story.approved_revision
            frozen = json.dumps(story.approved_revision.content, ensure_ascii=False)
            assert letters_in(self.shown()) <= letters_in(frozen), (
                "not everything that the approver saw was frozen"
            )

    def step(self, actor: Actor, way: int = 0, *, transition: Any = None) -> bool:
        ways = list(fresh(self.story_id).stage.ways_out.order_by("pk"))
        chosen = transition or ways[way % len(ways)].pk
        try:
            move_story(actor=actor, story_id=self.story_id, transition_id=chosen, note="vì sao")
        except Refused:
            return False
        return True

    @rule(name=who)
    def leaves(self, name: str) -> None:
        if self.house.actor(name) is not None:
            membership.deactivate(actor=self.house.dung, person_id=self.house.people[name].pk)

    @rule(name=who)
    def comes_back(self, name: str) -> None:
        if self.house.actor(name) is None:
            membership.reactivate(actor=self.house.dung, person_id=self.house.people[name].pk)

    # What must be so all the time.

    @invariant()
    def what_is_stored_is_there(self) -> None:
        self.account.check(self.shown())

    @invariant()
    def nothing_refused_is_stored(self) -> None:
        assert self.count_rows() == self.rows

    @invariant()
    def lists_show_the_headline(self) -> None:
        story = fresh(self.story_id)
        if not waiting_of(story):
            state = bytes(DocumentState.objects.unscoped(why=WHY).get(story=story).state)
            assert story.headline == crdt.headline_of(state).strip()[:300]

    def come_to_rest(self) -> None:
        """Everybody may write and has a line: then all hold what the server holds, and it is what was typed."""
        self.set_clock(self.begin + timedelta(days=30))
        for name in self.editors:
            self.comes_back(name)
        story = fresh(self.story_id)
        story.stage, story.life = story.workflow.stages.get(kind=Stage.Kind.START), Life.WORKING
        story.save(update_fields=["stage", "life"])
        for name, person in self.house.people.items():
            story.bylines.get_or_create(person_id=person.pk, defaults={"name": name, "role": "author"})
        for _ in range(2):
            for name, editor in self.editors.items():
                editor.disconnect()
                editor.may_send = True
                self.by_request(name, answer_is_lost=False)
                assert not editor.unsent, f"{name} may write and is refused"
        api.settle_story(story_id=self.story_id)
        story = fresh(self.story_id)
        assert waiting_of(story) == []
        self.what_is_stored_is_there()
        self.lists_show_the_headline()
        server = yjs.open_document(document_of(story))
        for editor in self.editors.values():
            assert seen(editor.doc) == seen(server)

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None and hasattr(self, "editors"):
                self.come_to_rest()
        finally:
            self.moment.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    def set_clock(self, at: Any) -> None:
        self.moment.__exit__(None, None, None)
        self.moment = clock.frozen(at)
        self.moment.__enter__()

    def stage(self) -> str:
        return fresh(self.story_id).stage.key

    def shown(self) -> str:
        return words(yjs.open_document(document_of(fresh(self.story_id))))

    def count_rows(self) -> int:
        return DocumentUpdate.objects.unscoped(why=WHY).filter(story_id=self.story_id).count()


def merged(changes: Sequence[Change]) -> bytes:
    return (
        changes[0].update if len(changes) == 1 else pycrdt.merge_updates(*(each.update for each in changes))
    )


def ordered(unsent: list[Change], order: str) -> list[list[Change]]:
    """Return in which parts what is unsent goes out."""
    each = [[change] for change in unsent]
    return {
        "merged": [list(unsent)],
        "each": each,
        "backwards": each[::-1],
        "last": each[-1:],
        "twice": [list(unsent), list(unsent)],
    }[order]


def seen(doc: Any) -> tuple[str, tree.Node]:
    """Return headline and body, marks and all, as a document holds them."""
    with doc.transaction():
        return str(doc.get("headline", type=pycrdt.Text)), tree.normalise(yjs.read_body(doc))


def words(doc: Any) -> str:
    headline, body = seen(doc)
    return headline + "".join(text.text for text in tree.texts(body))


def test_nothing_acknowledged_is_lost() -> None:
    class Run(Newsroom):
        house = House()

    runs = examples(USUAL_RUNS)
    run_state_machine_as_test(
        Run,
        settings=settings(
            max_examples=runs, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_account_sees_a_planted_loss() -> None:
    """The account above is worth nothing if it cannot fail."""
    lan = SimulatedEditor("lan", 5)
    account = Account([lan])
    lan.split(0, 0)
    lan.type(0, 0, 3)
    for change in lan.changes:
        change.stored = True
    shown = words(lan.doc)
    typed = [letter.letter for letter in lan.changes[-1].letters]
    account.check(shown)
    with pytest.raises(AssertionError, match="lost"):
        account.check(shown.replace(typed[1], ""))
    with pytest.raises(AssertionError, match="twice"):
        account.check(shown + typed[1])
    lan.changes[-1].stored = False
    with pytest.raises(AssertionError, match="without having been stored"):
        account.check(shown)
