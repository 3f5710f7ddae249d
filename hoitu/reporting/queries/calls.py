"""Of whom an office may ask a report, under which duty of which plan."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.reporting.queries.recipients import addressed_to
from hoitu.strategy import api as strategy


@dataclass(frozen=True)
class Callable:
    """A duty under which organisations report to an office."""

    rule_id: UUID
    plan: str
    what: str
    organisations: tuple[Organisation, ...]


def callable_rules(office_id: UUID) -> list[Callable]:
    """Return the duties whose reports go to an office, with who reports."""
    today = clock.today()
    found = []
    for duty in strategy.report_duties(year=today.year, on=today, undated=True):
        reporters = addressed_to(office_id, rule_id=duty.rule_id, reporter_ids=duty.reporters)
        if reporters:
            names = accounts.organisations(ids=reporters)
            everyone = sorted((names[one] for one in reporters), key=lambda one: one.name)
            found.append(Callable(duty.rule_id, duty.plan, duty.what, tuple(everyone)))
    return found
