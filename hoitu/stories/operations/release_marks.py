"""What upper rooms report back about a story's life."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.stories.data import Life
from hoitu.stories.models import Story
from hoitu.stories.operations.touch import tell_pages


def mark_released(*, story_id: UUID, at: datetime) -> None:
    """Note that readers have the story since `at`; later reports change nothing."""
    with transaction.atomic():
        story = (
            Story.objects.unscoped(why="reported by the channels room").select_for_update().get(pk=story_id)
        )
        if story.life == Life.APPROVED:
            story.life = Life.RELEASED
        if story.first_released_at is None:
            story.first_released_at = at
        story.save(update_fields=["life", "first_released_at"])
        tell_pages(story)
