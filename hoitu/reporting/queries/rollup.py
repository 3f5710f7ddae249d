"""What an office received, added up: every number is the sum over the reports that are named beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.reporting.data import Answer, Cell, Content
from hoitu.reporting.models import Receipt, Report
from hoitu.reporting.policies.layout import current
from hoitu.reporting.policies.plain import from_plain
from hoitu.reporting.queries.reports import inbox
from hoitu.strategy import api as strategy


@dataclass(frozen=True)
class Standing:
    """One organisation that owes an office a report. `receipt` None: nothing came yet."""

    name: str
    agency_id: UUID
    receipt: Receipt | None
    due_at: datetime | None
    is_late: bool

    @property
    def report(self) -> Report | None:
        return self.receipt.version.report if self.receipt else None


@dataclass(frozen=True)
class Sum:
    """One number over all reports that hold it: `known` of the reports that came."""

    cell: Cell
    actual: int
    estimate: int
    known: int


@dataclass(frozen=True)
class Rollup:
    """The reports under one duty for one period, as one office sees them."""

    what: str
    plan: str
    rule_id: UUID
    period: str
    standings: tuple[Standing, ...]
    sums: tuple[Sum, ...]

    @property
    def came(self) -> int:
        return sum(1 for one in self.standings if one.receipt is not None)

    @property
    def accepted(self) -> int:
        return sum(1 for one in self.standings if one.receipt and one.receipt.answer == Answer.ACCEPTED)


def rollups(organisation_id: UUID, *, period: str) -> list[Rollup]:
    """Return every duty under which others report to an office in a year, whether or not something came."""
    now = clock.now()
    came = {
        (one.version.report.rule_id, one.version.report.agency_id): one
        for one in inbox(organisation_id, period=period)
    }
    found = []
    for duty in strategy.report_duties(year=int(period), on=clock.today()):
        due = next((one.due_at for one in duty.occurrences if one.period == period), None)
        owing = [
            reporter
            for reporter in duty.reporters
            if (duty.rule_id, reporter) in came or _is_addressed(duty.rule_id, reporter, organisation_id)
        ]
        if not owing:
            continue
        names = accounts.organisations(ids=owing)
        standings = tuple(
            Standing(
                names[reporter].name,
                reporter,
                came.get((duty.rule_id, reporter)),
                due,
                is_late=due is not None and now > due and (duty.rule_id, reporter) not in came,
            )
            for reporter in owing
        )
        contents = [from_plain(one.receipt.version.content) for one in standings if one.receipt]
        found.append(Rollup(duty.what, duty.plan, duty.rule_id, period, standings, _sums(contents)))
    return found


def _is_addressed(rule_id: UUID, reporter_id: UUID, organisation_id: UUID) -> bool:
    named = strategy.recipients_of(rule_id=rule_id, reporter_id=reporter_id, on=clock.today())
    return any(one.organisation_id == organisation_id for one in named)


def _sums(contents: Sequence[Content]) -> tuple[Sum, ...]:
    sums = []
    for cell in current().cells:
        figures = [content.figures[cell.key] for content in contents if cell.key in content.figures]
        known = [figure for figure in figures if figure.actual is not None]
        sums.append(
            Sum(
                cell,
                sum(figure.actual or 0 for figure in known),
                sum(figure.estimate or 0 for figure in known),
                len(known),
            )
        )
    return tuple(sums)
