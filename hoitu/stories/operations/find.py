"""Find a story to read or change: inside the actor's agency; to change it, its row locked."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import locks, policies
from hoitu.stories.errors import NotYourStep, StoryIsClosed
from hoitu.stories.models import Story
from hoitu.stories.operations.settle import settle


def story_for_change(*, actor: Actor, story_id: UUID) -> Story:
    """Return the story with its row locked until the transaction ends and all its words merged. Raises `NotFound`."""
    story = (
        Story.objects.for_agency(actor.agency)
        .select_for_update(of=("self",))
        .select_related("stage", "workflow", "section", "approved_revision")
        .filter(pk=story_id)
        .first()
    )
    if story is None or not policies.may_read(actor, story):
        raise NotFound()
    settle(story)
    return story


def story_for_reading(*, actor: Actor, story_id: UUID) -> Story:
    """Return the story as it stands. Raises `NotFound`."""
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


def story_for_writing(*, actor: Actor, story_id: UUID) -> Story:
    """Return the story, its row locked, if the actor may change its content.

    Raises `StoryIsClosed`, `StoryIsLocked`, `NotYourStep`.
    """
    story = story_for_change(actor=actor, story_id=story_id)
    if story.life in policies.CLOSED:
        raise StoryIsClosed()
    locks.check(story)
    if not policies.may_write(actor, story):
        raise NotYourStep()
    return story
