"""Store what many people type, with one commit for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.live import notify_all
from hoitu.stories import locks
from hoitu.stories.data import Life
from hoitu.stories.models import DocumentUpdate, Stage, Story
from hoitu.stories.operations.settle import settle
from hoitu.stories.words import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a story stood when somebody was found to be allowed to write in it."""

    stage_id: UUID
    life: str
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update that a person sent, who was allowed to write at that turn."""

    agency_id: UUID
    story_id: UUID
    person_id: UUID
    update: bytes
    turn: Turn


@transaction.atomic
def append_updates(arrivals: Sequence[Arrival], *, origin: str = "") -> list[int | None]:
    """Store updates that are known to be readable; return the number of each.

    None: the story has moved on or the person has left since they were allowed to write; nothing of it is stored, and
    `take_in` has to look again. Other web processes are told, `origin` says which one need not be.
    """
    stories = _locked({one.story_id for one in arrivals})
    here = accounts.working({(one.agency_id, one.person_id) for one in arrivals})
    allowed = [
        position
        for position, one in enumerate(arrivals)
        if one.story_id in stories
        and stories[one.story_id].agency_id == one.agency_id
        and turn_of(stories[one.story_id]) == one.turn
        and (one.agency_id, one.person_id) in here
    ]
    now = clock.now()
    rows = DocumentUpdate.objects.bulk_create(
        DocumentUpdate(
            story_id=arrivals[position].story_id,
            update=arrivals[position].update,
            person_id=arrivals[position].person_id,
            received_at=now,
            is_waiting=True,
        )
        for position in allowed
    )
    written = {row.story_id for row in rows}
    for key in sorted(written):
        if stories[key].life in (Life.APPROVED, Life.RELEASED):
            _take_approval_back(key)
    tell_documents(((stories[key].agency_id, key) for key in written), origin=origin)
    numbers: list[int | None] = [None] * len(arrivals)
    for position, row in zip(allowed, rows, strict=True):
        numbers[position] = row.pk
    return numbers


def turn_of(story: Story) -> Turn:
    """Return where a story stands now."""
    return Turn(story.stage_id, story.life, locks.is_locked(story))


def stands_approved(story: Story) -> bool:
    """Say whether any new word would change what was approved."""
    if story.life not in (Life.APPROVED, Life.RELEASED):
        return False
    return story.stage.kind == Stage.Kind.APPROVED or not story.has_unapproved_changes


def tell_documents(stories: Iterable[tuple[UUID, UUID]], *, origin: str = "") -> None:
    """Tell every web process that these stories (agency, story) have new updates, when this is committed."""
    notify_all(((agency, str(story), f"{origin}:words") for agency, story in stories), channel=DOCUMENTS)


def _locked(story_ids: Iterable[UUID]) -> dict[UUID, Story]:
    """Return the stories, locked in one order everywhere so that two processes never wait for each other.

    Everybody's letters wait for this query: it reads no more than a turn is made of.
    """
    rows = Story.objects.unscoped(why="each arrival is compared with its agency").filter(pk__in=story_ids)
    rows = rows.only("agency_id", "stage_id", "life", "lock_kind", "locked_until")
    return {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}


def _take_approval_back(story_id: UUID) -> None:
    """Merge what came into an approved story in the same moment as it comes: nothing stands approved with it."""
    rows = Story.objects.unscoped(why="the row is locked and was compared with the arrival's agency")
    story = rows.select_related("stage", "workflow").get(pk=story_id)
    if stands_approved(story):
        settle(story)
