"""One takes a passage away into which another types: the words are kept, told of and put back."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import api
from hoitu.stories.content import body_of
from hoitu.stories.document import tree
from hoitu.stories.document.tests.test_crdt import Writer
from hoitu.stories.models import LostWords
from hoitu.stories.operations.append import turn_of
from hoitu.stories.testing import fresh, make_story
from hoitu.stories.words import document_of


class Room:
    """Lan and Minh have one story open: Lan types into its second paragraph, Minh joins that to the first."""

    def __init__(self) -> None:
        agency = make_agency()
        self.lan_person = make_person(agency, "reporter", name="Nguyễn Thị Lan")
        self.minh_person = make_person(agency, "director", name="Trần Văn Minh")
        self.lan, self.minh = actor_of(self.lan_person), actor_of(self.minh_person)
        self.story = make_story(self.lan)
        self.path = f"/tin-bai/{self.story.pk}"
        start = document_of(self.story)
        self.lans, self.minhs = Writer(101, start), Writer(102, start)
        self.lans.type(1, 500, " Họ chờ cây cầu này đã lâu.")
        body = self.minhs.body
        said = "".join(run for run, _ in body.children[1].children[0].diff())
        with self.minhs.doc.transaction():
            first = body.children[0].children[0]
            first.insert(len("".join(run for run, _ in first.diff()).encode()), " " + said, {})
            del body.children[1]

    def send(self, actor: Actor, writer: Writer) -> None:
        """Store what somebody typed as the socket does, and merge it."""
        turn = turn_of(fresh(self.story.pk))
        rows = [
            api.Arrival(actor.agency, self.story.pk, actor.person, update, turn) for update in writer.updates
        ]
        api.append_updates(rows)
        api.settle_story(story_id=self.story.pk)

    def lost(self) -> LostWords:
        return LostWords.objects.unscoped(why="tests").get()

    def lines(self) -> list[str]:
        body = body_of(fresh(self.story.pk))
        return ["".join(run.text for run in tree.texts(one)) for one in body.children]  # type: ignore[arg-type]


@pytest.fixture
def room(db: None) -> Room:
    return Room()


@pytest.fixture(params=["typed before", "typed after"])
def lost(request: pytest.FixtureRequest, room: Room) -> LostWords:
    both = [(room.lan, room.lans), (room.minh, room.minhs)]
    for actor, writer in both if request.param == "typed before" else reversed(both):
        room.send(actor, writer)
    return room.lost()


def test_they_are_kept_with_who_typed_and_who_took_them(room: Room, lost: LostWords) -> None:
    assert lost.words.strip() == "Họ chờ cây cầu này đã lâu."
    assert (lost.person_id, lost.taken_by_id) == (room.lan_person.pk, room.minh_person.pk)
    assert "chờ" not in "".join(room.lines())


def test_their_writer_is_told_and_puts_them_back(room: Room, lost: LostWords) -> None:
    client = signed_in(room.lan_person)
    page = client.get(f"{room.path}/").content.decode()
    assert "7 chữ của bạn vừa mất cùng đoạn mà Trần Văn Minh xóa hoặc ghép." in page
    assert "Họ chờ cây cầu này đã lâu." in page

    done = client.post(f"{room.path}/chu-mat/{lost.pk}/dua-lai/", follow=True).content.decode()

    assert "Đã đưa chữ trở lại bài" in done
    assert "chữ của bạn vừa mất" not in done
    assert room.lines()[-1] == "Họ chờ cây cầu này đã lâu."
    assert len(room.lines()) == 2
    entry = audit.trail(agency_id=room.story.agency_id, object_key=room.story.key).entries[0]
    assert (entry.verb, entry.note.strip()) == ("stories.put_lost_words_back", "Họ chờ cây cầu này đã lâu.")
    with pytest.raises(NotFound):
        api.put_lost_words_back(actor=room.lan, story_id=room.story.pk, lost_id=lost.pk)


def test_the_time_line_shows_them_whatever_became_of_them(room: Room, lost: LostWords) -> None:
    client = signed_in(room.minh_person)
    assert "7 chữ của Nguyễn Thị Lan mất cùng đoạn" in client.get(f"{room.path}/").content.decode()

    client.post(f"{room.path}/chu-mat/{lost.pk}/bo-qua/")

    assert "mất cùng đoạn" not in client.get(f"{room.path}/").content.decode()
    line = client.get(f"{room.path}/dong-thoi-gian/").content.decode()
    assert "Họ chờ cây cầu này đã lâu." in line
    assert "không cần nữa" in line


def test_another_agency_finds_nothing(room: Room, lost: LostWords) -> None:
    hoa = actor_of(make_person(make_agency(), "director"))
    for do in (api.put_lost_words_back, api.let_lost_words_go):
        with pytest.raises(NotFound):
            do(actor=hoa, story_id=room.story.pk, lost_id=lost.pk)
    other = make_story(room.lan, headline="Bài khác")
    with pytest.raises(NotFound):
        api.put_lost_words_back(actor=room.lan, story_id=other.pk, lost_id=lost.pk)


def test_what_somebody_deletes_knowingly_is_no_loss(room: Room) -> None:
    room.send(room.lan, room.lans)
    minh = Writer(103, document_of(fresh(room.story.pk)))
    del minh.body.children[1]
    room.send(room.minh, minh)

    assert not LostWords.objects.unscoped(why="tests").exists()
