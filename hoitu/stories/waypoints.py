"""Places on a story's time line to start from, so that no step of it begins at the first update again.

All of it is derived: `history.py` gives the same answers without any, only later. `operations/keep_waypoints.py`
writes them.
"""

from dataclasses import dataclass

from django.db.models import Q

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.stories.models import DocumentUpdate, Story, Waypoint

# What is left to merge for a step: as many, and what was typed since the minute's job came by.
EVERY = 2_500


@dataclass(frozen=True, slots=True)
class Start:
    """A document and what to merge into it: everything above `upto`, and before that `held`, by number.

    `held` waited for predecessors when the document was kept, so it is not in there.
    """

    upto: int
    document: bytes
    held: tuple[int, ...] = ()


BEGINNING = Start(0, b"")


def waypoints_of(story: Story) -> ScopedQuerySet[Waypoint]:
    """Return the waypoints of a story in order, without their documents."""
    rows = Waypoint.objects.for_agency(story.agency_id).filter(story=story)
    return rows.defer("document").order_by("upto")


def start_before(story: Story, last: int) -> Start:
    """Return where to start in order to have the words as they stood after the update `last`."""
    row = waypoints_of(story).filter(upto__lte=last).defer(None).last()
    return start_at(row) if row else BEGINNING


def start_at(row: Waypoint) -> Start:
    """Return the start that a waypoint is."""
    return Start(row.upto, bytes(row.document), tuple(row.held))


def updates_from(story: Story, start: Start, last: int | None = None) -> ScopedQuerySet[DocumentUpdate]:
    """Return the updates that a start lacks, up to `last`, in the order of arrival."""
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story).order_by("id")
    rows = rows.filter(Q(pk__gt=start.upto) | Q(pk__in=start.held) if start.held else Q(pk__gt=start.upto))
    return rows if last is None else rows.filter(pk__lte=last)
