"""What an organisation owes whom by when, and how far each report has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel import clock
from hoitu.reporting.data import State
from hoitu.reporting.models import Report
from hoitu.strategy import api as strategy
from hoitu.strategy.api import ReportDuty


@dataclass(frozen=True)
class Owed:
    """One report that an organisation owes for one period; `report` None: not begun."""

    duty: ReportDuty
    period: str
    due_at: datetime | None
    due_is_printed: bool
    opens_at: datetime
    report: Report | None = None

    @property
    def is_sent(self) -> bool:
        return self.report is not None and State(self.report.state) in (State.SENT, State.LOCKED)

    def is_late(self, now: datetime) -> bool:
        """Say whether the due moment passed without the report being with its recipients."""
        return self.due_at is not None and now > self.due_at and not self.is_sent


def owed_by(organisation_id: UUID, *, year: int) -> list[Owed]:
    """Return what the organisation owes in a year, soonest first."""
    duties = strategy.report_duties(year=year, on=clock.today(), organisation_id=organisation_id)
    begun = {
        (row.rule_id, row.period): row
        for row in Report.objects.for_agency(organisation_id).filter(
            rule__in=[duty.rule_id for duty in duties]
        )
    }
    return [
        Owed(
            duty,
            one.period,
            one.due_at,
            one.due_is_printed,
            one.opens_at,
            begun.get((duty.rule_id, one.period)),
        )
        for duty in duties
        for one in duty.occurrences
        if _is_year(one.period)
    ]


def duty_of(*, organisation_id: UUID, rule_id: UUID, period: str) -> Owed | None:
    """Return the organisation's duty to report for a period, None when there is none."""
    if not _is_year(period):
        return None
    year = int(period[:4])
    duties = strategy.report_duties(
        year=year, on=clock.today(), organisation_id=organisation_id, rule_id=rule_id
    )
    for duty in duties:
        for one in duty.occurrences:
            if duty.rule_id == rule_id and one.period == period:
                return Owed(duty, one.period, one.due_at, one.due_is_printed, one.opens_at)
    return None


def years_of(organisation_id: UUID) -> list[int]:
    """Return the years one may look at: the running one, the one before, and those with reports."""
    this = clock.today().year
    periods: Iterable[str] = Report.objects.for_agency(organisation_id).values_list("period", flat=True)
    return sorted({this, this - 1, *(int(period[:4]) for period in periods)}, reverse=True)


def _is_year(period: str) -> bool:
    """The form of the room is a year's; quarters and half-years have theirs when a plan asks for them."""
    return period.isdigit() and len(period) == 4
