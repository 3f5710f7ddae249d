"""Stored tallies: which of them can be read for a question, and which have to be counted now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from hoitu.strategy.figures import Tally, last_day
from hoitu.strategy.models import RecordsState, StoredTally
from hoitu.strategy.queries import received
from hoitu.strategy.queries.counting import question_of
from hoitu.strategy.queries.indicators import Indicator

WHY = "the state side counts what is published"
FEW = 50


class _Row(NamedTuple):
    agency_id: UUID
    tally: dict[str, Any] | None
    version: int
    until: datetime
    known_at: datetime


@dataclass(frozen=True)
class Kept:
    """What was read: tallies by agency, up to when the oldest counts, agencies whose newest change is not in it."""

    tallies: Mapping[UUID, Tally]
    until: datetime
    known_at: datetime | None = None
    behind: frozenset[UUID] = field(default_factory=frozenset)


def kept(indicator: Indicator, agency_ids: Collection[UUID], *, until: datetime) -> Kept:
    """Return the tallies of a period that is read as it stands: stored ones, and the few others counted now.

    A stored one is passed over when the legal figures have changed since. One that counts up to an earlier instant
    (last night's recount has not come by yet) or does not know the newest records is used, and said to be behind.
    """
    question, year = question_of(indicator, until=until), last_day(until).year
    rows = StoredTally.objects.unscoped(why=WHY).filter(
        indicator=indicator.INDICATOR, year=year, until__lte=until, rules=dict(question.rules)
    )
    if len(agency_ids) <= FEW:  # a long list of ids costs more to send than the rows of the others to read
        rows = rows.filter(agency_id__in=agency_ids)
    wanted = set(agency_ids)
    # A national page reads thousands: plain tuples take a third of the time of model instances.
    usable = [_Row(*row) for row in rows.values_list(*_Row._fields) if row[0] in wanted]
    found = {row.agency_id: row for row in usable}
    missing = [key for key in agency_ids if key not in found]
    tallies = {key: Tally.from_plain(row.tally) for key, row in found.items() if row.tally is not None}
    tallies |= received.tallies(indicator, missing, question) if missing else {}
    return Kept(
        tallies,
        min((row.until for row in usable), default=until),
        min((row.known_at for row in usable), default=None),
        frozenset(_behind(indicator, usable)) | {k for k, row in found.items() if row.until < until},
    )


def _behind(indicator: Indicator, rows: Iterable[_Row]) -> set[UUID]:
    """Return the agencies whose records changed after their row was counted."""
    versions = {row.agency_id: row.version for row in rows}
    states = RecordsState.objects.unscoped(why=WHY)
    if len(versions) <= FEW:
        states = states.filter(agency_id__in=versions)
    newest = states.values_list("pk", counter_of(indicator))
    return {key for key, version in newest if key in versions and version != versions[key]}


def versions_of(indicator: Indicator, agency_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how often those records of each agency have changed from which the indicator is counted."""
    states = RecordsState.objects.unscoped(why=WHY)
    if len(agency_ids) <= FEW:
        states = states.filter(agency_id__in=agency_ids)
    return dict(states.values_list("pk", counter_of(indicator)))


def counter_of(indicator: Indicator) -> str:
    """Return the field of `RecordsState` that counts the changes of an indicator's records."""
    return "version" if indicator.ROWS_HAVE_RECORDED_TIME else "registers_version"
