"""Let a circular open the tasks of the sender's plans that wait for such a document."""

from uuid import UUID

from hoitu.correspondence.models import Circular
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.strategy import api as strategy


def open_tasks(actor: Actor, row: Circular) -> list[UUID]:
    """Register the circular with its tasks that are opened by an event; return which were opened.

    Only who may manage the plan's tasks opens them. One that a document of the same day has opened already stays.
    """
    if not actor.may("strategy.manage"):
        return []
    assert row.issued_on is not None
    opened = []
    for task in strategy.task_cards([task.pk for task in row.tasks.all()]):
        if not task.awaits:
            continue
        try:
            strategy.register_document(
                actor=actor,
                task_id=task.id,
                number=row.label,
                happened_on=row.issued_on,
                issuer=row.agency.name,
                what=row.title,
                opening_id=strategy.awaited_opening(task.id),
            )
        except BadInput:
            continue
        opened.append(task.id)
    return opened
