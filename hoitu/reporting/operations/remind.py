"""Say in time that a report comes due, and that one is late."""

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.facts import announce
from hoitu.reporting.events import ReportDue
from hoitu.reporting.models import Report
from hoitu.reporting.policies.reminding import REMINDER_DAYS
from hoitu.strategy import api as strategy

WHY = "reminders go to every organisation that owes a report"


def remind_of_reports() -> int:
    """Announce today's reminders; return how many. Whoever hears one twice tells it once."""
    today, now, told = clock.today(), clock.now(), 0
    for duty in strategy.report_duties(year=today.year, on=today):
        for one in duty.occurrences:
            if one.due_at is None or now < one.opens_at:
                continue
            days = (clock.local(one.due_at).date() - today).days
            if days not in REMINDER_DAYS:
                continue
            sent = set(
                Report.objects.unscoped(why=WHY)
                .filter(rule_id=duty.rule_id, period=one.period, state__in=("sent", "locked"))
                .values_list("agency_id", flat=True)
            )
            for agency_id in duty.reporters:
                if agency_id not in sent:
                    with transaction.atomic():
                        announce(
                            ReportDue(
                                subject=f"duty:{duty.rule_id}:{agency_id}:{one.period}",
                                agency_id=agency_id,
                                rule_id=duty.rule_id,
                                period=one.period,
                                title=f"{duty.what} {one.period}",
                                due_at=one.due_at,
                                days_left=days,
                            )
                        )
                    told += 1
    return told
