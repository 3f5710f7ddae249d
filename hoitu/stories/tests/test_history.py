"""The time line of a story's words: moments, who wrote what, and the ways back."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.stories import api, history
from hoitu.stories.content import body_of
from hoitu.stories.document import crdt, tree
from hoitu.stories.document.passage import passage_of, with_passage
from hoitu.stories.document.testing import trees
from hoitu.stories.document.tests.test_crdt import Writer
from hoitu.stories.errors import NotYourStep, PassageStands
from hoitu.stories.history import Written
from hoitu.stories.models import Story
from hoitu.stories.testing import fresh, make_story, move, paragraphs

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
LAN, MINH = UUID(int=1), UUID(int=2)


class Newsroom:
    """Lan began the story at one, rewrote it at two; Minh edits it at the desk at three."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.lan_person = make_person(self.agency, "reporter", name="Nguyễn Thị Lan")
        self.minh_person = make_person(self.agency, "editor", name="Trần Văn Minh")
        self.lan, self.minh = actor_of(self.lan_person), actor_of(self.minh_person)
        with clock.frozen(AT):
            self.story = make_story(self.lan, headline="Khánh thành cầu")
        with clock.frozen(AT + timedelta(hours=1)):
            body = paragraphs("Sáng nay, cầu được thông xe.", "Có 500 người dự.")
            api.rewrite_story(actor=self.lan, story_id=self.story.pk, body=body)
        with clock.frozen(AT + timedelta(hours=1, minutes=30)):
            move(self.lan, self.story, "desk")
        with clock.frozen(AT + timedelta(hours=2)):
            body = paragraphs("Sáng nay, cầu Yên Lộc được thông xe.")
            api.rewrite_story(actor=self.minh, story_id=self.story.pk, body=body)
        self.story = fresh(self.story.pk)
        self.path = f"/tin-bai/{self.story.pk}"

    @property
    def updates(self) -> list[int]:
        return [one.id for one in history.written(self.story)]


@pytest.fixture
def room(db: None) -> Newsroom:
    return Newsroom()


def words(story: Story) -> list[str]:
    return ["".join(run.text for run in tree.texts(one)) for one in body_of(story).children]  # type: ignore[arg-type]


def row(number: int, person: UUID, seconds: float) -> Written:
    return Written(number, person, AT + timedelta(seconds=seconds))


def test_a_pause_or_another_person_begins_a_moment_and_writing_together_does_not() -> None:
    rows = [
        row(1, LAN, 0),
        row(2, LAN, 60),
        row(3, MINH, 65),
        row(4, LAN, 66),
        row(5, MINH, 120),
        row(6, LAN, 300),
    ]

    found = history.moments(rows)

    assert [(one.first, one.last, one.people, one.updates) for one in found] == [
        (1, 5, (LAN, MINH), 5),
        (6, 6, (LAN,), 1),
    ]
    assert [one.people for one in history.moments([row(1, LAN, 0), row(2, MINH, 60)])] == [(LAN,), (MINH,)]
    assert len(history.moments([row(number, LAN, 60 * number) for number in range(21)])) == 3


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([LAN, MINH]), st.floats(0, 400)), max_size=40),
    st.lists(st.floats(0, 3000), max_size=5),
)
def test_moments_hold_every_update_once_and_none_reaches_over_a_break(
    gaps: list[tuple[UUID, float]], breaks: list[float]
) -> None:
    seconds = 0.0
    rows = []
    for number, (person, gap) in enumerate(gaps, start=1):
        seconds += gap
        rows.append(row(number, person, seconds))

    found = history.moments(rows, [AT + timedelta(seconds=each) for each in breaks])

    assert [number for one in found for number in range(one.first, one.last + 1)] == [one.id for one in rows]
    assert sum(one.updates for one in found) == len(rows)
    for one in found:
        assert not any(one.began_at <= AT + timedelta(seconds=each) < one.ended_at for each in breaks)


def test_every_moment_can_be_seen_again(room: Newsroom) -> None:
    started, rewritten, edited = room.updates

    assert history.words_until(room.story, started).headline == "Khánh thành cầu"
    assert "500 người" in str(history.words_until(room.story, rewritten).body)
    assert history.words_until(room.story, edited).body == body_of(room.story)
    assert history.is_complete(room.story)


def test_the_line_shows_what_changed_in_a_moment_who_and_the_steps(room: Newsroom) -> None:
    client = signed_in(room.minh_person)
    _started, rewritten, _edited = room.updates

    newest = client.get(f"{room.path}/dong-thoi-gian/").content.decode()
    earlier = client.get(f"{room.path}/dong-thoi-gian/?den={rewritten}").content.decode()
    part = client.get(f"{room.path}/dong-thoi-gian/?buoc=2", headers={"HX-Request": "true"}).content.decode()

    assert "<ins>Yên Lộc </ins>" in newest
    assert "<del>Có 500 người dự.</del>" in newest
    assert "Trần Văn Minh" in newest
    assert "→ Biên tập" in newest
    assert "<ins>Có 500 người dự.</ins>" in earlier
    assert f"/dong-thoi-gian/{rewritten}/doan/1/" in earlier
    assert "<html" not in part
    assert "Nguyễn Thị Lan" in part
    assert 'name="moi"' in newest


def test_an_empty_paragraph_is_an_empty_line(room: Newsroom) -> None:
    first, empty = paragraphs("Sáng nay, cầu Yên Lộc được thông xe."), tree.Node("paragraph", {}, ())
    api.rewrite_story(
        actor=room.minh, story_id=room.story.pk, body=replace(first, children=(*first.children, empty))
    )
    client = signed_in(room.minh_person)

    came = client.get(f"{room.path}/dong-thoi-gian/").content.decode()
    api.rewrite_story(actor=room.minh, story_id=room.story.pk, headline="Thông xe cầu")
    stands = client.get(f"{room.path}/dong-thoi-gian/?buoc=9").content.decode()

    assert "<ins>¶</ins>" in came
    assert "[Đoạn văn]" not in came + stands


@pytest.mark.parametrize("query", ["?den=x", "?den=" + "9" * 30])
def test_a_moment_that_is_none_is_not_found(room: Newsroom, query: str) -> None:
    client = signed_in(room.lan_person)

    assert client.get(f"{room.path}/dong-thoi-gian/{query}").status_code == 404
    assert client.get(f"{room.path}/dong-thoi-gian/?den=1").status_code == 200  # before the first: the first
    assert client.get(f"{room.path}/dong-thoi-gian/?buoc=99").status_code == 200
    assert client.get(f"{room.path}/dong-thoi-gian/?buoc=-1").status_code == 200


def test_two_moments_are_compared(room: Newsroom) -> None:
    client = signed_in(room.lan_person)
    started, rewritten, _edited = room.updates

    led = client.get(f"{room.path}/so-sanh/?cu=luc-{started}&moi=luc-{rewritten}")
    page = client.get(led["Location"]).content.decode()
    now = client.get(f"{room.path}/phien-ban/luc-{rewritten}/bay-gio/").content.decode()

    assert "Có 500 người dự." in page
    assert "Chi tiết thay đổi" not in page
    assert "<del>Có 500 người dự.</del>" in now
    assert client.get(f"{room.path}/so-sanh/?cu=x&moi=1")["Location"] == f"{room.path}/dong-thoi-gian/"
    assert client.get(f"{room.path}/phien-ban/luc-1/bay-gio/").status_code == 404


def test_who_wrote_which_words(room: Newsroom) -> None:
    page = signed_in(room.lan_person).get(f"{room.path}/ai-viet/").content.decode()

    assert ">Yên Lộc </span>" in page
    assert 'title="Trần Văn Minh · 10:00 22/11/2026"' in page
    assert "2 chữ" in page


def test_imported_words_are_nobodys(room: Newsroom) -> None:
    Story.objects.unscoped(why="tests").filter(pk=room.story.pk).update(import_key="wp:1")

    page = signed_in(room.lan_person).get(f"{room.path}/ai-viet/").content.decode()

    assert "Bản nhập / chưa rõ" in page


def test_a_passage_comes_back_after_its_old_place_and_nothing_goes(room: Newsroom) -> None:
    _started, rewritten, _edited = room.updates

    api.restore_passage(actor=room.minh, story_id=room.story.pk, last=rewritten, block=1)

    assert words(fresh(room.story.pk)) == ["Sáng nay, cầu Yên Lộc được thông xe.", "Có 500 người dự."]
    entry = audit.trail(agency_id=room.story.agency_id, object_key=room.story.key).entries[0]
    assert (entry.verb, entry.note) == ("stories.restore_passage", "Có 500 người dự.")
    with pytest.raises(PassageStands):
        api.restore_passage(actor=room.minh, story_id=room.story.pk, last=rewritten, block=1)


def test_an_older_wording_comes_back_beside_the_newer_one(room: Newsroom) -> None:
    _started, rewritten, _edited = room.updates

    api.restore_passage(actor=room.minh, story_id=room.story.pk, last=rewritten, block=0)

    assert words(fresh(room.story.pk)) == [
        "Sáng nay, cầu Yên Lộc được thông xe.",
        "Sáng nay, cầu được thông xe.",
    ]


def test_the_whole_text_of_a_moment_comes_back_and_what_stood_stays_a_version(room: Newsroom) -> None:
    _started, rewritten, _edited = room.updates

    api.restore_moment(actor=room.minh, story_id=room.story.pk, last=rewritten)

    assert words(fresh(room.story.pk)) == ["Sáng nay, cầu được thông xe.", "Có 500 người dự."]
    kept = room.story.revisions.order_by("-number")[0]
    assert kept.reason == "restored"
    assert "Yên Lộc" in str(kept.content)


def test_who_may_not_write_brings_nothing_back(room: Newsroom) -> None:
    started = room.updates[0]
    hoa = actor_of(make_person(make_agency(), "director"))
    for actor, refusal in ((room.lan, NotYourStep), (hoa, NotFound)):
        with pytest.raises(refusal):
            api.restore_moment(actor=actor, story_id=room.story.pk, last=started)
        with pytest.raises(refusal):
            api.restore_passage(actor=actor, story_id=room.story.pk, last=started, block=0)


def test_what_is_not_there_cannot_come_back(room: Newsroom) -> None:
    other = make_story(room.minh, headline="Bài khác")
    foreign = history.written(other)[0].id
    for last, block in ((foreign, 0), (room.updates[0], 99)):
        with pytest.raises(NotFound):
            api.restore_passage(actor=room.minh, story_id=room.story.pk, last=last, block=block)


def test_the_buttons_do_it_and_say_so(room: Newsroom) -> None:
    _started, rewritten, _edited = room.updates
    client = signed_in(room.minh_person)

    done = client.post(f"{room.path}/dong-thoi-gian/{rewritten}/doan/1/", follow=True).content.decode()
    again = client.post(f"{room.path}/dong-thoi-gian/{rewritten}/doan/1/", follow=True).content.decode()

    assert "Đã đưa đoạn trở lại bài" in done
    assert "vẫn còn nguyên trong bài" in again


def test_a_name_is_given_although_the_state_was_kept_before(room: Newsroom) -> None:
    api.save_revision(actor=room.minh, story_id=room.story.pk)
    api.save_revision(actor=room.minh, story_id=room.story.pk, note="Trước giờ họp")
    api.save_revision(actor=room.minh, story_id=room.story.pk, note="Trước giờ họp")

    names = list(room.story.revisions.order_by("number").values_list("note", flat=True))
    page = signed_in(room.lan_person).get(f"{room.path}/dong-thoi-gian/").content.decode()

    assert names[-2:] == ["", "Trước giờ họp"]
    assert "Trước giờ họp" in page


@settings(deadline=None, max_examples=60)
@given(trees(), trees(), st.integers(0, 20), st.randoms(use_true_random=False))
def test_a_passage_is_added_and_all_else_stays(
    now: tree.Node, then: tree.Node, block: int, chance: random.Random
) -> None:
    number = block % len(then.children)
    start = crdt.document_from_tree(now, client_id=7)
    minh = Writer(102, start)
    minh.type(chance.randrange(9), chance.randrange(30), "đ") if _typable(now) else None

    after = with_passage(now, then, number)
    merged = crdt.apply_updates(start, [crdt.replace_body(start, after), *minh.updates])

    place = next(
        i for i, (a, b) in enumerate(zip([*now.children, None], after.children, strict=True)) if a != b
    )
    assert after.children[:place] + after.children[place + 1 :] == now.children
    assert after.children[place] == passage_of(then, number)
    assert merged.held_back == ()
    assert len(crdt.tree_of(merged.snapshot).children) == len(now.children) + 1


def _typable(node: tree.Node) -> bool:
    """Say whether every block is a paragraph that begins with words: the writer of the test types into those."""
    return all(
        isinstance(one, tree.Node)
        and one.type == "paragraph"
        and (not one.children or isinstance(one.children[0], tree.Text))
        for one in node.children
    )


def test_nobody_elsewhere_is_led_on(room: Newsroom) -> None:
    hoa = signed_in(make_person(make_agency(), "director"))

    for path in ("so-sanh/", "so-sanh/?cu=1&moi=bay-gio", "ai-viet/", "dong-thoi-gian/"):
        assert hoa.get(f"{room.path}/{path}").status_code == 404
