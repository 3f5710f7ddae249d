"""Facts that the kernel itself announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DeliveryReplayed(Fact):
    """An operator let a failed delivery try again. The subject is the delivery's own: "delivery:0190…".

    `replay_id` tells two replays of one delivery apart, and one replay told twice.
    """

    replay_id: UUID
    person_id: UUID | None
    person_name: str
    receiver: str
    about: str
