"""Say in time that a report comes due, and that one is late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.facts import announce
from hoitu.reporting.events import ReportDue
from hoitu.reporting.models import Call, Report
from hoitu.reporting.periods import period_name
from hoitu.reporting.policies.reminding import REMINDER_DAYS
from hoitu.strategy import api as strategy

WHY = "reminders go to every organisation that owes a report"


@dataclass(frozen=True)
class _Term:
    """One report that several organisations have to send by one moment."""

    rule_id: UUID
    period: str
    title: str
    due_at: datetime
    reporters: Sequence[UUID]


def remind_of_reports() -> int:
    """Announce today's reminders; return how many. Whoever hears one twice tells it once."""
    today, told = clock.today(), 0
    for term in (*_by_plan(), *_by_call()):
        days = (clock.local(term.due_at).date() - today).days
        if days not in REMINDER_DAYS:
            continue
        sent = set(
            Report.objects.unscoped(why=WHY)
            .filter(rule_id=term.rule_id, period=term.period, state__in=("sent", "locked"))
            .values_list("agency_id", flat=True)
        )
        for agency_id in term.reporters:
            if agency_id not in sent:
                _announce(term, agency_id, days)
                told += 1
    return told


def _by_plan() -> Iterator[_Term]:
    today, now = clock.today(), clock.now()
    for duty in strategy.report_duties(year=today.year, on=today):
        for one in duty.occurrences:
            if one.due_at is not None and now >= one.opens_at:
                title = f"{duty.what} {period_name(one.period)}"
                yield _Term(duty.rule_id, one.period, title, one.due_at, duty.reporters)


def _by_call() -> Iterator[_Term]:
    since = clock.now() + timedelta(days=min(REMINDER_DAYS) - 1)
    for call in Call.objects.unscoped(why=WHY).filter(due_at__gte=since).prefetch_related("asked"):
        yield _Term(
            call.rule_id, call.period, call.subject, call.due_at, [one.pk for one in call.asked.all()]
        )


def _announce(term: _Term, agency_id: UUID, days: int) -> None:
    with transaction.atomic():
        announce(
            ReportDue(
                subject=f"duty:{term.rule_id}:{agency_id}:{term.period}",
                agency_id=agency_id,
                rule_id=term.rule_id,
                period=term.period,
                title=term.title,
                due_at=term.due_at,
                days_left=days,
            )
        )
