"""Figures of correspondence for reports: each is the length of a list of ids."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.correspondence.models import Circular
from hoitu.correspondence.policies.answer_clock import Timing
from hoitu.correspondence.queries.press import asked_of, timed


@dataclass(frozen=True)
class PressFigures:
    """What the press asked an organisation in a stretch of time, each list newest first."""

    asked: tuple[UUID, ...]
    in_time: tuple[UUID, ...]
    answered_late: tuple[UUID, ...]
    waiting: tuple[UUID, ...]
    late: tuple[UUID, ...]


def press_figures(*, agency_id: UUID, since: datetime, until: datetime) -> PressFigures:
    """Return what was asked from one instant to another (excluded); questions taken back count nowhere."""
    found = [one for one in timed(asked_of(agency_id, since=since, until=until)) if one.timing is not None]

    def of(*timings: Timing) -> tuple[UUID, ...]:
        return tuple(one.row.pk for one in found if one.timing in timings)

    return PressFigures(
        of(*Timing), of(Timing.IN_TIME), of(Timing.ANSWERED_LATE), of(Timing.WAITING), of(Timing.LATE)
    )


def circular_figures(*, agency_id: UUID, since: datetime, until: datetime) -> tuple[UUID, ...]:
    """Return the circulars sent from one instant to another (excluded), withdrawn ones left out."""
    rows = Circular.objects.for_agency(agency_id).filter(
        state=Circular.State.SENT, sent_at__gte=since, sent_at__lt=until
    )
    return tuple(rows.values_list("pk", flat=True))
