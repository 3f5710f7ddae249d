"""Which reminder is due: pure, so that a job that runs twice, late or not at all for a week does the right thing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hoitu.kernel import clock

# Nobody is told at night: what falls due outside these hours waits for the morning. Vietnam time.
DAY_BEGINS = time(7)
DAY_ENDS = time(20)
REMINDED_AT = time(8)
DAYS_MAX = 365
STEPS_MAX = 12


@dataclass(frozen=True)
class Step:
    """Whom to remind (`person`, `head`, `owner`), so many days after the due day; before it if negative."""

    to: str
    days: int


ORDER = ("person", "head", "owner")
# Ours, where a plan's owner has set none: no plan prints how often it reminds.
DEFAULT_STEPS = (
    Step("person", -14),
    Step("person", -3),
    Step("person", 1),
    Step("head", 3),
    Step("owner", 7),
)


def moment_of(step: Step, due_at: datetime) -> datetime:
    """Return the instant from which a step holds: 08:00 of its day, Vietnam time."""
    day = clock.local(due_at).date() + timedelta(days=step.days)
    return datetime.combine(day, REMINDED_AT, clock.VIETNAM)


def is_waking_hour(now: datetime) -> bool:
    """Return whether people may be told now."""
    return DAY_BEGINS <= clock.local(now).time() < DAY_ENDS


def due_steps(
    steps: Iterable[Step],
    *,
    due_at: datetime,
    since: datetime,
    now: datetime,
    sent: Collection[Step],
    may_be_late: bool = True,
) -> list[Step]:
    """Return what to send now, persons before heads before owners.

    For each of them only the step that came last: after days without a run nobody gets the same words thrice. A step
    is passed over when it had come before `since`, when the organisation got the task. `sent` are not sent again.
    What cannot be late is reminded before its day only.
    """
    come: dict[str, Step] = {}
    for step in sorted(set(steps), key=lambda one: one.days):
        at = moment_of(step, due_at)
        if at <= now and at >= since and (may_be_late or step.days <= 0):
            come[step.to] = step
    return [come[to] for to in ORDER if to in come and not _is_covered(come[to], sent)]


def _is_covered(step: Step, sent: Collection[Step]) -> bool:
    """A step is done when it or a later one of the same kind went out: steps may be edited between two runs."""
    return any(one.to == step.to and one.days >= step.days for one in sent)
