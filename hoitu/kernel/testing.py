"""What tests of every room need from the kernel."""

from hypothesis import settings

from hoitu.kernel.facts import deliver_waiting
from hoitu.kernel.models import FactDelivery, FactRecord

deliver_facts = deliver_waiting


def deliver_again() -> int:
    """Mark every delivered fact as waiting and deliver it once more; receivers must not mind."""
    FactDelivery.objects.filter(state=FactDelivery.State.DONE).update(state=FactDelivery.State.WAITING)
    return deliver_facts()


def announced(kind: str) -> list[FactRecord]:
    """Return the announced facts of one kind, oldest first."""
    return list(FactRecord.objects.filter(kind=kind).order_by("id"))


def examples(usual: int) -> int:
    """Return how many examples a property test looks at: `usual`, or all that the profile `search` asks for.

    A number that stands in `@settings` alone would win over the profile, and nothing new would ever be looked for.
    """
    asked = settings.default
    assert asked is not None
    return usual if asked.derandomize else max(usual, asked.max_examples)
