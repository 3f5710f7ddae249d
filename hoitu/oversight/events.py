"""What the oversight room announces. No fact holds anything of a complainant."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SourceSilent(Fact):
    """A watched source has said nothing for longer than is usual for it. `agency_id` is whose source it is."""

    source_id: UUID
    label: str
    last_item_at: datetime


@dataclass(frozen=True, kw_only=True)
class RemarkMade(Fact):
    """A body above made a remark on an item, or (`is_answer`) the agency answered it."""

    remark_id: UUID
    item_id: UUID
    title: str
    body_id: UUID
    by_name: str
    is_answer: bool


@dataclass(frozen=True, kw_only=True)
class ComplaintCame(Fact):
    """A complaint was entered for an agency by somebody else: a body passed it on."""

    complaint_id: UUID
    label: str
    from_name: str


@dataclass(frozen=True, kw_only=True)
class ComplaintDue(Fact):
    """The answer to a complaint, or the correction that is owed, comes due or is late (`days_left` below 0)."""

    complaint_id: UUID
    label: str
    days_left: int
    is_correction: bool
