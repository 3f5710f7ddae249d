"""What the reporting room announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReportSent(Fact):
    """A version went to its recipients. `agency_id` is the organisation that reports."""

    report_id: UUID
    version: int
    title: str
    by_name: str
    recipient_ids: list[str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportAnswered(Fact):
    """A recipient accepted or returned a version."""

    report_id: UUID
    version: int
    title: str
    recipient: str
    answer: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReportDue(Fact):
    """A report that is not sent comes due, or is late (`days_left` below 0)."""

    rule_id: UUID
    period: str
    title: str
    due_at: datetime
    days_left: int


@dataclass(frozen=True, kw_only=True)
class ReportAsked(Fact):
    """An office asked an organisation (`agency_id`) for a report of an occasion."""

    call_id: UUID
    title: str
    by_name: str
    due_at: datetime
