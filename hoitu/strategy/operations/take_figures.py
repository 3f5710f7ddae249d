"""Take in what another installation counted of an agency, and what the agency states there; take it back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hoitu.kernel.live import notify_live
from hoitu.strategy.figures import last_day
from hoitu.strategy.models import Declaration, ReceivedTally
from hoitu.strategy.operations.refresh import begin_change, records_changed
from hoitu.strategy.policies.declaring import question_of
from hoitu.strategy.policies.receiving import read_rules, read_tally
from hoitu.strategy.queries.indicators import COMPUTED

WHY = "the caller knows whose package it is"
COUNTERS = ("version", "registers_version")


@dataclass(frozen=True)
class ToldBy:
    """Which package says it: `sender` is one way by which an agency is told of, the names are for people."""

    sender: UUID
    source: str
    package: UUID
    package_name: str


@dataclass(frozen=True)
class OutsideTally:
    """What was counted of one indicator up to an instant: `tally` as `Tally.plain` writes it, not trusted yet.

    `rules` are the legal figures of the counting; `told_by` says who counted where the sender only passes it on.
    """

    indicator: str
    until: datetime
    tally: Mapping[str, Any]
    rules: Mapping[str, Any]
    told_by: str = ""


@dataclass(frozen=True)
class OutsideStatement:
    """What an agency states of an indicator and year; `is_checked`: a second person there accepted its papers."""

    indicator: str
    year: int
    answer: bool | None
    amount: int | None
    of_amount: int | None
    is_checked: bool


@transaction.atomic
def take_figures(
    *,
    agency_id: UUID,
    by: ToldBy,
    tallies: Collection[OutsideTally],
    statements: Collection[OutsideStatement],
) -> int:
    """Make these the current versions; return how many say something new. What is told again changes nothing.

    An indicator that this version does not know is passed over. What an organisation stated here itself stands.
    Raises `ValueError` for a count that is none.
    """
    now = begin_change()
    changed = sum(_take_tally(agency_id, by, one, now) for one in tallies if one.indicator in COMPUTED)
    known = [one for one in statements if question_of(one.indicator) is not None]
    changed += sum(_take_statement(agency_id, by, one, now) for one in known)
    if changed:
        _follow(agency_id)
    return changed


@transaction.atomic
def forget_untold(
    *,
    agency_id: UUID,
    by: ToldBy,
    years: Collection[int],
    tallies: Collection[OutsideTally],
    statements: Collection[OutsideStatement],
) -> int:
    """End what the sender said of an agency and says no more; return how many versions ended.

    A sender tells every count of a year of which it tells (`years`), and every statement.
    """
    now = begin_change()
    counted = {(one.indicator, last_day(one.until).year) for one in tallies}
    stated = {(one.indicator, one.year) for one in statements}
    rows = ReceivedTally.objects.for_agency(agency_id).filter(
        sender=by.sender, year__in=years, superseded_at=None
    )
    said = Declaration.objects.for_agency(agency_id).filter(source=by.source[:120], superseded_at=None)
    old = [row.pk for row in rows if (row.indicator, row.year) not in counted]
    unsaid = [row.pk for row in said if (row.indicator, row.year) not in stated]
    ended = rows.filter(pk__in=old).update(superseded_at=now)
    ended += said.filter(pk__in=unsaid).update(superseded_at=now)
    if ended:
        _follow(agency_id)
    return ended


@transaction.atomic
def take_back_figures(*, package: UUID) -> int:
    """Let nothing that a package said count any more; return how many versions ended.

    The caller lets the packages that stand speak again. A past figure still comes out as it was known.
    """
    now = begin_change()
    ended = 0
    for model in (ReceivedTally, Declaration):
        rows = model.objects.unscoped(why=WHY).filter(package=package, superseded_at=None)
        agency_ids = set(rows.values_list("agency_id", flat=True))
        ended += rows.update(superseded_at=now)
        for agency_id in sorted(agency_ids):
            _follow(agency_id)
    return ended


def _take_tally(agency_id: UUID, by: ToldBy, one: OutsideTally, now: datetime) -> bool:
    tally = read_tally(one.tally, parts=COMPUTED[one.indicator].PARTS)
    values = {
        "tally": tally.plain(), "rules": read_rules(one.rules), "source": by.source[:120],
        "told_by": one.told_by[:120],
    }  # fmt: skip
    key = {"indicator": one.indicator, "until": one.until, "sender": by.sender}
    rows = ReceivedTally.objects.for_agency(agency_id).select_for_update()
    last = rows.filter(superseded_at=None, **key).first()
    if last is not None:
        if all(getattr(last, name) == value for name, value in values.items()):
            return False
        last.superseded_at = now
        last.save(update_fields=["superseded_at"])
    ReceivedTally.objects.create(
        agency_id=agency_id, year=last_day(one.until).year, package=by.package,
        package_name=by.package_name[:60], recorded_at=now, **key, **values,
    )  # fmt: skip
    return True


def _take_statement(agency_id: UUID, by: ToldBy, one: OutsideStatement, now: datetime) -> bool:
    values = {
        "answer": one.answer, "amount": one.amount, "of_amount": one.of_amount, "is_checked": one.is_checked,
        "source": by.source[:120],
    }  # fmt: skip
    rows = Declaration.objects.for_agency(agency_id).select_for_update()
    last = rows.filter(indicator=one.indicator, year=one.year, superseded_at=None).first()
    if last is not None:
        if not last.source or all(getattr(last, name) == value for name, value in values.items()):
            return False
        last.superseded_at = now
        last.save(update_fields=["superseded_at"])
    Declaration.objects.create(
        agency_id=agency_id, indicator=one.indicator, year=one.year, package=by.package, recorded_at=now,
        **values,
    )  # fmt: skip
    return True


def _follow(agency_id: UUID) -> None:
    for counter in COUNTERS:
        records_changed(agency_id, counter=counter)
    notify_live(agency_id, "strategy", "outside")
