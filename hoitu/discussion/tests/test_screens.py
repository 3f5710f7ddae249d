"""The panels on the story page and what they post."""

import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hoitu.accounts.testing import signed_in
from hoitu.discussion import api
from hoitu.discussion.data import Kind
from hoitu.discussion.models import LastLook, Mention, MessageRow, ThreadRow
from hoitu.discussion.testing import Newsroom
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.media.models import AssetRow
from hoitu.stories.testing import make_story
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def minh(room: Newsroom) -> Client:
    return signed_in(room.people["minh"])


def address(room: Newsroom, rest: str = "") -> str:
    return f"/tin-bai/{room.story.pk}/trao-doi/{rest}"


def test_the_story_page_has_the_panel_and_the_panel_says_what_to_do(room: Newsroom, minh: Client) -> None:
    assert address(room) in minh.get(f"/tin-bai/{room.story.pk}/").content.decode()
    panel = minh.get(address(room), headers=HTMX).content.decode()
    assert "Chưa có bình luận nào đang mở" in panel
    assert "Chưa ai viết gì" in panel
    assert "<html" not in panel
    assert "<html" in minh.get(address(room)).content.decode()


def test_a_form_opens_a_task_and_the_list_comes_back(room: Newsroom, minh: Client) -> None:
    given = {
        "kind": "task",
        "words": "Gọi lại @Nguyễn Thị Lan <b>",
        "quote": "vui",
        "assignee": str(room.lan.person),
    }
    answer = minh.post(address(room, "binh-luan/mo/"), given, headers=HTMX)
    page = answer.content.decode()
    assert "Phải xong trước khi duyệt" in page
    assert "@Nguyễn Thị Lan</b> &lt;b&gt;" in page
    assert "talk-sent" in json.loads(answer.headers["HX-Trigger"])
    assert 'hx-swap-oob="true"' in page


def test_a_refusal_keeps_what_was_typed(room: Newsroom, minh: Client) -> None:
    thread_id = api.open_thread(actor=room.lan, story_id=room.story.pk, kind=Kind.COMMENT, words="Một")
    answer = minh.post(
        address(room, f"binh-luan/{thread_id}/tra-loi/"), {"words": "dài " * 1100}, headers=HTMX
    )
    assert "dài dài" in answer.content.decode()
    told = json.loads(answer.headers["HX-Trigger"])
    assert told["toast"]["tone"] == "error"
    assert "talk-sent" not in told
    whole = minh.post(address(room, "binh-luan/mo/"), {"kind": "task", "words": "Chưa chọn ai"})
    assert whole.status_code == 200
    assert "Chưa chọn ai" in whole.content.decode()
    assert "Hãy chọn người làm" in whole.content.decode()


@pytest.mark.parametrize("given", [{"kind": "?", "words": "x"}, {"words": "x", "thread": "y"}, {}])
def test_what_no_form_sends_is_refused_in_words(room: Newsroom, minh: Client, given: dict[str, str]) -> None:
    assert minh.post(address(room, "binh-luan/mo/"), given, headers=HTMX).status_code == 200
    assert not ThreadRow.objects.for_agency(room.agency.pk).exists()


def test_a_thread_under_another_storys_address_is_not_found(room: Newsroom, minh: Client) -> None:
    other = make_story(room.lan, headline="Bài khác")
    thread_id = api.open_thread(actor=room.lan, story_id=other.pk, kind=Kind.COMMENT, words="Một")
    assert minh.post(address(room, f"binh-luan/{thread_id}/xong/"), headers=HTMX).status_code == 404


def test_a_picture_in_the_chat_is_shown_from_the_readers_origin(room: Newsroom, minh: Client) -> None:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (20, 90, 140)).save(out, "JPEG")
    out.seek(0)
    out.name = "hien-truong.jpg"
    page = minh.post(
        address(room, "tro-chuyen/gui/"), {"words": "", "file": out}, headers=HTMX
    ).content.decode()
    assert AssetRow.objects.for_agency(room.agency.pk).count() == 1
    assert "/_media/" in page
    bad = io.BytesIO(b"<script>alert(1)</script>")
    bad.name = "x.jpg"
    answer = minh.post(address(room, "tro-chuyen/gui/"), {"words": "Xem", "file": bad}, headers=HTMX)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["tone"] == "error"
    assert MessageRow.objects.for_agency(room.agency.pk).count() == 1


def test_looking_is_noted_and_reads_mentions(room: Newsroom, minh: Client) -> None:
    api.say_in_chat(actor=room.lan, story_id=room.story.pk, words="@Trần Văn Minh ơi")
    assert "da-xem/tro-chuyen" in minh.get(address(room), headers=HTMX).content.decode()
    assert minh.post(address(room, "da-xem/tro-chuyen/")).status_code == 204
    assert minh.post(address(room, "da-xem/dau-do/")).status_code == 404
    assert LastLook.objects.for_agency(room.agency.pk).count() == 1
    assert Mention.objects.for_agency(room.agency.pk).get().read_at is not None
    assert "da-xem/tro-chuyen" not in minh.get(address(room), headers=HTMX).content.decode()


def test_people_are_notified_once_and_without_the_words(room: Newsroom) -> None:
    thread_id = api.open_thread(
        actor=room.minh,
        story_id=room.story.pk,
        kind=Kind.TASK,
        words="@Lê Thị Thu giữkín",
        assignee_id=room.lan.person,
    )
    api.reply(actor=room.lan, thread_id=thread_id, words="@Trần Văn Minh xong")
    deliver_facts()
    deliver_again()
    told = {(row.person_id, row.text) for row in Notification.objects.for_agency(room.agency.pk)}
    headline = room.story.headline
    assert told == {
        (room.thu.person, f"Trần Văn Minh nhắc đến bạn trong bình luận ở bài “{headline}”."),
        (room.lan.person, f"Trần Văn Minh giao việc cho bạn ở bài “{headline}”."),
        (room.minh.person, f"Nguyễn Thị Lan nhắc đến bạn trong bình luận ở bài “{headline}”."),
    }


def test_the_list_asks_as_often_for_thirty_threads_as_for_one(room: Newsroom, minh: Client) -> None:
    def say(count: int) -> int:
        for number in range(count):
            api.open_thread(
                actor=room.lan, story_id=room.story.pk, kind=Kind.COMMENT, words=f"@Trần Văn Minh {number}"
            )
            api.say_in_chat(actor=room.lan, story_id=room.story.pk, words="x")
        with CaptureQueriesContext(connection) as asked:
            minh.get(address(room), headers=HTMX)
        return len(asked)

    minh.get(address(room), headers=HTMX)
    assert say(1) == say(9)


def test_the_api_opens_answers_and_settles(room: Newsroom) -> None:
    lan = signed_in(room.people["lan"])
    made = lan.post(
        f"/api/stories/{room.story.pk}/threads",
        {"words": "Một", "quote": "cầu"},
        content_type="application/json",
    )
    assert made.status_code == 201
    thread_id = made.json()["id"]
    said = lan.post(
        f"/api/threads/{thread_id}/messages", {"words": "Hai"}, content_type="application/json"
    ).json()
    assert [one["words"] for one in said["messages"]] == ["Một", "Hai"]
    message_id = said["messages"][1]["id"]
    changed = lan.patch(f"/api/messages/{message_id}", {"words": "Ba"}, content_type="application/json")
    assert changed.status_code == 204
    assert lan.put(f"/api/threads/{thread_id}/resolution").json()["state"] == "resolved"
    assert lan.delete(f"/api/threads/{thread_id}/resolution").json()["messages"][1]["earlier"] == ["Hai"]
    assert lan.delete(f"/api/messages/{message_id}").status_code == 204
    chat = lan.post(f"/api/stories/{room.story.pk}/chat", {"words": "Chào"}, content_type="application/json")
    assert [one["words"] for one in chat.json()] == ["Chào"]
