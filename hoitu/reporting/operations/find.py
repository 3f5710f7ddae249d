"""Find the report to change, locked until the change commits."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.reporting.data import State
from hoitu.reporting.models import Report, Version


def own_report(actor: Actor, report_id: UUID) -> Report:
    """Return a report of the actor's organisation, locked. Raises `NotFound`."""
    rows = Report.objects.for_agency(actor.agency).select_for_update(of=("self",))
    report = rows.select_related("rule__plan", "agency", "call__agency").filter(pk=report_id).first()
    if report is None:
        raise NotFound()
    return report


def last_version(report: Report) -> Version | None:
    """Return the version that was sent last."""
    return Version.objects.for_agency(report.agency_id).filter(report=report).order_by("-number").first()


def state_of(report: Report) -> State:
    return State(report.state)


def title_of(report: Report) -> str:
    """Return how lists, letters and the trail call a report."""
    return f"{report} · {report.agency.short_name or report.agency.name}"
