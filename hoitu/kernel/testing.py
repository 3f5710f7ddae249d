"""What tests of every room need from the kernel."""

from hoitu.kernel.facts import deliver_next
from hoitu.kernel.models import FactDelivery, FactRecord


def deliver_facts(*, at_most: int = 500) -> int:
    """Deliver all waiting facts in this transaction as workers would, errors raised; return how many."""
    for count in range(at_most):
        waiting = (
            FactDelivery.objects.filter(state=FactDelivery.State.WAITING).order_by("fact_id", "id").first()
        )
        if waiting is None:
            return count
        deliver_next(waiting.receiver, waiting.subject, raise_errors=True)
    raise AssertionError(f"still facts waiting after {at_most} deliveries: does a receiver answer itself?")


def deliver_again() -> int:
    """Mark every delivered fact as waiting and deliver it once more; receivers must not mind."""
    FactDelivery.objects.filter(state=FactDelivery.State.DONE).update(state=FactDelivery.State.WAITING)
    return deliver_facts()


def announced(kind: str) -> list[FactRecord]:
    """Return the announced facts of one kind, oldest first."""
    return list(FactRecord.objects.filter(kind=kind).order_by("id"))
