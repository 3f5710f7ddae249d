"""To whom a report goes."""

from collections.abc import Collection
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.reporting.models import Report
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Recipient


def recipients_of(report: Report) -> list[Recipient]:
    """Return whom the plan names; for a report that an office asked for, that office.

    An office that adds up what it received, and owes nobody a synthesis by the plan, gives it to the plan's other
    recipients; where there are none, to the office above it.
    """
    if report.call:
        office = report.call.agency
        return [Recipient(office.name, office.pk, office.name)]
    today = clock.today()
    owed = strategy.report_duties(
        year=today.year, on=today, organisation_id=report.agency_id, rule_id=report.rule_id, undated=True
    )
    if owed:
        return strategy.recipients_of(rule_id=report.rule_id, reporter_id=report.agency_id, on=today)
    return _others(report) or _above(report.agency_id)


def addressed_to(office_id: UUID, *, rule_id: UUID, reporter_ids: Collection[UUID]) -> list[UUID]:
    """Return those organisations whose reports under a duty go to an office; as many queries for all as for one."""
    named = strategy.recipients_by(rule_id=rule_id, reporter_ids=reporter_ids, on=clock.today())
    return [key for key, offices in named.items() if office_id in {one.organisation_id for one in offices}]


def _others(report: Report) -> list[Recipient]:
    """Return where the reports that this one adds up go beside the office itself, each once."""
    today = clock.today()
    found: dict[UUID, Recipient] = {}
    for duty in strategy.report_duties(year=today.year, on=today, rule_id=report.rule_id, undated=True):
        named = strategy.recipients_by(rule_id=report.rule_id, reporter_ids=duty.reporters, on=today)
        for offices in named.values():
            here = {one.organisation_id: one for one in offices if one.organisation_id}
            if report.agency_id in here:
                found |= here
    found.pop(report.agency_id, None)
    return list(found.values())


def _above(office_id: UUID) -> list[Recipient]:
    above = accounts.line(organisation_id=office_id, kind="state_management", on=clock.today())[:1]
    return [Recipient(one.name, one.id, one.name) for one in above]
