"""What somebody looks for in the archive, and what is found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold
from hoitu.media.models import AssetRow


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Words are found without diacritics; days are days of Vietnam, both included."""

    words: str = ""
    kinds: tuple[str, ...] = ()  # none: every kind
    used: bool | None = None  # None: used or not
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = (AssetRow.State.READY,)


PICTURES = Wanted(kinds=(AssetRow.Kind.PICTURE,))


def search_assets(
    *,
    agency_id: UUID,
    words: str = "",
    wanted: Wanted = PICTURES,
    before: tuple[datetime, UUID] | None = None,
) -> ScopedQuerySet[AssetRow]:
    """Return the agency's assets as `wanted`, newest first, every word found in what is said about them.

    `before` is arrival and id of an asset: what came before it, so that new arrivals shift no page.
    """
    rows = AssetRow.objects.for_agency(agency_id).filter(state__in=wanted.states)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.used is not None:
        rows = rows.filter(used_at__isnull=not wanted.used)
    if wanted.since:
        rows = rows.filter(added_at__gte=clock.end_of_day(wanted.since - timedelta(days=1)))
    if wanted.until:
        rows = rows.filter(added_at__lt=clock.end_of_day(wanted.until))
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lt=at) | Q(added_at=at, pk__lt=last_id))
    for word in fold(words or wanted.words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word))
    return rows.order_by("-added_at", "-id").prefetch_related("renditions")
