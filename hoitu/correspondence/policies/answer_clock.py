"""By when a question of the press is to be answered, and whether it was. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Timing(StrEnum):
    """How a request stands against its clock."""

    WAITING = "waiting"
    LATE = "late"
    IN_TIME = "in_time"
    ANSWERED_LATE = "answered_late"


@dataclass(frozen=True)
class Rule:
    """An answering time as a row of the register of legal rules gives it."""

    hours: int
    words: str


def due_of(asked_at: datetime, rule: Rule) -> datetime:
    """Return the instant at which the answer is late: before it, it is in time."""
    return asked_at + timedelta(hours=rule.hours)


def timing_of(due_at: datetime, answered_at: datetime | None, *, now: datetime) -> Timing:
    """Return how a request stands. Exactly at the due instant it is late."""
    if answered_at is not None:
        return Timing.IN_TIME if answered_at < due_at else Timing.ANSWERED_LATE
    return Timing.WAITING if now < due_at else Timing.LATE
