"""Change or take back one's own words; what stood is kept."""

from uuid import UUID

from django.db import transaction

from hoitu.discussion import policies
from hoitu.discussion.errors import NotYours, ThreadIsResolved, TooLateToEdit
from hoitu.discussion.models import EarlierWords, Mention, MessageRow
from hoitu.discussion.operations.say import checked, leave_trace, locked, mention_people
from hoitu.discussion.queries import companions, story_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound


def edit_message(*, actor: Actor, message_id: UUID, words: str) -> None:
    """Change one's own words within a day; readers can open what stood before. People newly named are told.

    Raises `NotFound`, `NotYours`, `TooLateToEdit`, `NothingSaid`, `TooManyWords`, `ThreadIsResolved`.
    """
    with transaction.atomic():
        message = _own(actor, message_id)
        now = clock.now()
        if not policies.may_edit(actor, message, now):
            raise TooLateToEdit()
        if message.thread is not None and not message.thread.is_open:
            raise ThreadIsResolved()
        said = checked(words)
        if said == message.words:
            return
        EarlierWords.objects.create(message=message, words=message.words, replaced_at=now)
        message.words, message.edited_at = said, now
        message.save(update_fields=["words", "edited_at"])
        people = companions(agency_id=actor.agency, story_id=message.story_id)
        mention_people(actor, message.story_id, message, people)
        leave_trace(actor, story_of(actor, message.story_id), "edit")


def withdraw_message(*, actor: Actor, message_id: UUID) -> None:
    """Take one's own words back: nobody sees them any more, that they were there is seen and on the trail.

    Raises `NotFound`, `NotYours`.
    """
    with transaction.atomic():
        message = _own(actor, message_id)
        message.withdrawn_at = clock.now()
        message.save(update_fields=["withdrawn_at"])
        # Nobody is sent to words that are gone.
        Mention.objects.for_agency(actor.agency).filter(message=message, read_at=None).update(
            read_at=message.withdrawn_at
        )
        leave_trace(actor, story_of(actor, message.story_id), "withdraw")


def _own(actor: Actor, message_id: UUID) -> MessageRow:
    rows = MessageRow.objects.for_agency(actor.agency).select_related("thread")
    message = rows.select_for_update(of=("self",)).filter(pk=message_id).first()
    if message is None:
        raise NotFound()
    if message.thread_id is not None:
        locked(actor, message.thread_id)  # a private note of somebody else is not found
    story_of(actor, message.story_id)
    if not policies.is_writer(actor, message):
        raise NotYours()
    return message
