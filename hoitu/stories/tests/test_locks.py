"""While a story is locked nobody changes its words, by whatever way they come."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.stories import api, history
from hoitu.stories.content import body_of
from hoitu.stories.data import Life, WritingMode
from hoitu.stories.document import crdt
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.tree import Node
from hoitu.stories.errors import MoveNotPossible, NoteNeeded, StoryIsLocked
from hoitu.stories.models import DocumentUpdate, Transition
from hoitu.stories.testing import Details, approve, fresh, make_story, move, paragraphs
from hoitu.stories.words import document_of

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Newsroom:
    """Lan writes, Minh edits, Dũng is the head and locks."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.people = {role: make_person(self.agency, role) for role in ("reporter", "editor", "secretary")}
        self.head = make_person(self.agency, "director", name="Phạm Tiến Dũng")
        self.lan, self.minh, self.thu = (actor_of(one) for one in self.people.values())
        self.dung = actor_of(self.head)
        self.story = make_story(self.lan)
        self.key: UUID = self.story.pk

    def lock(self, **given: object) -> None:
        values = {"kind": "legal", "reason": "Tòa yêu cầu giữ nguyên"} | given
        api.lock_story(actor=self.dung, story_id=self.key, **values)  # type: ignore[arg-type]


@pytest.fixture
def room(db: None) -> Newsroom:
    return Newsroom()


WAYS: dict[str, Callable[[Newsroom, Actor], object]] = {
    "sync": lambda room, by: api.sync_document(
        actor=by, story_id=room.key, update=crdt.document_from_tree(paragraphs("x")), state_vector=b""
    ),
    "rewrite": lambda room, by: api.rewrite_story(actor=by, story_id=room.key, body=paragraphs("x")),
    "details": lambda room, by: api.edit_details(
        actor=by, story_id=room.key, details=Details(location="Huế")
    ),
    "bylines": lambda room, by: api.set_bylines(
        actor=by, story_id=room.key, bylines=[api.BylineInput("Lan Anh", "author", 100)]
    ),
    "edition": lambda room, by: api.set_edition(
        actor=by, story_id=room.key, channel_kind="web", values={"title": "x"}
    ),
    "moment": lambda room, by: api.restore_moment(
        actor=by, story_id=room.key, last=history.written(room.story)[0].id
    ),
    "passage": lambda room, by: api.restore_passage(
        actor=by, story_id=room.key, last=history.written(room.story)[0].id, block=0
    ),
    "move": lambda room, by: move(by, room.story, "desk"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_changes_a_locked_story(room: Newsroom, way: str) -> None:
    before = DocumentUpdate.objects.unscoped(why="tests").filter(story_id=room.key).count()
    room.lock()

    for actor in (room.lan, room.dung):
        with pytest.raises(StoryIsLocked) as refused:
            WAYS[way](room, actor)
        assert "Tòa yêu cầu giữ nguyên" in refused.value.sentence
        assert "Phạm Tiến Dũng" in refused.value.sentence
    assert DocumentUpdate.objects.unscoped(why="tests").filter(story_id=room.key).count() == before

    api.unlock_story(actor=room.dung, story_id=room.key)
    if way != "passage":
        WAYS[way](room, room.lan)


def test_a_keystroke_that_was_allowed_before_the_lock_is_not_stored_after_it(room: Newsroom) -> None:
    standing = api.standing(actor=room.lan, story_id=room.key)
    assert room.lan.person_id is not None
    update = crdt.document_from_tree(paragraphs("muộn"))
    late = api.Arrival(room.agency.pk, room.key, room.lan.person_id, update, standing.turn)
    room.lock()

    assert api.append_updates([late]) == [None]
    with pytest.raises(StoryIsLocked):
        api.take_in(actor=room.lan, story_id=room.key, update=update)
    api.unlock_story(actor=room.dung, story_id=room.key)
    assert api.append_updates([late]) != [None]


def test_words_that_came_too_late_are_kept_beside_the_story(room: Newsroom) -> None:
    room.lock()
    late = Node("doc", {}, (*body_of(room.story).children, *paragraphs("Câu viết trong hầm.").children))
    update = crdt.replace_body(document_of(room.story), late)

    number = api.propose_words(actor=room.lan, story_id=room.key, update=update)

    assert api.propose_words(actor=room.lan, story_id=room.key, update=update) == number
    assert "trong hầm" not in str(body_of(fresh(room.key)))
    page = signed_in(room.head).get(f"/tin-bai/{room.key}/phien-ban/bay-gio/{number}/").content.decode()
    assert "<ins>Câu viết trong hầm.</ins>" in page
    api.unlock_story(actor=room.dung, story_id=room.key)
    revision = room.story.revisions.get(number=number)
    api.restore_revision(actor=room.lan, story_id=room.key, revision_id=revision.pk)
    assert "trong hầm" in str(body_of(fresh(room.key)))


def test_only_whole_words_of_somebody_of_the_agency_are_kept(room: Newsroom) -> None:
    client = signed_in(room.people["reporter"])
    assert (
        client.post(f"/tin-bai/{room.key}/chu-chua-gui/", "x", content_type="application/json").status_code
        == 400
    )
    with pytest.raises(BrokenUpdate):
        api.propose_words(actor=room.lan, story_id=room.key, update=b"\xff")
    other = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(NotFound):
        api.propose_words(actor=other, story_id=room.key, update=b"\0\0")


def test_the_editor_is_told_who_locked_it_and_why(room: Newsroom) -> None:
    room.lock(kind="on_air", reason="Bản tin 19 giờ")

    standing = api.standing(actor=room.lan, story_id=room.key)

    assert standing.mode == WritingMode.READ
    assert "đang phát sóng" in standing.lock
    assert "Bản tin 19 giờ" in standing.lock
    page = signed_in(room.people["reporter"]).get(f"/tin-bai/{room.key}/").content.decode()
    assert "Bản tin 19 giờ" in page


def test_a_lock_ends_by_itself(room: Newsroom) -> None:
    with clock.frozen(NOW):
        room.lock(until=NOW + timedelta(minutes=30))
        turn = api.standing(actor=room.lan, story_id=room.key).turn
    with clock.frozen(NOW + timedelta(minutes=29)), pytest.raises(StoryIsLocked):
        api.rewrite_story(actor=room.lan, story_id=room.key, headline="Mới")
    with clock.frozen(NOW + timedelta(minutes=30)):
        api.rewrite_story(actor=room.lan, story_id=room.key, headline="Mới")
        assert api.standing(actor=room.lan, story_id=room.key).turn != turn
        with pytest.raises(MoveNotPossible):
            api.unlock_story(actor=room.dung, story_id=room.key)
    assert fresh(room.key).headline == "Mới"


def test_a_legal_hold_prevents_spiking_and_lets_an_order_take_the_story_down(room: Newsroom) -> None:
    story = approve(
        move(room.lan, room.story, "desk"), editor=room.minh, secretary=room.thu, director=room.dung
    )
    room.lock()
    ways = Transition.objects.unscoped(why="tests").filter(from_stage=story.stage)
    assert api.moves_open(actor=room.dung, story_id=room.key) == []
    for way in ways:
        with pytest.raises(StoryIsLocked):
            api.move_story(actor=room.dung, story_id=room.key, transition_id=way.pk, note="x")

    api.withdraw_story(actor=room.dung, story_id=room.key, reason="Lệnh gỡ")

    assert fresh(room.key).life == Life.WITHDRAWN


def test_only_who_may_locks_and_the_trail_tells(room: Newsroom) -> None:
    for actor in (room.lan, room.minh, room.thu):
        with pytest.raises(NotAllowed):
            api.lock_story(actor=actor, story_id=room.key, kind="legal", reason="x")
    other = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(NotFound):
        api.lock_story(actor=other, story_id=room.key, kind="legal", reason="x")
    with pytest.raises(NoteNeeded):
        room.lock(reason="  ")
    with pytest.raises(BadInput):
        room.lock(kind="x")
    with pytest.raises(BadInput):
        room.lock(until=clock.now() - timedelta(minutes=1))

    room.lock()
    api.unlock_story(actor=room.dung, story_id=room.key)

    entries = audit.trail(agency_id=room.agency.pk, object_key=room.story.key).entries[:2]
    assert [entry.verb for entry in entries] == ["stories.unlock", "stories.lock"]
    assert "Tòa yêu cầu giữ nguyên" in entries[0].note


def test_the_forms_lock_and_unlock(room: Newsroom) -> None:
    client = signed_in(room.head)
    path = f"/tin-bai/{room.key}"

    wrong = client.post(f"{path}/khoa/", {"l-kind": "legal", "l-reason": ""}).content.decode()
    client.post(f"{path}/khoa/", {"l-kind": "legal", "l-reason": "Giữ chứng cứ", "l-until": ""})
    locked = client.get(f"{path}/").content.decode()
    line = client.get(f"{path}/dong-thoi-gian/").content.decode()
    client.post(f"{path}/mo-khoa/")

    assert "Lý do khóa" in wrong
    assert "Giữ chứng cứ" in locked
    assert "Khóa: lưu giữ pháp lý" in line
    assert "Mở khóa</span>" in locked
    assert "Giữ chứng cứ" not in api.standing(actor=room.lan, story_id=room.key).lock
