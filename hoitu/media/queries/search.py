"""What somebody looks for in the archive, and what is found."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, cast
from uuid import UUID

from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value
from django.db.models.expressions import RawSQL

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.media.data import Verdict
from hoitu.media.models import AssetRow
from hoitu.media.queries.collections import held_in
from hoitu.media.queries.marks import MARKS_SQL, any_of, lexemes
from hoitu.media.queries.rights import standings

COUNTED_MOST = 2_000
BEST_OF = COUNTED_MOST  # so many of the newest are compared when the best come first
LONGEST_PAGE = 200
WHOLE = 10**9
# Where a search finds much more than is wanted, it is first looked for among so many times what should hold enough.
SPARE = (3, 30)
# The beginning of a word joins the lists of many words; in the usual 4 MB PostgreSQL forgets which rows exactly.
WORK_MEMORY = "64MB"
LOOKED_AT_MOST = 4_000
TOP = "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"
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
    rows, asked = _matching(agency_id, wanted, words), _asked(wanted, words)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lte=at) & (Q(added_at__lt=at) | Q(pk__lt=last_id)))
    found: list[UUID] = []
    with _room():
        for some in _newest_first(rows, asked, limit, before):
            found = list(some.values_list("pk", flat=True)[:limit])
            if len(found) == limit:
                break
    return _in_order(agency_id, found)


def first_page(
    *, agency_id: UUID, wanted: Wanted, order: Order = "newest", limit: int
) -> tuple[list[AssetRow], Counts]:
    """Return the first assets of a search and the counts beside them; one reading of the index gives both.

    "best": those that say the words closest together and most often, of the newest `BEST_OF` that say them.
    """
    asked = " & ".join(lexemes(wanted.words))
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
    columns = (
        *("id", "added_at", "marks", "people", "place"),
        *("kind", "state", "used_at", "width", "height", "duration_ms"),
    )
    total, newest = 0, list[UUID]()
    counted: dict[str, tuple[int, list[UUID] | None]] = {}
    with _room(), connection.cursor() as cursor:
        for hits in _newest_first(_matching(agency_id, wanted), _asked(wanted, ""), COUNTED_MOST + 1, None):
            sql, params = hits.values(*columns)[: COUNTED_MOST + 1].query.sql_with_params()
            cursor.execute(
                f"WITH hit AS MATERIALIZED ({sql}), counted AS (SELECT * FROM hit LIMIT {COUNTED_MOST})"  # noqa: S608
                " SELECT '', count(*), (SELECT array_agg(id) FROM (SELECT id FROM hit LIMIT %s) AS page) FROM hit"
                f" UNION ALL SELECT mark, count(*), NULL FROM counted, unnest({MARKS_SQL}) AS mark GROUP BY mark"
                f" UNION ALL (SELECT 'person:' || name, count(*), NULL FROM counted, unnest(people) AS name {TOP})"
                f" UNION ALL (SELECT 'place:' || place, count(*), NULL FROM counted WHERE place <> '' {TOP})"
                " UNION ALL (SELECT 'month:' || to_char(added_at AT TIME ZONE %s, 'YYYY-MM'), count(*), NULL"
                " FROM counted GROUP BY 1 ORDER BY 1 DESC LIMIT 12)",
                [*params, limit, str(clock.VIETNAM)],
            )
            counted = {mark: (count, page) for mark, count, page in cursor.fetchall()}
            total, ids = counted.pop("")
            newest = ids or []
            if total > COUNTED_MOST:
                break
    marks: dict[str, dict[str, int]] = {}
    for mark, (count, _none) in counted.items():
        name, _, value = mark.partition(":")
        marks.setdefault(name, {})[value] = count
    return newest, Counts(min(total, COUNTED_MOST), total > COUNTED_MOST, marks)


def _matching(agency_id: UUID, wanted: Wanted, words: str = "") -> ScopedQuerySet[AssetRow]:
    rows = AssetRow.objects.for_agency(agency_id).filter(state__in=wanted.states)
    if wanted.since:
        rows = rows.filter(added_at__gte=clock.end_of_day(wanted.since - timedelta(days=1)))
    if wanted.until:
        rows = rows.filter(added_at__lt=clock.end_of_day(wanted.until))
    if wanted.person:
        rows = rows.filter(people__contains=[wanted.person])
    if wanted.place:
        rows = rows.filter(place=wanted.place)
    if wanted.collection_id:
        rows = rows.filter(pk__in=held_in(agency_id=agency_id, collection_id=wanted.collection_id))
    if asked := _asked(wanted, words):
        found = rows.extra(where=["media_assetrow.words @@ %s::tsquery"], params=[" & ".join(asked)])
        return cast("ScopedQuerySet[AssetRow]", found)
    return rows


def _asked(wanted: Wanted, words: str) -> list[str]:
    """Return everything that a search asks of the index `words`."""
    asked = lexemes(words or wanted.words)
    # Their words are in the index: it finds the few rows that the exact comparison looks at.
    for exact in filter(None, (wanted.person, wanted.place)):
        asked += lexemes(f"{exact} ")
    if wanted.kinds:
        asked.append(any_of("kind", wanted.kinds))
    if wanted.used is not None:
        asked.append(any_of("used", ("1" if wanted.used else "0",)))
    return asked + [any_of(name, values) for name, values in wanted.marks.items() if values]


def _newest_first(
    rows: ScopedQuerySet[AssetRow], asked: list[str], most: int, before: Cursor | None
) -> Iterator[ScopedQuerySet[AssetRow]]:
    """Yield rows by arrival: where much is expected first those of lately, then all; who has `most` stops.

    Among all PostgreSQL would hope to meet enough soon when it walks back through the arrivals. Where marks exclude
    each other (a sound has no colour) none comes: what matches is collected first and sorted then.
    """
    expected = _at_most(asked)
    for times in SPARE:
        since = _arrival(times * most / expected, before) if expected > times * most else None
        if since is not None:
            yield rows.filter(added_at__gte=since).order_by("-added_at", "-id")
    arrival = ExpressionWrapper(F("added_at") + Value(timedelta(0)), DateTimeField())
    yield rows.order_by(arrival.desc(), "-id")


def _at_most(asked: list[str]) -> int:
    """Return about how many files of all agencies have the rarest of these words and marks, without reading them.

    PostgreSQL takes words for independent; syllables of one name come together: all of them as often as the rarest.
    """
    if not asked:
        return WHOLE
    with connection.cursor() as cursor:
        found = []
        for one in asked:
            cursor.execute(
                "EXPLAIN (FORMAT JSON) SELECT FROM media_assetrow WHERE words @@ %s::tsquery", [one]
            )
            found.append(int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"]))
    return min(found)


def _arrival(share: float, before: Cursor | None) -> datetime | None:
    """Return since when the newest `share` of the files (of those before a cursor) arrived, roughly.

    By PostgreSQL's own statistics, which cut the arrivals into parts of equal size; None where they say nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT histogram_bounds::text::timestamptz[] FROM pg_stats"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'added_at'",
            [AssetRow._meta.db_table],
        )
        row = cursor.fetchone()
    bounds: list[datetime] = (row and row[0]) or []
    last = bisect_left(bounds, before[0]) if before else len(bounds) - 1
    first = int(last * (1 - share))
    return bounds[first] if 0 < first < len(bounds) else None


@contextmanager
def _room() -> Iterator[None]:
    """Let PostgreSQL use `WORK_MEMORY` to the end of a transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('work_mem', %s, true)", [WORK_MEMORY])
        yield


def _in_order(agency_id: UUID, found: list[UUID]) -> list[AssetRow]:
    rows = AssetRow.objects.for_agency(agency_id).prefetch_related("renditions").filter(pk__in=found)
    by_id = {row.pk: row for row in rows}
    return [by_id[key] for key in found if key in by_id]
