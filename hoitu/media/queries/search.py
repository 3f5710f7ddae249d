"""What somebody looks for in the archive, and what is found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, cast
from uuid import UUID

from django.db import connection
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
FEW = 20_000
LOOKED_AT, LOOKED_AT_MOST = 200, 4_000
BEST_OF = 2_000  # so many of the newest are compared when the best come first
TOP = "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"
Order = Literal["newest", "best"]


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
    before: tuple[datetime, UUID] | None = None,
) -> ScopedQuerySet[AssetRow]:
    """Return the agency's assets as `wanted`, newest first, every word found in what is said about them.

    `before` is arrival and id of an asset: what came before it, so that new arrivals shift no page.
    """
    rows = _matching(agency_id, wanted, words)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lte=at) & (Q(added_at__lt=at) | Q(pk__lt=last_id)))
    return _newest_first(rows).prefetch_related("renditions")


def best_assets(*, agency_id: UUID, wanted: Wanted, limit: int) -> list[AssetRow]:
    """Return the assets that say the words closest together and most often, of the newest `BEST_OF` that say them."""
    newest = _matching(agency_id, wanted).order_by("-added_at", "-id").values("pk")[:BEST_OF]
    asked = " & ".join(lexemes(wanted.words))
    rows = AssetRow.objects.for_agency(agency_id).filter(pk__in=newest).prefetch_related("renditions")
    if not asked:
        return list(rows.order_by("-added_at", "-id")[:limit])
    rank = RawSQL("ts_rank_cd(media_assetrow.words, %s::tsquery)", [asked])
    return list(rows.annotate(rank=rank).order_by("-rank", "-added_at", "-id")[:limit])


def usable_assets(
    *,
    agency_id: UUID,
    wanted: Wanted,
    verdict: Verdict,
    before: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[AssetRow]:
    """Return the newest of what is wanted that stand so for publishing now.

    Rights change by the hour and no index knows them: the newest `LOOKED_AT_MOST` are looked at, no further.
    """
    found: list[AssetRow] = []
    looked = 0
    while looked < LOOKED_AT_MOST:
        rows = list(search_assets(agency_id=agency_id, wanted=wanted, before=before)[:LOOKED_AT])
        known = standings(agency_id=agency_id, asset_ids=[row.pk for row in rows])
        found += [row for row in rows if known[row.pk].verdict == verdict]
        if len(found) >= limit or len(rows) < LOOKED_AT:
            return found[:limit]
        before, looked = (rows[-1].added_at, rows[-1].pk), looked + len(rows)
    return found


def count_assets(*, agency_id: UUID, wanted: Wanted) -> Counts:
    """Count what a search finds and the marks of it."""
    hits = _newest_first(_matching(agency_id, wanted))
    columns = (
        "marks",
        "kind",
        "state",
        "used_at",
        "width",
        "height",
        "duration_ms",
        "people",
        "place",
        "added_at",
    )
    sql, params = hits.values(*columns)[: COUNTED_MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hit AS MATERIALIZED ({sql}), counted AS (SELECT * FROM hit LIMIT {COUNTED_MOST})"  # noqa: S608
            " SELECT '' AS mark, count(*) FROM hit UNION ALL"
            f" SELECT mark, count(*) FROM counted, unnest({MARKS_SQL}) AS mark GROUP BY mark"
            f" UNION ALL (SELECT 'person:' || name, count(*) FROM counted, unnest(people) AS name {TOP})"
            f" UNION ALL (SELECT 'place:' || place, count(*) FROM counted WHERE place <> '' {TOP})"
            " UNION ALL (SELECT 'month:' || to_char(added_at AT TIME ZONE %s, 'YYYY-MM'), count(*) FROM counted"
            " GROUP BY 1 ORDER BY 1 DESC LIMIT 12)",
            [*params, str(clock.VIETNAM)],
        )
        found: dict[str, int] = dict(cursor.fetchall())
    total = found.pop("")
    marks: dict[str, dict[str, int]] = {}
    for mark, count in found.items():
        name, _, value = mark.partition(":")
        marks.setdefault(name, {})[value] = count
    return Counts(min(total, COUNTED_MOST), total > COUNTED_MOST, marks)


def _matching(agency_id: UUID, wanted: Wanted, words: str = "") -> ScopedQuerySet[AssetRow]:
    rows = AssetRow.objects.for_agency(agency_id)
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
    asked = " & ".join(_asked(wanted, words))
    found = rows.extra(where=["media_assetrow.words @@ %s::tsquery"], params=[asked])
    return cast("ScopedQuerySet[AssetRow]", found)


def _newest_first(rows: ScopedQuerySet[AssetRow]) -> ScopedQuerySet[AssetRow]:
    """Order by arrival; what few files are expected to match is collected first and sorted then.

    PostgreSQL hopes to meet the first page's files soon when it walks back through the arrivals. Where marks exclude
    each other (a sound has no colour) none comes, and it would walk through the whole archive.
    """
    sql, params = rows.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        expected = cursor.fetchone()[0][0]["Plan"]["Plan Rows"]
    if expected > FEW:
        return rows.order_by("-added_at", "-id")
    arrival = ExpressionWrapper(F("added_at") + Value(timedelta(0)), DateTimeField())
    return rows.order_by(arrival.desc(), "-id")


def _asked(wanted: Wanted, words: str) -> Iterable[str]:
    yield from lexemes(words or wanted.words)
    # Their words are in the index: it finds the few rows that the exact comparison looks at.
    for exact in filter(None, (wanted.person, wanted.place)):
        yield from lexemes(f"{exact} ")
    yield any_of("state", wanted.states)
    if wanted.kinds:
        yield any_of("kind", wanted.kinds)
    if wanted.used is not None:
        yield any_of("used", ("1" if wanted.used else "0",))
    for name, values in wanted.marks.items():
        if values:
            yield any_of(name, values)
