"""Keep stored tallies equal to the records: one agency after a change, all of them every night."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.figures import last_day
from hoitu.strategy.models import RecordsState, StoredTally, TallyDifference, Target
from hoitu.strategy.queries import received
from hoitu.strategy.queries.counting import question_of
from hoitu.strategy.queries.indicators import STORED, Indicator
from hoitu.strategy.queries.stored import FEW, counter_of, versions_of
from hoitu.strategy.queries.values import until_of

log = logging.getLogger(__name__)
WHY = "the state side counts what is published"
RECORDS_LOCK = 7_305_001  # any number that no other advisory lock of this program has
DIFFERENCES_KEPT = 1000
RECOUNT_MEMORY_MB = 192


@dataclass(frozen=True)
class Recounted:
    """What a recount did: rows written, and how many of them had been wrong."""

    rows: int = 0
    wrong: int = 0


def begin_change() -> datetime:
    """Return the recorded time for records that this transaction adds or supersedes.

    A snapshot waits for the changes that have begun (`end_of_changes`): after it nothing older than its time appears.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [RECORDS_LOCK])
    return clock.now()


def end_of_changes() -> datetime:
    """Wait until every change that has begun is stored; return an instant after all of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORDS_LOCK])
    return clock.now()


def records_changed(agency_id: UUID, *, counter: str = "version") -> None:
    """Note, in the transaction of the change, that the agency's figures are to be counted anew; a job does it.

    `counter` is the field of `RecordsState` that counts such changes.
    """
    now = clock.now()
    states = RecordsState.objects.unscoped(why=WHY)
    more = {counter: F(counter) + 1, "changed_at": now}
    if not states.filter(pk=agency_id).update(**more):
        states.bulk_create([RecordsState(pk=agency_id, changed_at=now)], ignore_conflicts=True)
        states.filter(pk=agency_id).update(**more)
    later("strategy.refresh", queue="reports", lock=f"strategy:figures:{agency_id}", agency_id=str(agency_id))


def refresh_agency(agency_id: UUID) -> Recounted:
    """Count every period of one agency anew, unless what is stored knows its newest records already.

    Of many changes the first job that runs counts all; the jobs of the others find nothing to do.
    """
    state = RecordsState.objects.for_agency(agency_id).first() or RecordsState(pk=agency_id)
    rows = StoredTally.objects.for_agency(agency_id).values_list("indicator", "year", "version", "until")
    known = {(indicator, year): (version, until) for indicator, year, version, until in rows}
    done, ends = 0, periods()
    for key, indicator in STORED.items():
        # Read before counting: a change in between is counted or noted as newer, never lost.
        version = getattr(state, counter_of(indicator))
        for until in ends:
            if known.get((key, last_day(until).year)) != (version, until):
                done += _recount(indicator, [agency_id], until).rows
    if done:
        notify_live(agency_id, "strategy", f"figures:{agency_id}")
    return Recounted(done)


def recount_everything(untils: Collection[datetime] = ()) -> Recounted:
    """Count every agency and period (all, or those given) from the records, compare with what is stored, repair.

    A row is wrong if it claims to know the records as they are, and does not.
    """
    ids = [agency.id for agency in accounts.agencies()]
    ends = untils or periods()
    done = [_recount(indicator, ids, until, compare=True) for indicator in STORED.values() for until in ends]
    _forget_old_differences()
    return Recounted(sum(one.rows for one in done), sum(one.wrong for one in done))


def ask_recount(*, actor: Actor) -> None:
    """Let a job count everything anew, now."""
    actor.require(accounts.OPERATE)
    with transaction.atomic():
        later("strategy.recount", queue="reports", lock="strategy:recount")
        audit.record(
            actor=actor, verb="strategy.recount", object_key="strategy:figures",
            object_label=_("Số liệu chỉ tiêu"), agency_id=audit.INSTALLATION,
        )  # fmt: skip


def periods() -> list[datetime]:
    """Return the end of every period that a loaded plan asks for, and of the running year."""
    years = Target.objects.exclude(year=None).values_list("year", flat=True).distinct()
    return sorted({until_of(None), *(until_of(year) for year in years)})


@transaction.atomic
def _recount(
    indicator: Indicator, agency_ids: Collection[UUID], until: datetime, *, compare: bool = False
) -> Recounted:
    if len(agency_ids) > 1:
        _allow_memory()
    question, now = question_of(indicator, until=until), clock.now()
    # One snapshot of the database for versions and records would need another isolation level. Versions first: then
    # the count knows at least what they say, and a change meanwhile makes the row look older than it is.
    versions = versions_of(indicator, agency_ids)
    counted = received.tallies(indicator, agency_ids, question)
    stored = _rows(indicator, until).select_for_update()
    if len(agency_ids) <= FEW:
        stored = stored.filter(agency_id__in=agency_ids)
    before = {row.agency_id: row for row in stored}
    rows = [
        StoredTally(
            agency_id=key, indicator=indicator.INDICATOR, year=last_day(until).year, until=until,
            tally=counted[key].plain() if key in counted else None, rules=dict(question.rules),
            version=versions.get(key, 0), known_at=now, computed_at=clock.now(),
        )
        for key in agency_ids
        if key not in before or before[key].version <= versions.get(key, 0)  # else a newer count came in between
    ]  # fmt: skip
    wrong = _differences(indicator, before, rows) if compare else []
    _store(before, rows)
    return Recounted(len(rows), len(wrong))


def _allow_memory() -> None:
    """Let this transaction group a year of the whole country without spilling to disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [f"{RECOUNT_MEMORY_MB}MB"])


def _store(before: Mapping[UUID, StoredTally], rows: Collection[StoredTally]) -> None:
    """Write what is new; rows that say the same as before only learn that they still do."""
    stored = StoredTally.objects.unscoped(why=WHY)
    same = {row.agency_id for row in rows if _is_same(before.get(row.agency_id), row)}
    if same:
        last = next(iter(rows))
        unchanged = stored.filter(pk__in=[before[key].pk for key in same])
        unchanged.update(known_at=last.known_at, computed_at=last.computed_at)
    stored.bulk_create(
        [row for row in rows if row.agency_id not in same],
        update_conflicts=True,
        unique_fields=["indicator", "year", "agency"],
        update_fields=["until", "tally", "rules", "version", "known_at", "computed_at"],
        batch_size=1000,
    )


def _is_same(old: StoredTally | None, new: StoredTally) -> bool:
    return old is not None and (old.tally, old.until, old.rules, old.version) == (
        new.tally,
        new.until,
        new.rules,
        new.version,
    )


def _differences(
    indicator: Indicator, before: dict[UUID, StoredTally], after: Collection[StoredTally]
) -> list[TallyDifference]:
    """Note rows that were counted from the same records, to the same instant and rules, and yet differ."""
    found = []
    now_versions = versions_of(indicator, [row.agency_id for row in after])
    for row in after:
        old = before.get(row.agency_id)
        if old is None or old.tally == row.tally or (old.until, old.rules) != (row.until, row.rules):
            continue
        if old.version == row.version == now_versions.get(row.agency_id, 0):
            found.append(
                TallyDifference(
                    agency_id=row.agency_id, indicator=row.indicator, year=row.year, stored=old.tally,
                    counted=row.tally, found_at=row.computed_at,
                )
            )  # fmt: skip
            log.error("stored figure was wrong: %s %s of %s", row.indicator, row.year, row.agency_id)
    TallyDifference.objects.unscoped(why=WHY).bulk_create(found)
    return found


def _forget_old_differences() -> None:
    rows = TallyDifference.objects.unscoped(why=WHY).order_by("-found_at")
    rows.filter(
        pk__in=list(rows.values_list("pk", flat=True)[DIFFERENCES_KEPT : 2 * DIFFERENCES_KEPT])
    ).delete()


def _rows(indicator: Indicator, until: datetime) -> ScopedQuerySet[StoredTally]:
    rows = StoredTally.objects.unscoped(why=WHY)
    return rows.filter(indicator=indicator.INDICATOR, year=last_day(until).year)
