"""What tests of channels and of the rooms above need."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hoitu.accounts.models import Organisation
from hoitu.channels import tasks
from hoitu.channels.data import Delivery, DeliveryFailed, DeliveryState, Receipt
from hoitu.channels.models import ChannelRow, DeliveryRow
from hoitu.kernel.sealing import seal
from hoitu.kernel.testing import deliver_facts


def make_channel(
    agency: Organisation, kind: str = "web", *, is_default: bool = True, **fields: object
) -> ChannelRow:
    """Return a new active channel of the agency."""
    secret = str(fields.pop("secret", ""))
    return ChannelRow.objects.create(
        agency=agency,
        kind=kind,
        medium=str(fields.pop("medium", kind if kind in ("web", "social") else "other")),
        name=str(fields.pop("name", f"Kênh {kind}")),
        is_default=is_default,
        sealed_secret=seal(secret),
        **fields,
    )


def run_deliveries() -> None:
    """Deliver facts and deliveries until nothing is left to do now."""
    for _round in range(20):
        done = deliver_facts()
        waiting = list(
            DeliveryRow.objects.unscoped(why="tests")
            .filter(state__in=[DeliveryState.QUEUED, DeliveryState.RETRYING])
            .order_by("queued_at", "sequence")
        )
        attempts = [(row.pk, row.attempts) for row in waiting]
        for row in waiting:
            tasks.deliver(delivery_id=str(row.pk))
        after = list(
            DeliveryRow.objects.unscoped(why="tests")
            .filter(pk__in=[pk for pk, _ in attempts])
            .values_list("pk", "attempts")
        )
        if not done and sorted(after) == sorted(attempts):
            return


class RecordingAdapter:
    """Keeps what it was asked to do; fails as often as told."""

    kind = "web"

    def __init__(self) -> None:
        self.seen: list[tuple[str, int]] = []
        self.keys: list[str] = []
        self.failures: list[DeliveryFailed] = []

    def deliver(self, delivery: Delivery) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        self.seen.append((str(delivery.action), delivery.story.revision_number))
        self.keys.append(delivery.idempotency_key)
        return Receipt(external_id=str(delivery.story_id), url=f"https://bao.example/{delivery.story_id}")

    def confirm(self, delivery: Delivery) -> bool:
        return True


@contextmanager
def recording_adapter() -> Iterator[RecordingAdapter]:
    """Serve every channel by one adapter that remembers."""
    adapter = RecordingAdapter()
    with patch("hoitu.channels.operations.send.adapter_for", lambda kind: adapter):
        yield adapter
