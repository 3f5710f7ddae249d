"""Reports as screens read them: the own ones, and those that came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.reporting.data import Answer, Content
from hoitu.reporting.models import Receipt, Report, Version
from hoitu.reporting.policies.plain import from_plain

WHY = "a recipient reads what came to its own organisation"


@dataclass(frozen=True)
class Sent:
    """One version that was sent, with its content read."""

    version: Version
    content: Content
    receipts: tuple[Receipt, ...]


def own(actor: Actor, report_id: UUID) -> Report:
    """Return a report of the actor's organisation. Raises `NotFound`."""
    rows = Report.objects.for_agency(actor.agency).select_related("rule__plan", "agency", "call__agency")
    report = rows.filter(pk=report_id).first()
    if report is None:
        raise NotFound()
    return report


def readable(actor: Actor, report_id: UUID) -> Report:
    """Return a report that the actor's organisation wrote, or that was sent to it. Raises `NotFound`."""
    came = Receipt.objects.unscoped(why=WHY).filter(recipient_id=actor.agency, version__report_id=report_id)
    rows = Report.objects.unscoped(why=WHY).select_related("rule__plan", "agency", "call__agency")
    report = rows.filter(pk=report_id).first()
    if report is None or not (report.agency_id == actor.agency or came.exists()):
        raise NotFound()
    return report


def sent_of(report: Report) -> list[Sent]:
    """Return every version of a report, the last first."""
    versions = Version.objects.for_agency(report.agency_id).filter(report=report)
    receipts = Receipt.objects.for_agency(report.agency_id).filter(version__report=report)
    by_version: dict[UUID, list[Receipt]] = {}
    for receipt in receipts.order_by("position"):
        by_version.setdefault(receipt.version_id, []).append(receipt)
    return [Sent(row, from_plain(row.content), tuple(by_version.get(row.pk, ()))) for row in versions]


def returned_notes(receipts: Iterable[Receipt]) -> dict[str, list[tuple[str, str]]]:
    """Return what recipients who returned a version found wrong: key → (recipient, reason)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for receipt in receipts:
        if receipt.answer == Answer.RETURNED:
            for key, words in receipt.notes.items():
                found.setdefault(key, []).append((receipt.name, words))
    return found


def inbox(organisation_id: UUID, *, year: int) -> list[Receipt]:
    """Return what came to an organisation about a year, the last version of each report: waiting ones first, then by
    time.
    """
    rows = Receipt.objects.unscoped(why=WHY).filter(
        recipient_id=organisation_id, version__report__period__startswith=str(year)
    )
    newest = (
        rows.order_by("version__report_id", "-version__number").distinct("version__report_id").values("pk")
    )
    found = (
        Receipt.objects.unscoped(why=WHY)
        .filter(pk__in=newest)
        .select_related("version__report__rule__plan", "version__report__agency")
    )
    return sorted(found, key=lambda one: (one.answer != Answer.WAITING, -one.version.sent_at.timestamp()))
