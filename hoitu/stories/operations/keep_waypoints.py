"""Keep where the time lines of long stories can start from."""

import logging

from django.db import transaction
from django.db.models import F

from hoitu.stories import history, waypoints
from hoitu.stories.models import DocumentState, Story

log = logging.getLogger(__name__)


def keep_waypoints() -> int:
    """Make what waypoints every agency's stories lack; return how many.

    A story whose updates cannot be merged does not keep the others waiting: it is logged, and its line stays slow.
    """
    states = DocumentState.objects.unscoped(why="every agency's, by the clock")
    due = states.filter(past_waypoint__gte=waypoints.EVERY).values_list("story_id", flat=True)
    made = 0
    for story in Story.objects.unscoped(why="found so").filter(pk__in=list(due)):
        try:
            while keep_next(story, every=waypoints.EVERY):
                made += 1
        except Exception:
            log.exception("the time line of a story could not be shortened: %s", story.pk)
    return made


def keep_next(story: Story, *, every: int) -> bool:
    """Keep the story's next waypoint; False when too little has been typed since the last."""
    with transaction.atomic():
        row = history.next_waypoint(story, every=every)
        states = DocumentState.objects.unscoped(why="of the story in hand").filter(story=story)
        if row is None:
            states.filter(past_waypoint__gte=every).update(past_waypoint=every - 1)  # it counted too many
            return False
        row.save()
        states.update(past_waypoint=F("past_waypoint") - every)
        return True
