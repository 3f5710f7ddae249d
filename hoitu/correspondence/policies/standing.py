"""How far a recipient has come with a circular, and whether it is late. Pure; days are days in Vietnam."""

from dataclasses import dataclass
from datetime import date, datetime

from hoitu.correspondence.data import Needs, Standing
from hoitu.kernel import clock


@dataclass(frozen=True)
class Marks:
    """When a recipient did what; None: not yet."""

    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None


def standing_of(marks: Marks) -> Standing:
    """Return the furthest step that the recipient has taken."""
    if marks.answered_at:
        return Standing.ANSWERED
    if marks.acknowledged_at:
        return Standing.ACKNOWLEDGED
    return Standing.OPENED if marks.opened_at else Standing.SENT


def fulfilled_at(needs: Needs, marks: Marks) -> datetime | None:
    """Return when the recipient had done what was asked of it; None while it has not."""
    if needs is Needs.READ:
        return marks.opened_at
    # An answer says at least that the circular was received.
    if needs is Needs.ACKNOWLEDGE:
        return min(filter(None, (marks.acknowledged_at, marks.answered_at)), default=None)
    return marks.answered_at


def is_late(needs: Needs, deadline: date | None, marks: Marks, *, today: date) -> bool:
    """Say whether what was asked came after its last day, or has not come and that day is over."""
    if deadline is None:
        return False
    done = fulfilled_at(needs, marks)
    return (clock.local(done).date() if done else today) > deadline


def reminder_due(deadline: date | None, steps: tuple[int, ...], *, today: date) -> int | None:
    """Return the step of reminding that falls on a day: days left, below 0 when it is over; None: no step today."""
    if deadline is None:
        return None
    left = (deadline - today).days
    return left if left in steps else None
