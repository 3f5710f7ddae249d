"""The library of initiatives across agencies: the own ones, and those that others chose to share."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q

from hoitu.kernel.text import fold
from hoitu.registers.data import SharedInitiative
from hoitu.registers.models import Initiative

Reach = Initiative.Reach


def shared_initiatives(
    *, agency_id: UUID, circle: Collection[UUID], words: str = ""
) -> list[SharedInitiative]:
    """Return an agency's kept initiatives and those shared with it, the newest first; `words` narrow them.

    `circle`: the agencies to whose circle this one belongs. What is shared with nobody stays with its agency.
    """
    rows = Initiative.objects.unscoped(why="agencies share initiatives by choice").filter(
        Q(agency_id=agency_id) | Q(reach=Reach.ALL) | Q(reach=Reach.CIRCLE, agency_id__in=circle),
        archived_at=None,
    )
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return [_shared(row) for row in rows.select_related("agency").order_by("-year", "sort_key", "pk")]


def initiatives_of(*, agency_ids: Collection[UUID], year: int) -> dict[UUID, int]:
    """Return how many initiatives of a year each of these agencies keeps; who keeps none is left out."""
    rows = Initiative.objects.unscoped(why="counted by a body above, which may read this open book")
    rows = rows.filter(agency_id__in=agency_ids, year=year, archived_at=None).order_by()
    return dict(rows.values_list("agency_id").annotate(Count("pk")))


def _shared(row: Initiative) -> SharedInitiative:
    return SharedInitiative(
        row.pk,
        row.agency_id,
        row.agency.short_name or row.agency.name,
        row.title,
        row.author,
        row.year,
        row.recognised_by,
        row.summary,
        row.effect,
        row.url,
        str(row.get_reach_display()),
    )
