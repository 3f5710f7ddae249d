"""The index of words by month: the newest files that say something, without reading all that ever said it.

Every word and mark stands in the index with agency and month of arrival before it (migration `words_of_month`), so
that a word which a million files say costs what the newest months hold of it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from django.db.models import Max, Min

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.media.models import AssetRow
from hoitu.media.queries.marks import Asked, tsquery

Month = int  # since the year 0, in UTC
FIRST_MONTHS, GROWS = 2, 4  # ten years are asked in four parts
SAYS = "media_words_of_month(media_assetrow.words, media_assetrow.agency_id, media_assetrow.added_at)"


def newest_first(
    rows: ScopedQuerySet[AssetRow],
    *,
    agency_id: UUID,
    asked: Asked,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[ScopedQuerySet[AssetRow]]:
    """Yield those of the rows that say what is asked, in parts: the newest months, four times as many before.

    Months outside of `since` and `until` are left out; their days are for the caller's own filter.
    """
    months, size = _months(agency_id, since, until), FIRST_MONTHS
    while months:
        part, months = months[:size], months[size:]
        queries = [tsquery(asked, beginning=f"{str(agency_id)[-6:]}{month}:") for month in part]
        saying = rows.extra(where=[f"{SAYS} @@ ANY(%s::tsquery[])"], params=[queries])  # noqa: S610 - no input in it
        yield cast("ScopedQuerySet[AssetRow]", saying)
        size *= GROWS


def _months(agency_id: UUID, since: datetime | None, until: datetime | None) -> list[Month]:
    """Return the months between the agency's first file and its last, the newest first."""
    ends = AssetRow.objects.for_agency(agency_id).aggregate(first=Min("added_at"), last=Max("added_at"))
    if ends["first"] is None:
        return []
    first, last = max(ends["first"], since or ends["first"]), min(ends["last"], until or ends["last"])
    return list(range(_month(last), _month(first) - 1, -1))


def _month(at: datetime) -> Month:
    in_utc = at.astimezone(UTC)
    return in_utc.year * 12 + in_utc.month
