"""Say in time when a draw is to be made and which proof is still owed. Who hears one reminder twice is told once."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from hoitu.assurance.data import State
from hoitu.assurance.events import DrawDue
from hoitu.assurance.models import Draw
from hoitu.assurance.queries.duties import unproven
from hoitu.kernel import clock
from hoitu.kernel.facts import announce

WHY = "reminders go to every body with an announced draw"
DRAW_STEPS, PROOF_STEPS = (1, 0, -1, -3, -7), (5, 2, 1, 0)  # days left


def remind_of_draws() -> int:
    """Announce today's reminders; return how many."""
    today, told = clock.today(), 0
    announced = Draw.objects.unscoped(why=WHY).filter(
        state=State.ANNOUNCED, draw_on__in=[today + timedelta(days=days) for days in DRAW_STEPS]
    )
    for draw in announced:
        _remind(draw, "draw", draw.agency_id, (draw.draw_on - today).days)
        told += 1
    for (_draw_id, agency_id), records in unproven().items():
        draw = records[0].draw
        last_day = clock.local(draw.proof_due_at - timedelta(microseconds=1)).date()
        days_left = (last_day - today).days
        if days_left in PROOF_STEPS:
            _remind(draw, "proof", agency_id, days_left, len(records))
            told += 1
    return told


@transaction.atomic
def _remind(draw: Draw, step: str, agency_id: UUID, days_left: int, records: int = 0) -> None:
    announce(
        DrawDue(
            subject=draw.key,
            agency_id=agency_id,
            draw_id=draw.pk,
            step=step,
            title=str(draw),
            days_left=days_left,
            records=records,
        )
    )
