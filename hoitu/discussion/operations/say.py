"""Say something: open a thread, answer in it, write in the story's chat."""

from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.discussion import policies
from hoitu.discussion.data import Companion, Kind
from hoitu.discussion.errors import (
    AssigneeNeeded,
    EditorsGiveTasks,
    NothingSaid,
    ThreadIsResolved,
    ThreadTaken,
    TooManyWords,
    TooMuchTalk,
)
from hoitu.discussion.events import PersonMentioned, TaskGiven, ThreadMoved
from hoitu.discussion.mentions import mentioned
from hoitu.discussion.models import LONGEST_QUOTE, LONGEST_WORDS, Mention, MessageRow, ThreadRow
from hoitu.discussion.queries import THREADS_SHOWN, companions, story_of, thread_row
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.media import api as media
from hoitu.stories.data import StoryCard


def open_thread(
    *,
    actor: Actor,
    story_id: UUID,
    kind: Kind,
    words: str,
    quote: str = "",
    thread_id: UUID | None = None,
    is_anchored: bool = False,
    assignee_id: UUID | None = None,
) -> UUID:
    """Begin a thread about the quoted words, or about the whole story, and return its id.

    `thread_id` is the id that the comment mark in the text bears; the same one sent twice opens one thread.
    Raises `NotAllowed`, `NotFound`, `NothingSaid`, `TooManyWords`, `AssigneeNeeded`, `ThreadTaken`, `TooMuchTalk`.
    """
    story = story_of(actor, story_id)
    said = checked(words)
    if kind == Kind.TASK and not policies.may_give_tasks(actor):
        raise EditorsGiveTasks()
    people = companions(agency_id=actor.agency, story_id=story_id)
    if kind == Kind.TASK and assignee_id not in {person.id for person in people}:
        raise AssigneeNeeded()
    with transaction.atomic():
        own_id = thread_id or new_id()
        if _is_there(actor, story_id, own_id):
            return own_id
        if ThreadRow.objects.for_agency(actor.agency).filter(story_id=story_id).count() >= THREADS_SHOWN:
            raise TooMuchTalk()
        thread = ThreadRow.objects.create(
            id=own_id,
            story_id=story_id,
            kind=kind,
            quote=" ".join(nfc(quote).split())[:LONGEST_QUOTE],
            is_anchored=is_anchored and kind != Kind.NOTE,
            opened_by_id=actor.person_id,
            opened_by_name=actor.name,
            opened_at=clock.now(),
            assignee_id=assignee_id if kind == Kind.TASK else None,
        )
        _write(actor, story, said, thread=thread, people=people)
        if kind == Kind.TASK:
            announce_task(actor, story, thread)
        leave_trace(actor, story, kind)
        return thread.pk


def reply(*, actor: Actor, thread_id: UUID, words: str) -> UUID:
    """Answer in an open thread and return the message's id.

    Raises `NotAllowed`, `NotFound`, `NothingSaid`, `TooManyWords`, `ThreadIsResolved`.
    """
    with transaction.atomic():
        thread = locked(actor, thread_id)
        said = checked(words)
        if not thread.is_open:
            raise ThreadIsResolved()
        story = story_of(actor, thread.story_id)
        people = companions(agency_id=actor.agency, story_id=story.id)
        message = _write(actor, story, said, thread=thread, people=people)
        announce_move(actor, story, thread, "answered", message)
        leave_trace(actor, story, "reply")
        return message.pk


def say_in_chat(*, actor: Actor, story_id: UUID, words: str, picture_id: UUID | None = None) -> UUID:
    """Write in the story's chat, with a picture of the archive if one is named, and return the message's id.

    Raises `NotAllowed`, `NotFound`, `NothingSaid`, `TooManyWords`.
    """
    story = story_of(actor, story_id)
    said = checked(words, is_needed=picture_id is None)
    if picture_id is not None:
        media.asset(agency_id=actor.agency, asset_id=picture_id)
    with transaction.atomic():
        people = companions(agency_id=actor.agency, story_id=story_id)
        message = _write(actor, story, said, people=people, picture_id=picture_id)
        leave_trace(actor, story, "chat")
        return message.pk


def leave_trace(
    actor: Actor, story: StoryCard, verb: str, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    """Write the trail's entry, which repeats no words, and refresh the open pages of the story."""
    notify_live(actor.agency, "discussion", str(story.id))
    notify_live(actor.agency, "duties", str(story.id))
    audit.record(
        actor=actor,
        verb=f"discussion.{verb}",
        object_key=f"story:{story.id}",
        object_label=story.headline,
        changes=changes,
    )


def locked(actor: Actor, thread_id: UUID) -> ThreadRow:
    """Return the thread with its row locked until the transaction ends. Raises `NotAllowed`, `NotFound`."""
    found = thread_row(actor=actor, thread_id=thread_id)
    return ThreadRow.objects.for_agency(actor.agency).select_for_update(of=("self",)).get(pk=found.pk)


def announce_task(actor: Actor, story: StoryCard, thread: ThreadRow) -> None:
    """Tell that a task lies with its assignee from now on."""
    assert thread.assignee_id is not None
    announce(
        TaskGiven(
            subject=f"story:{story.id}",
            agency_id=actor.agency,
            story_id=story.id,
            thread_id=thread.pk,
            person_id=thread.assignee_id,
            by_id=actor.person_id,
            by_name=actor.name,
            at=clock.now(),
        )
    )


def announce_move(
    actor: Actor, story: StoryCard, thread: ThreadRow, move: str, message: MessageRow | None = None
) -> None:
    """Tell what happened to a thread; nobody hears of a private note."""
    if thread.kind == ThreadRow.Kind.NOTE:
        return
    announce(
        ThreadMoved(
            subject=f"story:{story.id}",
            agency_id=actor.agency,
            story_id=story.id,
            thread_id=thread.pk,
            move=move,
            message_id=message.pk if message else None,
            by_id=actor.person_id,
            by_name=actor.name,
            at=clock.now(),
        )
    )


def mention_people(actor: Actor, story_id: UUID, message: MessageRow, people: tuple[Companion, ...]) -> None:
    """Note whom a message names, and tell those who are named for the first time."""
    if message.thread is not None and message.thread.kind == ThreadRow.Kind.NOTE:
        return
    known = set(message.mentions.values_list("person_id", flat=True))
    for person in mentioned(message.words, people):
        if person.id in known or person.id == actor.person_id:
            continue
        Mention.objects.create(message=message, person_id=person.id, name=person.name)
        announce(
            PersonMentioned(
                subject=f"story:{story_id}",
                agency_id=actor.agency,
                story_id=story_id,
                thread_id=message.thread_id,
                message_id=message.pk,
                person_id=person.id,
                by_id=actor.person_id,
                by_name=actor.name,
            )
        )


def checked(words: str, *, is_needed: bool = True) -> str:
    """Return words as they are stored. Raises `NothingSaid`, `TooManyWords`."""
    said = nfc(words).replace("\r\n", "\n").strip()
    if not said and is_needed:
        raise NothingSaid()
    if len(said) > LONGEST_WORDS:
        raise TooManyWords()
    return said


def _is_there(actor: Actor, story_id: UUID, thread_id: UUID) -> bool:
    """Say whether this thread came before: an answer got lost and the browser sent it again."""
    found = ThreadRow.objects.unscoped(why="ids are the browser's: another agency may have this one").filter(
        pk=thread_id
    )
    row = found.first()
    if row is None:
        return False
    if row.story_id != story_id or row.opened_by_id != actor.person_id:
        raise ThreadTaken()
    return True


def _write(
    actor: Actor,
    story: StoryCard,
    words: str,
    *,
    people: tuple[Companion, ...],
    thread: ThreadRow | None = None,
    picture_id: UUID | None = None,
) -> MessageRow:
    message = MessageRow.objects.create(
        story_id=story.id,
        thread=thread,
        words=words,
        picture_id=picture_id,
        written_by_id=actor.person_id,
        written_by_name=actor.name,
        written_at=clock.now(),
    )
    mention_people(actor, story.id, message, people)
    return message
