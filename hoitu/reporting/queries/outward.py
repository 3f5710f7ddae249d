"""Which reports left an organisation, as other installations may know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.reporting.models import Version


@dataclass(frozen=True)
class SentReport:
    """One version that was sent: whose duty, for which period, and the digest of what it says."""

    report_id: UUID
    title: str
    period: str
    number: int
    sent_at: datetime
    content_hash: str


def sent_reports(*, agency_id: UUID) -> tuple[SentReport, ...]:
    """Return every version that an organisation sent, oldest first."""
    rows = Version.objects.for_agency(agency_id).select_related("report__rule").order_by("sent_at", "pk")
    return tuple(
        SentReport(
            row.report_id, row.report.rule.what, row.report.period, row.number, row.sent_at, row.content_hash
        )
        for row in rows
    )
