"""What the strategy room announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CaseFact(Fact):
    """Something about one case; `agency_id` is the organisation whose people should hear of it."""

    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(CaseFact):
    """Somebody is to work on a case from now on."""

    person_id: UUID
    by_id: UUID | None
    by_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TaskDue(CaseFact):
    """Whoever works on a case was reminded; the reminder says whom, and how far the due day is."""

    reminder_id: UUID
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TaskEscalated(CaseFact):
    """A late case was put before the head of its organisation or the plan's owner."""

    reminder_id: UUID
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DifficultyMoved(Fact):
    """A difficulty came to the organisation `agency_id`: to be answered, or with its answer."""

    difficulty_id: UUID
    is_answer: bool
    by_name: str
    at: datetime
