"""An approval freezes exactly what the approver's page showed."""

import json

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories import api
from hoitu.stories.data import Life
from hoitu.stories.errors import NotWhatYouSaw
from hoitu.stories.models import Transition
from hoitu.stories.testing import Details, fresh, make_story, move, paragraphs


class Newsroom:
    """Lan's story waits for the final approval of Dũng, the head; Thu the secretary may still change it."""

    def __init__(self) -> None:
        agency = make_agency()
        lan, minh, thu = (actor_of(make_person(agency, role)) for role in ("reporter", "editor", "secretary"))
        self.head = make_person(agency, "director")
        self.dung = actor_of(self.head)
        story = move(thu, move(minh, move(lan, make_story(lan), "desk"), "secretary"), "final")
        self.way = Transition.objects.unscoped(why="tests").get(from_stage=story.stage, kind="approve")
        self.story, self.path = story, f"/tin-bai/{story.pk}"
        self.client = signed_in(self.head)

    def change(self, *lines: str) -> None:
        api.rewrite_story(actor=self.dung, story_id=self.story.pk, body=paragraphs(*lines))

    def fields(self) -> dict[str, str]:
        """Return what the approve form of the page carries."""
        page = self.client.get(f"{self.path}/")
        return {name: page.context[name] for name in ("seen", "seen_vector", "seen_details")}

    def approve(self, fields: dict[str, str]) -> str:
        path = f"{self.path}/chuyen/{self.way.pk}/"
        return self.client.post(path, fields, headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def room(db: None) -> Newsroom:
    return Newsroom()


def test_what_was_seen_is_approved(room: Newsroom) -> None:
    page = room.client.get(f"{room.path}/").content.decode()

    room.approve(room.fields())

    assert "data-seen-name" in page
    assert fresh(room.story.pk).life == Life.APPROVED


def test_words_that_came_after_are_not_approved_but_shown(room: Newsroom) -> None:
    fields = room.fields()
    room.change("Sáng nay, cầu mới được thông xe.", "Người dân hai bên bờ rất vui.")

    answer = room.approve(fields)

    assert fresh(room.story.pk).life == Life.WORKING
    assert "Bài đã đổi sau bản bạn đang xem" in answer
    assert "<ins>mới </ins>" in answer
    room.approve(room.fields())
    assert fresh(room.story.pk).life == Life.APPROVED


def test_a_deletion_alone_is_not_approved_unseen(room: Newsroom) -> None:
    fields = room.fields()
    room.change("Sáng nay, cầu được thông xe.")

    answer = room.approve(fields)

    assert fresh(room.story.pk).life == Life.WORKING
    assert "<del>Người dân hai bên bờ rất vui.</del>" in answer


def test_details_that_changed_are_not_approved_unseen(room: Newsroom) -> None:
    fields = room.fields()
    api.edit_details(actor=room.dung, story_id=room.story.pk, details=Details(location="Huế"))

    answer = room.approve(fields)

    assert fresh(room.story.pk).life == Life.WORKING
    assert "Chi tiết của bài" in answer


@pytest.mark.parametrize("vector", ["", "xx", "//8="])
def test_a_form_that_does_not_say_what_was_seen_approves_nothing(room: Newsroom, vector: str) -> None:
    answer = room.approve(room.fields() | {"seen": "", "seen_vector": vector})

    assert fresh(room.story.pk).life == Life.WORKING
    assert "Bài đã đổi sau bản bạn đang xem" in answer


def test_more_than_any_page_has_seen_is_refused_with_what_to_do(room: Newsroom) -> None:
    fields = room.fields()
    room.change("Khác.")

    path = f"/tin-bai/{room.story.pk}/chuyen/{room.way.pk}/"
    answer = room.client.post(path, fields | {"seen_vector": "A" * 1_000_004}, headers={"HX-Request": "true"})

    assert fresh(room.story.pk).life == Life.WORKING
    toast = json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert "Hãy tải lại trang, xem bài rồi duyệt lại" in toast


def test_a_program_may_say_what_it_saw(room: Newsroom) -> None:
    body = room.client.get(f"/api/stories/{room.story.pk}/body").json()
    room.change("Khác.")
    path = f"/api/stories/{room.story.pk}/moves/{room.way.pk}"

    def post(given: dict[str, str]) -> int:
        return room.client.post(path, json.dumps(given), content_type="application/json").status_code

    assert post({"seen": body["state"]}) == 409
    now = room.client.get(f"/api/stories/{room.story.pk}/body").json()["state"]
    assert post({"seen": "x" * 65}) == 422
    assert post({"seen": now}) == 200
    assert fresh(room.story.pk).life == Life.APPROVED


def test_the_operation_compares_only_what_it_is_given(room: Newsroom) -> None:
    seen = api.fingerprint(fresh(room.story.pk))
    room.change("Khác.")
    given = {"actor": room.dung, "story_id": room.story.pk, "transition_id": room.way.pk}

    with pytest.raises(NotWhatYouSaw):
        api.move_story(**given, seen=seen)  # type: ignore[arg-type]
    with pytest.raises(NotWhatYouSaw):
        api.move_story(**given, seen_details="x")  # type: ignore[arg-type]
    api.move_story(**given)  # type: ignore[arg-type]
    assert fresh(room.story.pk).life == Life.APPROVED
