"""Names after @ are found whole, and words are never lost by marking them."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.discussion import api
from hoitu.discussion.data import Companion, Kind, Place
from hoitu.discussion.mentions import mentioned, runs
from hoitu.discussion.testing import Newsroom
from hoitu.kernel.testing import announced

LAN, LAN_ANH, MINH = (Companion(uuid4(), name) for name in ("Nguyễn Lan", "Nguyễn Lan Anh", "Trần Minh"))
EVERYBODY = (LAN, LAN_ANH, MINH)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nhờ @Nguyễn Lan xem lại", (LAN,)),
        ("Nhờ @nguyễn lan anh, @Trần Minh!", (LAN_ANH, MINH)),
        ("@Nguyễn Lan @Nguyễn Lan", (LAN,)),
        ("Gửi lan@Nguyễn Lanh", ()),
        ("Nguyễn Lan không có dấu", ()),
        ("cuối câu @", ()),
    ],
)
def test_the_longest_whole_name_is_meant(words: str, found: tuple[Companion, ...]) -> None:
    assert mentioned(words, EVERYBODY) == found


@given(
    st.lists(st.sampled_from(["@", "Nguyễn Lan", " Anh", "Trần Minh", " ", "\n", "ß", "İ", "x"]), max_size=20)
)
def test_marked_words_are_the_words(pieces: list[str]) -> None:
    words = "".join(pieces)
    cut = runs(words, [person.name for person in EVERYBODY])
    assert "".join(run.words for run in cut) == words
    assert all(run.words.startswith("@") for run in cut if run.is_mention)
    named = {run.words[1:].casefold() for run in cut if run.is_mention}
    assert named == {person.name.casefold() for person in mentioned(words, EVERYBODY)}


@pytest.mark.django_db
def test_who_is_named_is_told_once_and_strangers_are_not(room: Newsroom) -> None:
    words = "@Nguyễn Thị Lan @Vũ Thị Hoa @Trần Văn Minh xem giúp"
    thread_id = api.open_thread(actor=room.minh, story_id=room.story.pk, kind=Kind.COMMENT, words=words)
    [said] = api.thread(actor=room.minh, thread_id=thread_id).messages
    api.edit_message(actor=room.minh, message_id=said.id, words=f"{words} nhé @Lê Thị Thu")
    told = [fact.payload["person_id"] for fact in announced("discussion.PersonMentioned")]
    assert told == [str(room.lan.person), str(room.thu.person)]
    assert [run.words for run in said.runs if run.is_mention] == ["@Nguyễn Thị Lan"]


@pytest.mark.django_db
def test_a_mention_waits_on_the_start_page_until_it_was_seen(room: Newsroom) -> None:
    api.say_in_chat(actor=room.minh, story_id=room.story.pk, words="@Nguyễn Thị Lan ơi")
    api.open_thread(
        actor=room.minh, story_id=room.story.pk, kind=Kind.TASK, words="Gọi lại", assignee_id=room.lan.person
    )
    assert [str(one.kind) for one in api.duties(actor=room.lan)] == ["Việc trên bài", "Lời nhắc đến bạn"]
    assert list(api.duties(actor=room.thu)) == []
    api.mark_seen(actor=room.lan, story_id=room.story.pk, place=Place.THREADS)
    assert len(list(api.duties(actor=room.lan))) == 2
    api.mark_seen(actor=room.lan, story_id=room.story.pk, place=Place.CHAT)
    assert [str(one.kind) for one in api.duties(actor=room.lan)] == ["Việc trên bài"]
