"""Threads and chat of a story over HTTP: the same operations as the screens."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hoitu.discussion import api, data, policies
from hoitu.kernel.rest import REFUSALS, Text, acting

router = Router(tags=["discussion"])


class SaidOut(Schema):
    """One message. `words` are empty once it was withdrawn; `earlier` are its words before edits, oldest first."""

    id: UUID
    by_id: UUID | None
    by_name: str
    at: datetime
    words: str
    earlier: list[str]
    is_withdrawn: bool
    picture_id: UUID | None


class ThreadOut(Schema):
    """A thread as the caller sees it; private notes are the caller's own."""

    id: UUID
    story_id: UUID
    kind: data.Kind
    state: data.State
    quote: str
    is_anchored: bool
    opened_by_name: str
    opened_at: datetime
    assignee_id: UUID | None
    resolved_by_name: str
    resolved_at: datetime | None
    messages: list[SaidOut]


class NewThread(Schema):
    """A thread to open. `id` is the one that a comment mark in the document bears, if there is one."""

    words: Text
    kind: data.Kind = data.Kind.COMMENT
    quote: Text = ""
    id: UUID | None = None
    is_anchored: bool = False
    assignee_id: UUID | None = None


class Words(Schema):
    """What to say."""

    words: Text


class ChatWords(Schema):
    """What to say in the chat; `picture_id` names a picture of the archive."""

    words: Text = ""
    picture_id: UUID | None = None


class Assignee(Schema):
    """Who does a task from now on."""

    assignee_id: UUID


@router.get("/stories/{uuid:story_id}/threads", response={200: list[ThreadOut], **REFUSALS})
def list_threads(
    request: HttpRequest, story_id: UUID, state: data.State = data.State.OPEN
) -> list[data.Thread]:
    """Return a story's threads with all that was said, oldest first. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    show = data.Show.OPEN if state == data.State.OPEN else data.Show.RESOLVED
    return list(api.threads(actor=actor, story_id=story_id, show=show))


@router.post("/stories/{uuid:story_id}/threads", response={201: ThreadOut, **REFUSALS})
def open_thread(request: HttpRequest, story_id: UUID, given: NewThread) -> Status[data.Thread]:
    """Open a comment, a task that blocks the approval (`stories.edit`), or a private note. Needs
    `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    thread_id = api.open_thread(
        actor=actor,
        story_id=story_id,
        kind=given.kind,
        words=given.words,
        quote=given.quote,
        thread_id=given.id,
        is_anchored=given.is_anchored,
        assignee_id=given.assignee_id,
    )
    return Status(201, api.thread(actor=actor, thread_id=thread_id))


@router.post("/threads/{uuid:thread_id}/messages", response={201: ThreadOut, **REFUSALS})
def reply(request: HttpRequest, thread_id: UUID, given: Words) -> Status[data.Thread]:
    """Answer in an open thread. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.reply(actor=actor, thread_id=thread_id, words=given.words)
    return Status(201, api.thread(actor=actor, thread_id=thread_id))


@router.put("/threads/{uuid:thread_id}/resolution", response={200: ThreadOut, **REFUSALS})
def resolve(request: HttpRequest, thread_id: UUID) -> data.Thread:
    """Mark a thread as done. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.resolve_thread(actor=actor, thread_id=thread_id)
    return api.thread(actor=actor, thread_id=thread_id)


@router.delete("/threads/{uuid:thread_id}/resolution", response={200: ThreadOut, **REFUSALS})
def reopen(request: HttpRequest, thread_id: UUID) -> data.Thread:
    """Open a resolved thread again. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.reopen_thread(actor=actor, thread_id=thread_id)
    return api.thread(actor=actor, thread_id=thread_id)


@router.put("/threads/{uuid:thread_id}/assignee", response={200: ThreadOut, **REFUSALS})
def assign(request: HttpRequest, thread_id: UUID, given: Assignee) -> data.Thread:
    """Hand an open task to somebody else. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.assign_task(actor=actor, thread_id=thread_id, assignee_id=given.assignee_id)
    return api.thread(actor=actor, thread_id=thread_id)


@router.patch("/messages/{uuid:message_id}", response={204: None, **REFUSALS})
def edit(request: HttpRequest, message_id: UUID, given: Words) -> Status[None]:
    """Change one's own words within a day. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.edit_message(actor=actor, message_id=message_id, words=given.words)
    return Status(204, None)


@router.delete("/messages/{uuid:message_id}", response={204: None, **REFUSALS})
def withdraw(request: HttpRequest, message_id: UUID) -> Status[None]:
    """Take one's own words back. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.withdraw_message(actor=actor, message_id=message_id)
    return Status(204, None)


@router.get("/stories/{uuid:story_id}/chat", response={200: list[SaidOut], **REFUSALS})
def read_chat(request: HttpRequest, story_id: UUID) -> list[data.Said]:
    """Return the newest 100 messages of a story's chat, oldest first. Needs `discussion.take_part`."""
    return list(api.chat(actor=acting(request, policies.PERMISSION), story_id=story_id))


@router.post("/stories/{uuid:story_id}/chat", response={201: list[SaidOut], **REFUSALS})
def say_in_chat(request: HttpRequest, story_id: UUID, given: ChatWords) -> Status[list[data.Said]]:
    """Write in a story's chat. Needs `discussion.take_part`."""
    actor = acting(request, policies.PERMISSION)
    api.say_in_chat(actor=actor, story_id=story_id, words=given.words, picture_id=given.picture_id)
    return Status(201, list(api.chat(actor=actor, story_id=story_id)))
