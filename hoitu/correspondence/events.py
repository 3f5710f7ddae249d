"""What the correspondence room announces."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ItemArrived(Fact):
    """Something reached an organisation, or comes due there. `agency_id` is the organisation to tell.

    `what` names the event ("circular_sent", "press_asked"…), `object_id` what it is about. Those who hold
    `permission` there are told, or exactly `person_ids`. `once` tells one event from the next of the same kind.
    """

    what: str
    object_id: UUID
    title: str
    by_name: str
    at: datetime
    permission: str = ""
    person_ids: list[str] = field(default_factory=list)
    once: str = ""
    days_left: int = 0
    note: str = ""
