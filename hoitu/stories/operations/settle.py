"""Merge stored updates into a story's state: what lists show, and what a change starts from."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.live import notify_live
from hoitu.stories.document import crdt
from hoitu.stories.document.suggestions import SUGGESTIONS
from hoitu.stories.models import DocumentState, DocumentUpdate, Story
from hoitu.stories.operations.allowed import content_differs
from hoitu.stories.operations.lost_words import keep_lost
from hoitu.stories.operations.suggested import record_suggestions
from hoitu.stories.operations.touch import content_changed, tell_pages
from hoitu.stories.words import waiting_of

log = logging.getLogger(__name__)

# Whoever stores updates settles them within seconds; what is older was left by a process that died.
LEFT_BEHIND = timedelta(seconds=30)
# What waits for a predecessor that never came is not merged again and again for ever.
GIVEN_UP = timedelta(days=1)
# Marks stand by their names in the bytes of a document: most have none, and need not be read twice.
SUGGESTIONS_IN_BYTES = [name.encode() for name in sorted(SUGGESTIONS)]


def settle(story: Story) -> DocumentState:
    """Return the state of a locked story with everything merged that waited, its row locked."""
    states = DocumentState.objects.unscoped(why="of the locked story")
    row = states.select_for_update().get(story=story)
    waiting = waiting_of(story)
    if not waiting:
        return row
    before = bytes(row.state)
    merged = crdt.apply_updates(before, [bytes(one.update) for one in waiting])
    arrived = [one for position, one in enumerate(waiting) if position not in merged.held_back]
    if not arrived:
        return row
    DocumentUpdate.objects.unscoped(why="of the locked story").filter(
        pk__in=[one.pk for one in arrived]
    ).update(is_waiting=False)
    row.state, row.merged_until = merged.snapshot, max(row.merged_until, arrived[-1].pk)
    row.saved_at = arrived[-1].received_at
    row.past_waypoint += len(arrived)
    row.save(update_fields=["state", "merged_until", "saved_at", "past_waypoint"])
    lost = keep_lost(story, before, merged.snapshot, arrived)
    words, standing = _words_in_lists(story), _standing(story)
    story.headline = crdt.headline_of(merged.snapshot).strip()[:300]
    story.standfirst = crdt.standfirst_of(merged.snapshot).strip()
    # A comment or an open suggestion is no change of what was approved.
    if not story.approved_revision_id or content_differs(before, merged.snapshot):
        content_changed(story, update_fields=["headline", "standfirst"])
    _leave_trail(story, before, arrived)
    # A list that somebody watches need not be drawn anew for each second of typing.
    if lost or _standing(story) != standing:
        tell_pages(story)
    elif _words_in_lists(story) != words:
        notify_live(story.agency_id, "stories", str(story.pk))
    return row


def _words_in_lists(story: Story) -> tuple[str, str]:
    return story.headline, story.standfirst


def _standing(story: Story) -> tuple[object, ...]:
    return story.stage_id, story.has_unapproved_changes, story.next_approval


def _leave_trail(story: Story, before: bytes, rows: Sequence[DocumentUpdate]) -> None:
    """Write into the history what each person did to suggestions, in the order of their updates."""
    if not any(
        mark in each
        for mark in SUGGESTIONS_IN_BYTES
        for each in (before, *(bytes(row.update) for row in rows))
    ):
        return
    for person_id, theirs in groupby(rows, key=lambda row: row.person_id):
        after = crdt.apply_updates(before, [bytes(row.update) for row in theirs]).snapshot
        if person_id is not None:
            name = accounts.person(person_id=person_id).full_name
            record_suggestions(Actor(person_id, name, story.agency_id), story, before, after)
        before = after


@transaction.atomic
def settle_story(*, story_id: UUID) -> None:
    """Merge what waits for one story; nothing happens when nothing does."""
    stories = Story.objects.unscoped(why="updates that were allowed when they were stored")
    story = stories.select_for_update(of=("self",)).select_related("stage", "workflow").get(pk=story_id)
    settle(story)


def settle_left_behind() -> int:
    """Merge what processes that died had stored and not merged; return for how many stories.

    A story whose words cannot be merged does not keep the others waiting: it is logged, and tried again.
    """
    now = clock.now()
    rows = DocumentUpdate.objects.unscoped(why="every agency's, by the clock").filter(
        is_waiting=True, received_at__range=(now - GIVEN_UP, now - LEFT_BEHIND)
    )
    stories = set(rows.values_list("story_id", flat=True))
    merged = 0
    for story_id in stories:
        try:
            settle_story(story_id=story_id)
            merged += 1
        except Exception:
            log.exception("words of a story could not be merged: %s", story_id)
    return merged
