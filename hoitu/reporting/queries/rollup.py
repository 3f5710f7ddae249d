"""What an office received, added up: every number is the sum over the reports that are named beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.reporting.data import Answer, Cell, Content, Figure, Layout, Measure
from hoitu.reporting.models import Call, Receipt, Report, Version
from hoitu.reporting.periods import Period, period_name, period_of
from hoitu.reporting.policies.layout import form_for
from hoitu.reporting.policies.numbers import COLUMNS, NO_FIGURE, shown, with_shares
from hoitu.reporting.policies.plain import from_plain
from hoitu.reporting.queries.recipients import addressed_to
from hoitu.reporting.queries.reports import WHY, inbox
from hoitu.strategy import api as strategy
from hoitu.strategy.api import ReportDuty

MISSING = "missing"


@dataclass(frozen=True)
class Standing:
    """One organisation that owes an office a report. `receipt` None: nothing came yet; `province` is a key or ""."""

    name: str
    agency_id: UUID
    province: str
    receipt: Receipt | None
    due_at: datetime | None
    is_late: bool

    @property
    def report(self) -> Report | None:
        return self.receipt.version.report if self.receipt else None

    @property
    def is_accepted(self) -> bool:
        return self.state == Answer.ACCEPTED

    @property
    def state(self) -> str:
        """Return `MISSING`, or what the office answered: waiting, accepted, returned."""
        return self.receipt.answer if self.receipt else MISSING


@dataclass(frozen=True)
class Sum:
    """One number over all reports that hold it: `figure.known` of those that came, `accepted` of them accepted.

    `before` is what the sum was with the reports as they were before they were corrected or sent again, None where
    that is the same.
    """

    cell: Cell
    figure: Figure
    accepted: int
    before: int | None = None

    @property
    def shown(self) -> dict[str, str]:
        """Return the numbers as they are printed, "" for what is not known."""
        columns = {name: shown(getattr(self.figure, name), self.cell) for name in COLUMNS}
        return {**columns, "before": shown(self.before, self.cell)}


@dataclass(frozen=True)
class Rollup:
    """The reports under one duty for one period, as one office sees them."""

    name: str
    plan: str
    rule_id: UUID
    plan_id: UUID
    period: Period
    standings: tuple[Standing, ...]
    contents: tuple[tuple[Standing, Content], ...]
    sums: tuple[Sum, ...]

    @property
    def came(self) -> int:
        return len(self.contents)

    @property
    def accepted(self) -> int:
        return sum(1 for one in self.standings if one.is_accepted)

    @property
    def missing(self) -> int:
        return len(self.standings) - self.came

    @property
    def returned(self) -> int:
        return sum(1 for one in self.standings if one.state == Answer.RETURNED)


def rollups(organisation_id: UUID, *, year: int) -> list[Rollup]:
    """Return every duty of a year under which others report to an office, whether or not something came.

    Periods that have not begun are left out.
    """
    now, received = clock.now(), inbox(organisation_id, year=year)
    came = {(one.version.report.rule_id, one.version.report.period, one.agency_id): one for one in received}
    found = []
    for duty in strategy.report_duties(year=year, on=clock.today(), undated=True):
        for label, opens_at, due_at, name, reporters in _asked(duty, organisation_id, year):
            period = period_of(label)
            if period is None or opens_at > now:
                continue
            names = accounts.organisations(ids=reporters)
            standings = tuple(
                _standing(names[one], came.get((duty.rule_id, label, one)), due_at, now) for one in reporters
            )
            if standings:
                found.append(_rollup(duty, name, period, standings))
    return found


def rollup_of(organisation_id: UUID, *, rule_id: UUID, period: str) -> Rollup | None:
    """Return the reports under one duty for one period, None where an office receives none."""
    asked = period_of(period)
    found = rollups(organisation_id, year=asked.year) if asked else []
    return next((one for one in found if (one.rule_id, one.period.label) == (rule_id, period)), None)


def added_up(layout: Layout, contents: Sequence[Content]) -> dict[str, Figure]:
    """Return the sums over some reports, by cell key. What was typed as a share cannot be added and is left out.

    The last year and the final numbers are known only when every report that has a number has these, too.
    """
    figures = {
        cell.key: _sum([content.figures.get(cell.key, NO_FIGURE) for content in contents])
        for cell in layout.cells
        if cell.measure is not Measure.SHARE
    }
    return with_shares(layout, figures)


def _asked(
    duty: ReportDuty, organisation_id: UUID, year: int
) -> Iterator[tuple[str, datetime, datetime | None, str, Sequence[UUID]]]:
    """Yield the periods for which others report to an office: by the plan, or because the office asked."""
    if duty.occurrences:
        reporters = addressed_to(organisation_id, rule_id=duty.rule_id, reporter_ids=duty.reporters)
        for one in duty.occurrences:
            yield one.period, one.opens_at, one.due_at, f"{duty.what} {period_name(one.period)}", reporters
    calls = Call.objects.for_agency(organisation_id).filter(rule_id=duty.rule_id, made_at__year=year)
    for call in calls.prefetch_related("asked"):
        yield call.period, call.made_at, call.due_at, call.subject, [one.pk for one in call.asked.all()]


def _standing(
    body: Organisation, receipt: Receipt | None, due_at: datetime | None, now: datetime
) -> Standing:
    late = due_at is not None and now > due_at and receipt is None
    return Standing(body.name, body.id, body.province, receipt, due_at, late)


def _rollup(duty: ReportDuty, name: str, period: Period, standings: tuple[Standing, ...]) -> Rollup:
    contents = tuple((one, from_plain(one.receipt.version.content)) for one in standings if one.receipt)
    return Rollup(
        name,
        duty.plan,
        duty.rule_id,
        duty.plan_id,
        period,
        standings,
        contents,
        tuple(_sums(form_for(period.span, adds_up=True), contents)) if contents else (),
    )


def _sums(layout: Layout, contents: Sequence[tuple[Standing, Content]]) -> Iterator[Sum]:
    now = added_up(layout, [content for _standing, content in contents])
    before = added_up(layout, list(_earlier(contents)))
    for cell in layout.cells:
        figure = now[cell.key]
        if figure.actual is None:
            continue
        keys = cell.of or (cell.key,)
        accepted = sum(1 for one, content in contents if one.is_accepted and _holds(content, keys))
        was = before[cell.key].actual
        yield Sum(cell, figure, accepted, None if was == figure.actual else was)


def _earlier(contents: Sequence[tuple[Standing, Content]]) -> Iterator[Content]:
    """Yield each report's content, where it was sent more than once that of the version before."""
    last = {one.receipt.version.report_id: one.receipt.version for one, _content in contents if one.receipt}
    rows = Version.objects.unscoped(why=WHY).filter(report_id__in=last).order_by("report_id", "-number")
    before: dict[UUID, Version] = {}
    for row in rows:
        if row.number < last[row.report_id].number:
            before.setdefault(row.report_id, row)
    for one, content in contents:
        version = before.get(one.report.pk) if one.report else None
        yield from_plain(version.content) if version else content


def _holds(content: Content, keys: Iterable[str]) -> bool:
    return all(content.figures.get(key, NO_FIGURE).actual is not None for key in keys)


def _sum(figures: Sequence[Figure]) -> Figure:
    known = [figure for figure in figures if figure.actual is not None]

    def column(name: str) -> int | None:
        values = [getattr(figure, name) for figure in known]
        return sum(values) if values and None not in values else None

    return Figure(
        column("actual"),
        column("estimate"),
        column("final"),
        column("last_year"),
        computed=True,
        known=len(known),
    )
