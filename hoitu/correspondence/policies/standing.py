"""How far a recipient has come with a circular, and whether it is late. Pure; days are days in Vietnam."""

from dataclasses import dataclass
from datetime import date, datetime

from hoitu.correspondence.data import Needs, Standing
from hoitu.kernel import clock


@dataclass(frozen=True)
class Marks:
    """When a recipient did what; None: not yet. The days are those of what came back on paper."""

    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    paper_received_on: date | None = None
    paper_answered_on: date | None = None


def standing_of(marks: Marks) -> Standing:
    """Return the furthest step that the recipient has taken."""
    if marks.answered_at:
        return Standing.ANSWERED
    if marks.acknowledged_at:
        return Standing.ACKNOWLEDGED
    if marks.opened_at:
        return Standing.OPENED
    return Standing.PAPER if marks.paper_received_on or marks.paper_answered_on else Standing.SENT


def fulfilled_on(needs: Needs, marks: Marks) -> date | None:
    """Return the day on which the recipient had done what was asked of it; None while it has not."""
    answered = (_day(marks.answered_at), marks.paper_answered_on)
    if needs in (Needs.ANSWER, Needs.CARRY_OUT):
        return min(filter(None, answered), default=None)
    # An answer says at least that the circular was received, and so does a signature on paper.
    seen = marks.opened_at if needs is Needs.READ else marks.acknowledged_at
    return min(filter(None, (_day(seen), marks.paper_received_on, *answered)), default=None)


def is_late(needs: Needs, deadline: date | None, marks: Marks, *, today: date) -> bool:
    """Say whether what was asked came after its last day, or has not come and that day is over."""
    if deadline is None:
        return False
    return (fulfilled_on(needs, marks) or today) > deadline


def _day(at: datetime | None) -> date | None:
    return clock.local(at).date() if at else None
