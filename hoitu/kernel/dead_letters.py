"""Deliveries that failed for good: facts that a room did not take, waiting for an operator."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.events import DeliveryReplayed
from hoitu.kernel.facts import announce, replay
from hoitu.kernel.ids import new_id
from hoitu.kernel.models import FactDelivery

PAGE_SIZE = 30
REPLAY_AT_ONCE_MAX = 200


@dataclass(frozen=True)
class DeadLetter:
    """A failed delivery as an operator sees it."""

    id: UUID
    kind: str
    subject: str
    receiver: str
    attempts: int
    error: str
    announced_at: datetime
    failed_at: datetime

    @property
    def reason(self) -> str:
        """The first line of the error: what happened, without where."""
        return self.error.partition("\n")[0]


@dataclass(frozen=True)
class DeadLetters:
    """One page, newest first; cursors are "" at the ends."""

    rows: tuple[DeadLetter, ...]
    older: str
    newer: str


def page(*, actor: Actor, receiver: str = "", after: str = "", before: str = "") -> DeadLetters:
    """Return failed deliveries of the actor's agency and of the installation itself."""
    actor.require("kernel.operate")
    found = _dead(actor)
    if receiver:
        found = found.filter(receiver=receiver)
    backwards = bool(before) and not after
    if cursor := _uuid(before if backwards else after):
        found = found.filter(id__gt=cursor) if backwards else found.filter(id__lt=cursor)
    rows = list(found.order_by("id" if backwards else "-id").select_related("fact")[: PAGE_SIZE + 1])
    is_more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    has_older = bool(rows) if backwards else is_more
    has_newer = is_more if backwards else bool(after)
    return DeadLetters(
        rows=tuple(_letter(row) for row in rows),
        older=str(rows[-1].id) if rows and has_older else "",
        newer=str(rows[0].id) if rows and has_newer else "",
    )


def receivers(*, actor: Actor) -> list[tuple[str, int]]:
    """Return who has failed deliveries and how many, most first."""
    actor.require("kernel.operate")
    counted = _dead(actor).values_list("receiver").annotate(count=Count("id")).order_by("-count", "receiver")
    return [(name, count) for name, count in counted]


def replay_one(*, actor: Actor, delivery_id: UUID) -> None:
    """Let one failed delivery try again. Raises `NotFound` when it is not there any more."""
    actor.require("kernel.operate")
    with transaction.atomic():
        row = _dead(actor).select_for_update(of=("self",)).filter(pk=delivery_id).first()
        if row is None:
            raise NotFound()
        _replay(actor, row)


def replay_all(*, actor: Actor, receiver: str) -> int:
    """Let the failed deliveries of a receiver try again, oldest first; return how many (there may be more)."""
    actor.require("kernel.operate")
    with transaction.atomic():
        rows = list(
            _dead(actor)
            .select_for_update(of=("self",))
            .filter(receiver=receiver)
            .order_by("subject", "position")[:REPLAY_AT_ONCE_MAX]
        )
        for row in rows:
            _replay(actor, row)
    return len(rows)


def _replay(actor: Actor, row: FactDelivery) -> None:
    replay(row)
    announce(
        DeliveryReplayed(
            subject=f"delivery:{row.pk}",
            agency_id=row.fact.agency_key or actor.agency_id,
            replay_id=new_id(),
            person_id=actor.person_id,
            person_name=actor.name,
            receiver=row.receiver,
            about=f"{row.fact.kind} {row.subject}",
        )
    )


def _dead(actor: Actor) -> QuerySet[FactDelivery]:
    ours = Q(fact__agency_key=actor.agency) | Q(fact__agency_key=None)
    return FactDelivery.objects.select_related("fact").filter(ours, state=FactDelivery.State.DEAD)


def _letter(row: FactDelivery) -> DeadLetter:
    return DeadLetter(
        id=row.pk,
        kind=row.fact.kind,
        subject=row.subject,
        receiver=row.receiver,
        attempts=row.attempts,
        error=row.error,
        announced_at=row.fact.announced_at,
        failed_at=row.next_try_at,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
