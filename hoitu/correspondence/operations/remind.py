"""Say in time what comes due and what is late. Whoever hears one reminder twice is told once."""

from datetime import timedelta

from django.db import transaction

from hoitu.correspondence.data import Needs
from hoitu.correspondence.models import Circular, CircularReceipt, PressRequest
from hoitu.correspondence.operations.tell import arrived
from hoitu.correspondence.policies.standing import fulfilled_on
from hoitu.correspondence.queries.circulars import marks_of, papers
from hoitu.correspondence.queries.rules import remind_steps
from hoitu.kernel import clock

WHY = "reminders go to every organisation that owes something"
PRESS_SOON = timedelta(hours=4)
SOON, LATE = "press_soon", "press_late"


def remind_of_circulars() -> int:
    """Announce today's reminders to recipients who have not done what was asked; return how many."""
    today, told = clock.today(), 0
    days_due = [today + timedelta(days=days) for days in remind_steps(today)]
    rows = CircularReceipt.objects.unscoped(why=WHY).filter(
        circular__state=Circular.State.SENT, circular__deadline__in=days_due
    )
    for row in rows.select_related("circular__agency").prefetch_related(papers()):
        circular = row.circular
        assert circular.deadline is not None
        if fulfilled_on(Needs(circular.needs), marks_of(row)):
            continue
        days = (circular.deadline - today).days
        with transaction.atomic():
            arrived(
                "circular_due", circular, row.recipient_id, by_name=circular.agency.name,
                permission="correspondence.answer", once=f"{circular.deadline}:{days}", days_left=days,
            )  # fmt: skip
        told += 1
    return told


def alarm_of_press() -> int:
    """Announce questions of the press that come due within four hours, and those that are late; return how many.

    Each alarm goes out once; where no job ran in time, only the later one does.
    """
    now, told = clock.now(), 0
    rows = PressRequest.objects.unscoped(why=WHY).filter(
        state__in=PressRequest.OPEN, due_at__lte=now + PRESS_SOON
    )
    for row in rows.exclude(alarm=LATE):
        what = LATE if row.due_at <= now else SOON
        with transaction.atomic():
            fresh = rows.filter(pk=row.pk).exclude(alarm__in=(what, LATE)).update(alarm=what)
            if fresh:
                arrived(
                    what, row, row.agency_id, by_name=row.asker_name,
                    permission="correspondence.press", once=what,
                )  # fmt: skip
        told += fresh
    return told
