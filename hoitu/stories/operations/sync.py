"""Take in what an editor typed and hand back what others typed meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.stories import locks, policies
from hoitu.stories.data import WritingMode
from hoitu.stories.document import crdt
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.errors import NotYourStep
from hoitu.stories.models import DocumentState, DocumentUpdate, Story
from hoitu.stories.operations.allowed import check_allowed
from hoitu.stories.operations.append import Turn, tell_documents, turn_of
from hoitu.stories.operations.find import story_for_change, story_for_reading
from hoitu.stories.operations.settle import settle
from hoitu.stories.words import document_of

MAX_UPDATE_BYTES = 8 * 1024 * 1024
NO_CHANGE = b"\0\0"


@dataclass(frozen=True)
class Standing:
    """Where a story stands for one person. `turn` is what `append_updates` compares, `lock` who locked it and why."""

    stage: str
    mode: WritingMode
    turn: Turn
    lock: str

    @property
    def may_write(self) -> bool:
        return self.mode == WritingMode.WRITE


@dataclass(frozen=True)
class Synced:
    """The answer to an editor: what it lacked, and that its own words are stored."""

    update: bytes
    saved_at: datetime
    seq: int
    standing: Standing


def sync_document(*, actor: Actor, story_id: UUID, update: bytes, state_vector: bytes) -> Synced:
    """Merge `update` (a Yjs update, or empty) into the story and return what `state_vector` lacks.

    When this returns, the update is committed: nothing acknowledged is lost.
    Raises `BrokenUpdate`, `StoryIsClosed`, `NotYourStep`, `NotFound`.
    """
    with transaction.atomic():
        if update and update != NO_CHANGE:
            take_in(actor=actor, story_id=story_id, update=update)
        story = story_for_reading(actor=actor, story_id=story_id)
        # First how far, then the words: what comes between the two is sent twice, not lost.
        last = DocumentUpdate.objects.for_agency(actor.agency).filter(story=story).order_by("-id").first()
        state = DocumentState.objects.for_agency(actor.agency).get(story=story)
        document = document_of(story)
        return Synced(
            update=crdt.diff(document, state_vector),
            saved_at=last.received_at if last else state.saved_at,
            seq=last.pk if last else state.merged_until,
            standing=standing_of(actor, story),
        )


def take_in(*, actor: Actor, story_id: UUID, update: bytes, origin: str = "") -> int | None:
    """Store an update and merge it; return its number, None for one that had come before.

    Raises `BrokenUpdate`, `StoryIsClosed`, `NotYourStep`, `OnlySuggestions`, `OnlyComments`, `NotFound`.
    """
    if len(update) > MAX_UPDATE_BYTES:
        raise BrokenUpdate()
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        before = bytes(DocumentState.objects.for_agency(actor.agency).get(story=story).state)
        merged = crdt.apply_updates(before, [update])
        if merged.snapshot == before and not merged.held_back:
            return None  # sent twice after a lost answer: already stored
        check_allowed(actor, story, before, merged.snapshot)
        if merged.held_back and not policies.may_write(actor, story):
            raise NotYourStep()  # what cannot be looked at yet cannot be seen to be a mere suggestion
        row = DocumentUpdate.objects.create(
            story=story, update=update, person_id=actor.person_id, received_at=clock.now(), is_waiting=True
        )
        settle(story)
        tell_documents([(story.agency_id, story.pk)], origin=origin)
        return row.pk


def standing(*, actor: Actor, story_id: UUID) -> Standing:
    """Return where a story stands for an actor. Raises `NotFound`."""
    return standing_of(actor, story_for_reading(actor=actor, story_id=story_id))


def check_update(update: bytes) -> None:
    """Look whether an update can be stored. Raises `BrokenUpdate`."""
    if len(update) > MAX_UPDATE_BYTES:
        raise BrokenUpdate()
    crdt.check(update)


def standing_of(actor: Actor, story: Story) -> Standing:
    """Return where a story stands for an actor who may read it."""
    return Standing(
        story.stage.name, policies.writing_mode(actor, story), turn_of(story), locks.sentence(story)
    )
