"""Channels that a person serves: a newspaper page, air time, a platform without an API."""

from hoitu.channels.data import Delivery, Receipt


class ManualAdapter:
    """Asks a person to act; the evidence they record makes the delivery complete."""

    kind = "manual"

    def deliver(self, delivery: Delivery) -> Receipt:
        return Receipt(by_hand=True)

    def confirm(self, delivery: Delivery) -> bool:
        """The recorded evidence is the confirmation."""
        return True
