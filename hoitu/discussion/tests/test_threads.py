"""Threads are opened, answered, resolved, reopened, handed on; own words are changed and taken back."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hoitu.accounts.testing import actor_of, make_person
from hoitu.audit.models import AuditEntry
from hoitu.discussion import api, errors
from hoitu.discussion.data import Kind, Place, Show, State
from hoitu.discussion.models import MessageRow, ThreadRow
from hoitu.discussion.testing import Newsroom
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.testing import announced
from hoitu.stories.errors import ChecksFailed
from hoitu.stories.models import Transition
from hoitu.stories.testing import make_story, move

pytestmark = pytest.mark.django_db


def opened(
    room: Newsroom,
    actor: Actor | None = None,
    kind: Kind = Kind.COMMENT,
    words: str = "Số liệu này lấy ở đâu?",
) -> UUID:
    assignee = room.lan.person if kind == Kind.TASK else None
    return api.open_thread(
        actor=actor or room.minh, story_id=room.story.pk, kind=kind, words=words, assignee_id=assignee
    )


def test_a_comment_is_opened_answered_resolved_and_reopened(room: Newsroom) -> None:
    anchor = uuid4()
    thread_id = api.open_thread(
        actor=room.minh,
        story_id=room.story.pk,
        kind=Kind.COMMENT,
        words="Thông xe   lúc mấy giờ?",
        quote="cầu được\nthông xe",
        thread_id=anchor,
        is_anchored=True,
    )
    assert thread_id == anchor
    api.reply(actor=room.lan, thread_id=anchor, words="Tám giờ.")
    [thread] = api.threads(actor=room.thu, story_id=room.story.pk)
    assert (thread.quote, thread.is_anchored, thread.state) == ("cầu được thông xe", True, State.OPEN)
    assert [(one.by_name, one.words) for one in thread.messages] == [
        ("Trần Văn Minh", "Thông xe   lúc mấy giờ?"),
        ("Nguyễn Thị Lan", "Tám giờ."),
    ]
    api.resolve_thread(actor=room.lan, thread_id=anchor)
    assert api.threads(actor=room.thu, story_id=room.story.pk) == ()
    with pytest.raises(errors.ThreadIsResolved):
        api.reply(actor=room.minh, thread_id=anchor, words="Còn nữa")
    api.reopen_thread(actor=room.minh, thread_id=anchor)
    assert api.thread(actor=room.lan, thread_id=anchor).state == State.OPEN
    moves = [fact.payload["move"] for fact in announced("discussion.ThreadMoved")]
    assert moves == ["answered", "resolved", "reopened"]


def test_the_trail_names_what_was_done_and_repeats_no_words(room: Newsroom) -> None:
    thread_id = opened(room, words="lờibímật")
    api.reply(actor=room.lan, thread_id=thread_id, words="đáplạikín")
    api.say_in_chat(actor=room.lan, story_id=room.story.pk, words="tròchuyệnkín")
    api.resolve_thread(actor=room.lan, thread_id=thread_id)
    entries = (
        AuditEntry.objects.for_agency(room.agency.pk).filter(verb__startswith="discussion.").order_by("seq")
    )
    assert [entry.verb for entry in entries] == [
        "discussion.comment", "discussion.reply", "discussion.chat", "discussion.resolve",
    ]  # fmt: skip
    told = " ".join(f"{one.object_label} {one.note} {one.changes}" for one in entries)
    assert not any(word in told for word in ("lờibímật", "đáplạikín", "tròchuyệnkín"))


def test_the_same_thread_sent_twice_is_one_and_another_persons_id_is_refused(room: Newsroom) -> None:
    given: dict[str, Any] = {
        "story_id": room.story.pk,
        "kind": Kind.COMMENT,
        "words": "Một",
        "thread_id": uuid4(),
    }
    assert api.open_thread(actor=room.minh, **given) == api.open_thread(actor=room.minh, **given)
    assert MessageRow.objects.unscoped(why="tests").count() == 1
    with pytest.raises(errors.ThreadTaken):
        api.open_thread(actor=room.lan, **given)


@pytest.mark.parametrize(
    ("words", "refusal"), [("  \n", errors.NothingSaid), ("a" * 4001, errors.TooManyWords)]
)
def test_words_that_cannot_stand_are_refused(room: Newsroom, words: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        opened(room, words=words)
    assert not ThreadRow.objects.unscoped(why="tests").exists()


def test_only_editors_give_tasks_and_only_to_readers_of_the_story(room: Newsroom) -> None:
    with pytest.raises(errors.EditorsGiveTasks):
        opened(room, room.lan, Kind.TASK)
    for stranger in (None, room.hoa.person):
        with pytest.raises(errors.AssigneeNeeded):
            api.open_thread(
                actor=room.minh, story_id=room.story.pk, kind=Kind.TASK, words="Gọi lại", assignee_id=stranger
            )


def test_a_task_is_settled_by_whom_it_concerns_and_handed_on(room: Newsroom) -> None:
    colleague = actor_of(make_person(room.agency, "reporter", name="Hoàng Văn Nam"))
    thread_id = opened(room, kind=Kind.TASK)
    with pytest.raises(errors.NotYoursToSettle):
        api.resolve_thread(actor=colleague, thread_id=thread_id)
    with pytest.raises(errors.NotYoursToSettle):
        api.assign_task(actor=room.lan, thread_id=thread_id, assignee_id=colleague.person)
    api.assign_task(actor=room.thu, thread_id=thread_id, assignee_id=colleague.person)
    api.resolve_thread(actor=colleague, thread_id=thread_id)
    given = [fact.payload["person_id"] for fact in announced("discussion.TaskGiven")]
    assert given == [str(room.lan.person), str(colleague.person)]
    with pytest.raises(errors.ThreadIsResolved):
        api.assign_task(actor=room.thu, thread_id=thread_id, assignee_id=room.lan.person)


def test_an_open_task_blocks_the_approval_and_a_comment_does_not(room: Newsroom) -> None:
    thread_id = opened(room, kind=Kind.TASK, words="Kiểm tra số liệu")
    opened(room, words="Câu này hay")
    move(room.minh, move(room.lan, room.story, "desk"), "secretary")
    at_last = move(room.thu, room.story, "final")
    with pytest.raises(ChecksFailed) as refused:
        move(room.dung, at_last, "approved")
    assert "Nguyễn Thị Lan" in refused.value.sentence + " ".join(refused.value.failures)
    api.resolve_thread(actor=room.lan, thread_id=thread_id)
    assert move(room.dung, at_last, "approved").stage.key == "approved"


def test_every_new_workflow_demands_it_of_the_approval_alone(room: Newsroom) -> None:
    ways = Transition.objects.unscoped(why="tests").filter(workflow=room.story.workflow)
    assert {way.kind for way in ways if "open_tasks" in way.checks} == {"approve"}


def test_own_words_are_changed_within_a_day_and_what_stood_is_kept(room: Newsroom) -> None:
    now = clock.now()
    with clock.frozen(now):
        thread_id = opened(room, words="Lần một")
        [said] = api.thread(actor=room.minh, thread_id=thread_id).messages
        api.edit_message(actor=room.minh, message_id=said.id, words="Lần hai")
        with pytest.raises(errors.NotYours):
            api.withdraw_message(actor=room.dung, message_id=said.id)
    [changed] = api.thread(actor=room.lan, thread_id=thread_id).messages
    assert (changed.words, changed.earlier, changed.is_edited) == ("Lần hai", ("Lần một",), True)
    with clock.frozen(now + timedelta(days=1, seconds=1)), pytest.raises(errors.TooLateToEdit):
        api.edit_message(actor=room.minh, message_id=said.id, words="Lần ba")
    api.withdraw_message(actor=room.minh, message_id=said.id)
    [gone] = api.thread(actor=room.lan, thread_id=thread_id).messages
    assert (gone.words, gone.earlier, gone.runs, gone.is_withdrawn) == ("", (), (), True)
    assert MessageRow.objects.unscoped(why="tests").get().words == "Lần hai"


def test_nobody_of_another_agency_finds_anything(room: Newsroom) -> None:
    thread_id = opened(room)
    [said] = api.thread(actor=room.minh, thread_id=thread_id).messages
    tries = (
        lambda: api.threads(actor=room.hoa, story_id=room.story.pk),
        lambda: api.chat(actor=room.hoa, story_id=room.story.pk),
        lambda: api.thread(actor=room.hoa, thread_id=thread_id),
        lambda: api.reply(actor=room.hoa, thread_id=thread_id, words="x"),
        lambda: api.resolve_thread(actor=room.hoa, thread_id=thread_id),
        lambda: api.edit_message(actor=room.hoa, message_id=said.id, words="x"),
        lambda: api.say_in_chat(actor=room.hoa, story_id=room.story.pk, words="x"),
        lambda: api.mark_seen(actor=room.hoa, story_id=room.story.pk, place=Place.CHAT),
    )
    for one in tries:
        with pytest.raises(NotFound):
            one()


def test_who_does_not_take_part_or_cannot_read_the_story_is_kept_out(room: Newsroom) -> None:
    thread_id = opened(room)
    reader = actor_of(make_person(room.agency, permissions=("stories.read",)))
    with pytest.raises(NotAllowed):
        api.threads(actor=reader, story_id=room.story.pk)
    contributor = actor_of(make_person(room.agency, "contributor"))
    with pytest.raises(NotFound):
        api.reply(actor=contributor, thread_id=thread_id, words="x")
    own = make_story(contributor)
    assert api.threads(actor=contributor, story_id=own.pk) == ()


def test_lists_show_what_they_say(room: Newsroom) -> None:
    comment, task = opened(room), opened(room, kind=Kind.TASK)
    done = opened(room, room.thu)
    api.resolve_thread(actor=room.thu, thread_id=done)

    def ids(actor: Actor, show: Show) -> set[UUID]:
        return {one.id for one in api.threads(actor=actor, story_id=room.story.pk, show=show)}

    assert ids(room.lan, Show.OPEN) == {comment, task}
    assert ids(room.lan, Show.TASKS) == {task}
    assert ids(room.lan, Show.RESOLVED) == {done}
    assert ids(room.lan, Show.MINE) == {task}
    assert ids(room.thu, Show.MINE) == {done}


def test_what_is_new_is_counted_until_it_was_seen(room: Newsroom) -> None:
    thread_id = opened(room)
    api.say_in_chat(actor=room.minh, story_id=room.story.pk, words="Chào")
    counts = api.counts(actor=room.lan, story_id=room.story.pk)
    assert (counts.open, counts.new_in_threads, counts.new_in_chat) == (1, 1, 1)
    assert api.counts(actor=room.minh, story_id=room.story.pk).new_in_chat == 0
    api.mark_seen(actor=room.lan, story_id=room.story.pk, place=Place.THREADS)
    counts = api.counts(actor=room.lan, story_id=room.story.pk)
    assert (counts.new_in_threads, counts.new_in_chat) == (0, 1)
    api.reply(actor=room.minh, thread_id=thread_id, words="Nữa")
    [thread] = api.threads(actor=room.lan, story_id=room.story.pk)
    assert [one.is_new for one in thread.messages] == [False, True]
