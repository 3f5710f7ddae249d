"""Take in what an editor typed and hand back what others typed meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.live import notify_live
from hoitu.stories import policies
from hoitu.stories.document import crdt
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.errors import NotYourStep, StoryIsClosed
from hoitu.stories.models import DocumentState, DocumentUpdate, Story
from hoitu.stories.operations.find import story_for_change
from hoitu.stories.operations.touch import content_changed

MAX_UPDATE_BYTES = 8 * 1024 * 1024
NO_CHANGE = b"\0\0"


@dataclass(frozen=True)
class Synced:
    """The answer to an editor: what it lacked, and that its own words are stored."""

    update: bytes
    saved_at: datetime
    seq: int
    stage: str
    may_write: bool


def sync_document(*, actor: Actor, story_id: UUID, update: bytes, state_vector: bytes) -> Synced:
    """Merge `update` (a Yjs update, or empty) into the story and return what `state_vector` lacks.

    When this returns, the update is committed together with the merged state: nothing acknowledged is lost.
    Raises `BrokenUpdate`, `StoryIsClosed`, `NotYourStep`, `NotFound`.
    """
    writes = bool(update) and update != NO_CHANGE
    if len(update) > MAX_UPDATE_BYTES:
        raise BrokenUpdate()
    with transaction.atomic():
        if writes:
            story = story_for_change(actor=actor, story_id=story_id)
            state = _merge(actor, story, update)
        else:
            story = _story_to_read(actor, story_id)
            state = DocumentState.objects.for_agency(actor.agency).get(story=story)
        return Synced(
            update=crdt.diff(bytes(state.state), state_vector),
            saved_at=state.saved_at,
            seq=state.merged_until,
            stage=story.stage.name,
            may_write=policies.may_write(actor, story),
        )


def _merge(actor: Actor, story: Story, update: bytes) -> DocumentState:
    row = DocumentState.objects.for_agency(actor.agency).select_for_update().get(story=story)
    waiting = _held_back(story)
    merged = crdt.apply_updates(bytes(row.state), [*(bytes(w.update) for w in waiting), update])
    if merged.snapshot == bytes(row.state) and not merged.held_back:
        return row  # sent twice after a lost answer: already stored
    if story.life in policies.CLOSED:
        raise StoryIsClosed()
    if not policies.may_write(actor, story):
        raise NotYourStep()
    now = clock.now()
    stored = DocumentUpdate.objects.create(
        story=story,
        update=update,
        person_id=actor.person_id,
        received_at=now,
        is_held_back=len(waiting) in merged.held_back,
    )
    arrived = [w.pk for position, w in enumerate(waiting) if position not in merged.held_back]
    DocumentUpdate.objects.unscoped(why="of the locked story").filter(pk__in=arrived).update(
        is_held_back=False
    )
    row.state, row.merged_until, row.saved_at = merged.snapshot, stored.pk, now
    row.save(update_fields=["state", "merged_until", "saved_at"])
    story.headline = crdt.headline_of(merged.snapshot).strip()[:300]
    story.standfirst = crdt.standfirst_of(merged.snapshot).strip()
    content_changed(story, actor, update_fields=["headline", "standfirst"])
    notify_live(story.agency_id, "stories", str(story.pk))
    return row


def _held_back(story: Story) -> list[DocumentUpdate]:
    """Return updates whose predecessors had not arrived: the merged state does not hold their words yet."""
    rows = DocumentUpdate.objects.unscoped(why="of the locked story").filter(story=story, is_held_back=True)
    return list(rows.order_by("id"))


def _story_to_read(actor: Actor, story_id: UUID) -> Story:
    story = (
        Story.objects.for_agency(actor.agency)
        .select_related("stage", "workflow")
        .prefetch_related("bylines")
        .filter(pk=story_id)
        .first()
    )
    if story is None or not policies.may_read(actor, story):
        raise NotFound()
    return story
