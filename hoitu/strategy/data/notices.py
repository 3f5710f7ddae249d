"""What crosses the door when something happened to a task or a difficulty."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Notice:
    """What people are to be told about a task or a difficulty: whom, in which organisation, in one sentence."""

    agency_id: UUID
    person_ids: tuple[UUID, ...]
    text: str
    url: str
    icon: str
