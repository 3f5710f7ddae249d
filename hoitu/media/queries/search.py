"""What somebody looks for in the archive, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value
from django.db.models.expressions import RawSQL

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.media.data import Verdict
from hoitu.media.models import AssetRow
from hoitu.media.queries.collections import held_in
from hoitu.media.queries.marks import MARKS_SQL, Term, any_of, asked_by, tsquery
from hoitu.media.queries.months import newest_first
from hoitu.media.queries.rights import standings

COUNTED_MOST = 1_000
BEST_OF = COUNTED_MOST  # so many of the newest are compared when the best come first
LONGEST_PAGE = 200
LOOKED_AT_MOST = 4_000
TOP = "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"
COUNTING = (
    "WITH counted AS MATERIALIZED (SELECT * FROM media_assetrow WHERE agency_id = %s AND id = ANY(%s))"  # noqa: S608
    f" SELECT mark, count(*) FROM counted, unnest({MARKS_SQL}) AS mark GROUP BY mark"
    f" UNION ALL (SELECT 'person:' || name, count(*) FROM counted, unnest(people) AS name {TOP})"
    f" UNION ALL (SELECT 'place:' || place, count(*) FROM counted WHERE place <> '' {TOP})"
    " UNION ALL (SELECT 'month:' || to_char(added_at AT TIME ZONE %s, 'YYYY-MM'), count(*)"
    " FROM counted GROUP BY 1 ORDER BY 1 DESC LIMIT 12)"
)
Order = Literal["newest", "best"]
Cursor = tuple[datetime, UUID]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Words are found without diacritics; days are days of Vietnam, both included.

    `marks`: one of the values for every name, such as `{"colour": ("red", "orange")}` (queries/marks.py).
    """

    words: str = ""
    kinds: tuple[str, ...] = ()  # none: every kind
    used: bool | None = None  # None: used or not
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = (AssetRow.State.READY,)
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    person: str = ""  # somebody shown, exactly as written
    place: str = ""  # where it was taken, exactly as written
    collection_id: UUID | None = None  # only what lies in it; whoever asks must be one who sees it


@dataclass(frozen=True)
class Counts:
    """How many files a search finds, and how many of them have each mark.

    Past `COUNTED_MOST` only the newest so many are counted: `is_more`, and each figure is "at least".
    """

    total: int
    is_more: bool
    marks: dict[str, dict[str, int]]


PICTURES = Wanted(kinds=(AssetRow.Kind.PICTURE,))


def search_assets(
    *,
    agency_id: UUID,
    words: str = "",
    wanted: Wanted = PICTURES,
    before: Cursor | None = None,
    limit: int = LONGEST_PAGE,
) -> list[AssetRow]:
    """Return the agency's assets as `wanted`, newest first, every word found in what is said about them.

    `before` is arrival and id of an asset: what came before it, so that new arrivals shift no page.
    """
    return _in_order(agency_id, _found(agency_id, wanted, limit, words=words, before=before))


def first_page(
    *, agency_id: UUID, wanted: Wanted, order: Order = "newest", limit: int
) -> tuple[list[AssetRow], Counts]:
    """Return the first assets of a search and the counts beside them; one reading of the index gives both.

    "best": those that say the words closest together and most often, of the newest `BEST_OF` that say them.
    """
    asked = tsquery(asked_by(wanted.words))
    if order == "newest" or not asked:
        found, counts = _counted(agency_id, wanted, limit)
        return _in_order(agency_id, found), counts
    newest, counts = _counted(agency_id, wanted, BEST_OF)
    rank = RawSQL("ts_rank_cd(media_assetrow.words, %s::tsquery)", [asked])
    rows = AssetRow.objects.for_agency(agency_id).filter(pk__in=newest).prefetch_related("renditions")
    return list(rows.annotate(rank=rank).order_by("-rank", "-added_at", "-id")[:limit]), counts


def usable_assets(
    *,
    agency_id: UUID,
    wanted: Wanted,
    verdict: Verdict,
    before: Cursor | None = None,
    limit: int,
) -> list[AssetRow]:
    """Return the newest of what is wanted that stand so for publishing now.

    Rights change by the hour and no index knows them: the newest `LOOKED_AT_MOST` are looked at, no further.
    """
    found: list[AssetRow] = []
    looked = 0
    while looked < LOOKED_AT_MOST:
        rows = search_assets(agency_id=agency_id, wanted=wanted, before=before)
        known = standings(agency_id=agency_id, asset_ids=[row.pk for row in rows])
        found += [row for row in rows if known[row.pk].verdict == verdict]
        if len(found) >= limit or len(rows) < LONGEST_PAGE:
            return found[:limit]
        before, looked = (rows[-1].added_at, rows[-1].pk), looked + len(rows)
    return found


def count_assets(*, agency_id: UUID, wanted: Wanted) -> Counts:
    """Count what a search finds and the marks of it."""
    return _counted(agency_id, wanted, 0)[1]


def _counted(agency_id: UUID, wanted: Wanted, limit: int) -> tuple[list[UUID], Counts]:
    """Return the newest `limit` files that a search finds, with its counts."""
    found = _found(agency_id, wanted, COUNTED_MOST + 1)
    marks: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTING, [agency_id, found[:COUNTED_MOST], str(clock.VIETNAM)])
        for mark, count in cursor.fetchall():
            name, _, value = mark.partition(":")
            marks.setdefault(name, {})[value] = count
    return found[:limit], Counts(min(len(found), COUNTED_MOST), len(found) > COUNTED_MOST, marks)


def _found(
    agency_id: UUID, wanted: Wanted, limit: int, *, words: str = "", before: Cursor | None = None
) -> list[UUID]:
    """Return the newest `limit` files that a search finds, newest first."""
    rows = _matching(agency_id, wanted)
    since, until = _span(wanted)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lte=at) & (Q(added_at__lt=at) | Q(pk__lt=last_id)))
        until = min(until, at) if until else at
    asked = _asked(wanted, words)
    if not asked:
        return list(rows.order_by("-added_at", "-id").values_list("pk", flat=True)[:limit])
    # Not by the arrival itself: PostgreSQL would walk back through all arrivals in the hope to meet enough soon.
    arrival = ExpressionWrapper(F("added_at") + Value(timedelta(0)), DateTimeField())
    found: list[UUID] = []
    for part in newest_first(rows, agency_id=agency_id, asked=asked, since=since, until=until):
        found += part.order_by(arrival.desc(), "-id").values_list("pk", flat=True)[: limit - len(found)]
        if len(found) == limit:
            break
    return found


def _span(wanted: Wanted) -> tuple[datetime | None, datetime | None]:
    """Return from when (included) until when (excluded) files arrived that are wanted."""
    since = clock.end_of_day(wanted.since - timedelta(days=1)) if wanted.since else None
    return since, clock.end_of_day(wanted.until) if wanted.until else None


def _matching(agency_id: UUID, wanted: Wanted) -> ScopedQuerySet[AssetRow]:
    """Return all that a search wants but words and marks."""
    rows = AssetRow.objects.for_agency(agency_id).filter(state__in=wanted.states)
    since, until = _span(wanted)
    if since:
        rows = rows.filter(added_at__gte=since)
    if until:
        rows = rows.filter(added_at__lt=until)
    if wanted.person:
        rows = rows.filter(people__contains=[wanted.person])
    if wanted.place:
        rows = rows.filter(place=wanted.place)
    if wanted.collection_id:
        rows = rows.filter(pk__in=held_in(agency_id=agency_id, collection_id=wanted.collection_id))
    return rows


def _asked(wanted: Wanted, words: str) -> list[tuple[Term, ...]]:
    """Return everything that a search asks of the index of words and marks."""
    asked = asked_by(words or wanted.words)
    # Their words are in the index: it finds the few rows that the exact comparison looks at.
    for exact in filter(None, (wanted.person, wanted.place)):
        asked += asked_by(f"{exact} ")
    if wanted.kinds:
        asked.append(any_of("kind", wanted.kinds))
    if wanted.used is not None:
        asked.append(any_of("used", ("1" if wanted.used else "0",)))
    return asked + [any_of(name, values) for name, values in wanted.marks.items() if values]


def _in_order(agency_id: UUID, found: list[UUID]) -> list[AssetRow]:
    rows = AssetRow.objects.for_agency(agency_id).prefetch_related("renditions").filter(pk__in=found)
    by_id = {row.pk: row for row in rows}
    return [by_id[key] for key in found if key in by_id]
