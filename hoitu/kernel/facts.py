"""How a room tells the rooms above it what happened.

`announce` writes the fact, one delivery for each receiver of `project/subscriptions.py` and a job, all in the
caller's transaction. Deliveries about one subject reach a receiver in the order in which their transactions
committed, at least once; a receiver's own database work commits together with the mark "done".
"""

import logging
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from typing import Any, ClassVar, Protocol, get_type_hints
from uuid import UUID

from django.db import connection, transaction
from django.utils.module_loading import import_string

from hoitu.kernel import clock
from hoitu.kernel.jobs import later
from hoitu.kernel.models import FactDelivery, FactRecord

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
FIRST_RETRY_SECONDS = 1
LONGEST_RETRY_SECONDS = 600
FORGOTTEN_AFTER_SECONDS = 4
FORGOTTEN_AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense. `subject` ("story:0190…") orders facts among themselves."""

    kinds: ClassVar[dict[str, type["Fact"]]] = {}

    subject: str
    agency_id: UUID | None

    def __init_subclass__(cls) -> None:
        cls.kinds[cls.kind()] = cls

    @classmethod
    def kind(cls) -> str:
        """Return the name used in subscriptions: room and class, such as "stories.StoryApproved"."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"

    def payload(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> "Fact":
        hints = get_type_hints(cls)
        names = {field.name for field in fields(cls)}
        return cls(**{name: _typed(payload[name], hints[name]) for name in names & payload.keys()})


class Receiver(Protocol):
    """A function of an upper room's api that hears one kind of fact."""

    def __call__(self, fact: Any) -> None: ...


@dataclass(frozen=True)
class Subscription:
    """Where a fact goes: the dotted path of an api function, and the queue whose workers call it."""

    receiver: str
    queue: str = "publish"

    @property
    def room(self) -> str:
        """Return the door at which the receiver stands, such as "hoitu.channels.api"."""
        return self.receiver.rpartition(".")[0]


def announce(fact: Fact) -> None:
    """Tell every subscribed room about `fact` once the surrounding transaction commits.

    Must be called inside a transaction: a fact without its change, or a change without its fact, is a lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("announce() belongs in the transaction of the change it tells about")
    record = FactRecord.objects.create(
        kind=fact.kind(),
        subject=fact.subject,
        position=_next_position(fact.subject),
        agency_key=fact.agency_id,
        payload=fact.payload(),
        announced_at=clock.now(),
    )
    for subscription in subscriptions_of(fact.kind()):
        FactDelivery.objects.create(
            fact=record,
            room=subscription.room,
            receiver=subscription.receiver,
            queue=subscription.queue,
            subject=record.subject,
            position=record.position,
            next_try_at=record.announced_at,
        )
        _defer(subscription.room, record.subject, subscription.queue)


def deliver_next(room: str, subject: str, *, raise_errors: bool = False) -> bool:
    """Hand the oldest fact about `subject` that waits for `room` to its receiver; say if there may be another.

    A withdrawal never comes before the approval it takes back: the order holds for all that one room hears. A failing
    receiver is retried with growing pauses; its later facts wait behind it. After `MAX_ATTEMPTS` the
    delivery is dead, is shown to operators, and the next one passes. Receivers therefore ignore facts that are
    older than what they already know.
    """
    with transaction.atomic():
        delivery = (
            FactDelivery.objects.select_for_update(of=("self",))
            .select_related("fact")
            .filter(room=room, subject=subject, state=FactDelivery.State.WAITING)
            .order_by("position", "id")
            .first()
        )
        if delivery is None:
            return False
        if delivery.next_try_at > clock.now() and not raise_errors:
            _defer(room, subject, delivery.queue, at=delivery.next_try_at)
            return False
        try:
            with transaction.atomic():
                _call(delivery)
        except Exception as error:
            if raise_errors:
                raise
            return _failed(delivery, error)
        delivery.state = FactDelivery.State.DONE
        delivery.attempts += 1
        delivery.error = ""
        delivery.done_at = clock.now()
        delivery.save(update_fields=["state", "attempts", "error", "done_at"])
        return True


def deliver_forgotten() -> int:
    """Deliver facts that wait although their time has come a while ago; return how many were tried.

    A job can be lost between a dying worker and a dying database; the delivery itself cannot.
    """
    late = FactDelivery.objects.filter(
        state=FactDelivery.State.WAITING,
        next_try_at__lt=clock.now() - timedelta(seconds=FORGOTTEN_AFTER_SECONDS),
    )
    pairs = list(late.order_by("next_try_at").values_list("room", "subject")[:FORGOTTEN_AT_ONCE])
    for room, subject in dict.fromkeys(pairs):
        while deliver_next(room, subject):
            pass
    return len(pairs)


def deliver_waiting(*, at_most: int = 500) -> int:
    """Deliver every waiting fact in this transaction, as workers would, errors raised; return how many.

    For loads that live through days in a minute, and for tests.
    """
    for count in range(at_most):
        waiting = (
            FactDelivery.objects.filter(state=FactDelivery.State.WAITING).order_by("fact_id", "id").first()
        )
        if waiting is None:
            return count
        deliver_next(waiting.room, waiting.subject, raise_errors=True)
    raise RuntimeError(f"still facts waiting after {at_most} deliveries: does a receiver answer itself?")


def replay(delivery: FactDelivery) -> None:
    """Let a dead delivery try again, now."""
    with transaction.atomic():
        FactDelivery.objects.filter(pk=delivery.pk, state=FactDelivery.State.DEAD).update(
            state=FactDelivery.State.WAITING, attempts=0, next_try_at=clock.now()
        )
        _defer(delivery.room, delivery.subject, delivery.queue)


@lru_cache(maxsize=1)
def _table() -> dict[str, list[Subscription]]:
    rows: dict[str, list[Subscription | str]] = import_module("hoitu.project.subscriptions").SUBSCRIPTIONS
    return {
        kind: [Subscription(row) if isinstance(row, str) else row for row in receivers]
        for kind, receivers in rows.items()
    }


def subscriptions_of(kind: str) -> list[Subscription]:
    """Return who hears facts of this kind, in the order of the table."""
    return _table().get(kind, [])


def _call(delivery: FactDelivery) -> None:
    fact = Fact.kinds[delivery.fact.kind].from_payload(delivery.fact.payload)
    receive: Receiver = import_string(delivery.receiver)
    receive(fact)


def _failed(delivery: FactDelivery, error: Exception) -> bool:
    delivery.attempts += 1
    delivery.error = f"{type(error).__name__}: {error}"[:4000]
    if delivery.attempts >= MAX_ATTEMPTS:
        delivery.state = FactDelivery.State.DEAD
        log.error("fact %s is dead for %s: %s", delivery.fact_id, delivery.receiver, delivery.error)
    else:
        pause = min(FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1), LONGEST_RETRY_SECONDS)
        delivery.next_try_at = clock.now() + timedelta(seconds=pause)
        _defer(delivery.room, delivery.subject, delivery.queue, at=delivery.next_try_at)
        log.warning("fact %s failed for %s", delivery.fact_id, delivery.receiver, exc_info=error)
    delivery.save(update_fields=["attempts", "error", "state", "next_try_at"])
    return delivery.state == FactDelivery.State.DEAD


def _next_position(subject: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_subjectposition (subject, last_position) VALUES (%s, 1) "
            "ON CONFLICT (subject) DO UPDATE SET last_position = kernel_subjectposition.last_position + 1 "
            "RETURNING last_position",
            [subject],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]


def _defer(room: str, subject: str, queue: str, *, at: datetime | None = None) -> None:
    later("kernel.deliver", queue=queue, lock=f"{room}|{subject}", at=at, room=room, subject=subject)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # instants too
        return value.isoformat()
    return value


def _typed(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if hint is UUID or UUID in getattr(hint, "__args__", ()):
        return UUID(value)
    if hint is datetime or datetime in getattr(hint, "__args__", ()):
        return datetime.fromisoformat(value)
    if hint is date or date in getattr(hint, "__args__", ()):
        return date.fromisoformat(value)
    return value
