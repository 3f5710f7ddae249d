"""What an organisation owes whom by when, and how far each report has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.reporting.data import State
from hoitu.reporting.models import Call, Report
from hoitu.reporting.periods import period_name, period_of
from hoitu.strategy import api as strategy
from hoitu.strategy.api import ReportDuty

ASKED = "an organisation reads what others ask of it"


@dataclass(frozen=True)
class Owed:
    """One report that an organisation owes for one period; `report` None: not begun. `call`: who asked for it."""

    duty: ReportDuty
    period: str
    due_at: datetime | None
    due_is_printed: bool
    opens_at: datetime
    report: Report | None = None
    call: Call | None = None

    @property
    def name(self) -> str:
        return self.call.subject if self.call else f"{self.duty.what} {period_name(self.period)}"

    @property
    def is_sent(self) -> bool:
        return self.report is not None and State(self.report.state) in (State.SENT, State.LOCKED)

    def is_late(self, now: datetime) -> bool:
        """Say whether the due moment passed without the report being with its recipients."""
        return self.due_at is not None and now > self.due_at and not self.is_sent


def owed_by(organisation_id: UUID, *, year: int) -> list[Owed]:
    """Return what the organisation owes in a year, soonest first."""
    duties = _duties(organisation_id, year)
    begun = {
        (row.rule_id, row.period): row
        for row in Report.objects.for_agency(organisation_id).filter(rule__in=duties)
    }
    found = [
        Owed(
            duty,
            one.period,
            one.due_at,
            one.due_is_printed,
            one.opens_at,
            begun.get((duty.rule_id, one.period)),
        )
        for duty in duties.values()
        for one in duty.occurrences
        if period_of(one.period)
    ]
    calls = calls_to(organisation_id).filter(made_at__year=year, rule__in=duties)
    found += [
        Owed(
            duties[call.rule_id],
            call.period,
            call.due_at,
            True,
            call.made_at,
            begun.get((call.rule_id, call.period)),
            call,
        )
        for call in calls
    ]
    return sorted(found, key=lambda one: str(one.due_at or "9"))


def duty_of(*, organisation_id: UUID, rule_id: UUID, period: str) -> Owed | None:
    """Return the organisation's duty to report for a period, None when there is none."""
    found = period_of(period)
    if found is None:
        return None
    for one in owed_by(organisation_id, year=found.year):
        if (one.duty.rule_id, one.period) == (rule_id, period):
            return one
    return None


def duties_of(organisation_id: UUID, *, year: int) -> list[ReportDuty]:
    """Return every duty of the organisation, also those without a day: reports of occasions go under them."""
    return list(_duties(organisation_id, year).values())


def calls_to(organisation_id: UUID) -> ScopedQuerySet[Call]:
    """Return what offices ask of an organisation beside the plans' times."""
    return Call.objects.unscoped(why=ASKED).filter(asked=organisation_id).select_related("agency")


def years_of(organisation_id: UUID) -> list[int]:
    """Return the years one may look at: the running one, the one before, and those with reports."""
    this = clock.today().year
    periods: Iterable[str] = Report.objects.for_agency(organisation_id).values_list("period", flat=True)
    return sorted({this, this - 1, *(int(period[:4]) for period in periods)}, reverse=True)


def _duties(organisation_id: UUID, year: int) -> dict[UUID, ReportDuty]:
    found = strategy.report_duties(year=year, on=clock.today(), organisation_id=organisation_id, undated=True)
    return {duty.rule_id: duty for duty in found}
