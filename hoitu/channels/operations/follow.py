"""What the channels do when the stories room says that something happened. Facts may come twice, or late."""

from uuid import UUID

from django.db import transaction

from hoitu.channels.data import Action, ReleaseState
from hoitu.channels.models import ChannelRow, Release
from hoitu.channels.operations.plan import lock_release
from hoitu.channels.operations.send import queue_delivery, send_if_due
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.stories import api as stories
from hoitu.stories.data import Life
from hoitu.stories.events import StoriesImported, StoryApproved, StoryFact, StoryRestored, StoryWithdrawn


def on_story_approved(fact: StoryApproved) -> None:
    """Arm what is planned, send what is due, and bring what is out up to the approved revision."""
    assert fact.agency_id is not None
    with transaction.atomic():
        for channel in ChannelRow.objects.for_agency(fact.agency_id).filter(is_default=True, is_active=True):
            lock_release(fact.agency_id, fact.story_id, channel, None)
        for release in _locked_releases(fact):
            if (release.revision_number or 0) >= fact.revision_number:
                continue  # the fact is older than what this release knows
            if release.state not in (ReleaseState.PLANNED, ReleaseState.ARMED, ReleaseState.OUT):
                continue
            release.revision_id, release.revision_number = fact.revision_id, fact.revision_number
            was_out = release.state == ReleaseState.OUT
            release.state = ReleaseState.OUT if was_out else ReleaseState.ARMED
            release.save(update_fields=["revision", "revision_number", "state"])
            if was_out:
                queue_delivery(release, Action.CORRECT if fact.approval == "correct" else Action.UPDATE)
            else:
                send_if_due(release)


def on_story_withdrawn(fact: StoryWithdrawn) -> None:
    """Take the story down wherever it is or is about to be."""
    with transaction.atomic():
        for release in _locked_releases(fact).filter(story__life=Life.WITHDRAWN):  # not restored since
            if release.state == ReleaseState.OUT or _is_under_way(release):
                queue_delivery(release, Action.WITHDRAW)
            elif release.state in (ReleaseState.PLANNED, ReleaseState.ARMED):
                release.state = ReleaseState.CANCELLED
                release.cancelled_by_withdrawal = True
                release.save(update_fields=["state", "cancelled_by_withdrawal"])


def on_story_restored(fact: StoryRestored) -> None:
    """Put the story back where the withdrawal took it from."""
    with transaction.atomic():
        for release in _locked_releases(fact).exclude(story__life=Life.WITHDRAWN):  # not withdrawn since
            if release.state == ReleaseState.WITHDRAWN or _is_being_withdrawn(release):
                release.revision_id = fact.revision_id
                release.save(update_fields=["revision"])
                queue_delivery(release, Action.RESTORE)
            elif release.state == ReleaseState.CANCELLED and release.cancelled_by_withdrawal:
                release.state = ReleaseState.ARMED if release.revision_id else ReleaseState.PLANNED
                release.cancelled_by_withdrawal = False
                release.save(update_fields=["state", "cancelled_by_withdrawal"])
                send_if_due(release)


def on_stories_imported(fact: StoriesImported) -> None:
    """Let imported stories that were public elsewhere stand on the agency's default web channels, as old as they are.

    They take the way of every story, behind everything that is news.
    """
    assert fact.agency_id is not None
    revision_ids = [UUID(key) for key in fact.revision_ids.split(",") if key]
    imported = [
        story for story in stories.released_stories(revision_ids=revision_ids) if story.first_released_at
    ]
    web = ChannelRow.objects.for_agency(fact.agency_id).filter(
        kind=ChannelRow.Kind.WEB, is_default=True, is_active=True
    )
    with transaction.atomic():
        for channel in web:
            for story in imported:
                release, is_new = lock_release(fact.agency_id, story.story_id, channel, None)
                if is_new:
                    release.state = ReleaseState.ARMED
                    release.revision_id, release.revision_number = story.revision_id, story.revision_number
                    release.out_at = story.first_released_at
                    release.save()
                    queue_delivery(release, Action.PUBLISH)


def _locked_releases(fact: StoryFact) -> ScopedQuerySet[Release]:
    assert fact.agency_id is not None
    return (
        Release.objects.for_agency(fact.agency_id)
        .filter(story_id=fact.story_id)
        .select_for_update(of=("self",))
        .select_related("channel")
        .order_by("id")
    )


def _is_under_way(release: Release) -> bool:
    last = release.deliveries.order_by("-sequence").first()
    return (
        last is not None
        and last.action != Action.WITHDRAW
        and last.state in ("queued", "retrying", "by_hand")
    )


def _is_being_withdrawn(release: Release) -> bool:
    last = release.deliveries.order_by("-sequence").first()
    return last is not None and last.action == Action.WITHDRAW
