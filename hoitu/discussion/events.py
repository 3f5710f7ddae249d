"""Facts the discussion room announces. They carry no words, and nothing is ever said of a private note."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PersonMentioned(Fact):
    """Somebody was named with @ in a comment or in the chat (`thread_id` None)."""

    story_id: UUID
    thread_id: UUID | None
    message_id: UUID
    person_id: UUID
    by_id: UUID | None
    by_name: str


@dataclass(frozen=True, kw_only=True)
class TaskGiven(Fact):
    """A task of a story lies with a person from now on."""

    story_id: UUID
    thread_id: UUID
    person_id: UUID
    by_id: UUID | None
    by_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ThreadMoved(Fact):
    """A thread was answered, resolved or reopened: `move` says which, `message_id` names the answer."""

    story_id: UUID
    thread_id: UUID
    move: str
    message_id: UUID | None
    by_id: UUID | None
    by_name: str
    at: datetime
