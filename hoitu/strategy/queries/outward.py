"""What may leave the agency towards the bodies above it: published items as known, and statements without notes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoitu.kernel import clock
from hoitu.registers import api as registers
from hoitu.strategy.models import Declaration, Publication
from hoitu.strategy.queries.counting import question_of
from hoitu.strategy.queries.declared import Declared, statements
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.received import told

NAMES = (
    "key", "root", "title", "url", "platform", "medium", "is_domestic", "subject", "provenance", "published_at",
    "removed_at", "confirmed_at", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True)
class ToldRecord:
    """One published item on one platform, as known now."""

    key: str
    root: str
    title: str
    url: str
    platform: str
    medium: str
    is_domestic: bool
    subject: str
    provenance: str
    published_at: datetime
    removed_at: datetime | None
    confirmed_at: datetime | None
    recorded_at: datetime


@dataclass(frozen=True)
class Changes:
    """What an agency's records learned up to `until`; `retracted` are keys that hold nothing, and since when.

    `is_whole` False: there is more, ask again from `until`.
    """

    until: datetime
    records: tuple[ToldRecord, ...]
    retracted: tuple[tuple[str, datetime], ...]
    is_whole: bool


@dataclass(frozen=True)
class ToldStatement:
    """What an organisation states for an indicator and year: figures, and whether a second person checked them."""

    indicator: str
    year: int
    answer: bool | None
    amount: int | None
    of_amount: int | None
    is_checked: bool


def changes_between(*, agency_id: UUID, after: datetime | None, until: datetime, limit: int) -> Changes:
    """Return the records that became known after one instant and up to another, at most about `limit` of them.

    Ask with an `until` of `end_of_changes`: before that, something older could still appear. Records that were
    learned at one instant stay together, so a piece may be longer than the limit.
    """
    known = Publication.objects.for_agency(agency_id)
    current = known.filter(Q(superseded_at=None) | Q(superseded_at__gt=until), recorded_at__lte=until)
    if after is not None:
        current = current.filter(recorded_at__gt=after)
    times = current.order_by("recorded_at").values_list("recorded_at", flat=True)[limit : limit + 1]
    cut = next(iter(times), None)
    end = until if cut is None else cut
    rows = current.filter(recorded_at__lte=end).order_by("recorded_at", "key")
    records = tuple(ToldRecord(*values) for values in rows.values_list(*NAMES))
    ended = known.filter(superseded_at__lte=end)
    if after is not None:
        ended = ended.filter(superseded_at__gt=after)
    standing = known.filter(Q(superseded_at=None) | Q(superseded_at__gt=end), recorded_at__lte=end)
    gone = ended.exclude(key__in=standing.values("key")).order_by("key", "-superseded_at").distinct("key")
    retracted = tuple((key, at) for key, at in gone.values_list("key", "superseded_at") if at is not None)
    return Changes(end, records, retracted, cut is None or cut == until)


def statements_of(*, agency_id: UUID) -> tuple[ToldStatement, ...]:
    """Return what an organisation states today, by indicator and year; what was written beside it stays there."""
    rows = Declaration.objects.for_agency(agency_id).filter(superseded_at=None).order_by("indicator", "year")
    names = list(rows.values_list("indicator", "year"))
    said = statements(
        [agency_id],
        indicators={name for name, _year in names},
        years={year for _n, year in names},
        on=clock.today(),
    )
    return tuple(
        ToldStatement(name, year, one.answer, one.amount, one.of_amount, Declared(one, None, None).is_checked)
        for name, year in names
        if (one := said.get((agency_id, name, year))) is not None
    )


@dataclass(frozen=True)
class ToldTally:
    """What one indicator counts of an agency up to an instant, under which legal figures.

    `told_by` names who counted where this installation only passes it on; "" where its own records say it.
    """

    agency_id: UUID
    indicator: str
    until: datetime
    tally: Mapping[str, Any]
    rules: Mapping[str, int]
    told_by: str


def tallies_told(*, agency_ids: Collection[UUID], untils: Collection[datetime]) -> Iterator[ToldTally]:
    """Yield the counts of agencies up to these instants: numbers without names, own ones before those passed on.

    An indicator whose legal figures are not known cannot be counted and is left out.
    """
    for key, indicator in sorted(COMPUTED.items()):
        for until in untils:
            try:
                question = question_of(indicator, until=until)
            except registers.RuleUnknown:
                continue
            own = indicator.tallies(agency_ids, question)
            for agency_id, tally in own.items():
                yield ToldTally(agency_id, key, until, tally.plain(), question.rules, "")
            others = [one for one in agency_ids if one not in own]
            for agency_id, row in told(indicator, others, question).items():
                yield ToldTally(agency_id, key, row.until, row.tally, row.rules, row.told_by or row.source)
