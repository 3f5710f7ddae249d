"""Frozen records that cross the door of the channels room, and what an adapter is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from hoitu.stories.data import ReleasedStory


class Action(StrEnum):
    """What a delivery asks a channel to do."""

    PUBLISH = "publish"
    UPDATE = "update"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


class ReleaseState(StrEnum):
    """A release in the words of an editor."""

    PLANNED = "planned"
    ARMED = "armed"
    OUT = "out"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """A delivery on its way."""

    QUEUED = "queued"
    RETRYING = "retrying"
    BY_HAND = "by_hand"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Channel:
    """One place where an agency releases stories. `secret` is decrypted only for the adapter."""

    id: UUID
    agency_id: UUID
    kind: str
    name: str
    config: Mapping[str, str]
    is_domestic: bool
    is_default: bool
    is_active: bool
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Delivery:
    """One action for one release. Adapters give the same result when the same `idempotency_key` comes twice."""

    id: UUID
    release_id: UUID
    story_id: UUID
    channel: Channel
    action: Action
    idempotency_key: str
    story: ReleasedStory
    first_out_at: datetime | None
    url: str = ""
    external_id: str = ""


@dataclass(frozen=True)
class Receipt:
    """What a channel answered. `by_hand` means: a person must do it and record the evidence."""

    external_id: str = ""
    url: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    by_hand: bool = False


class DeliveryFailed(Exception):
    """Raised by adapters. `permanent` failures are not tried again; `sentence` is Vietnamese, for the editor."""

    def __init__(self, sentence: str, *, permanent: bool = False) -> None:
        self.sentence = sentence
        self.permanent = permanent
        super().__init__(sentence)


class Adapter(Protocol):
    """How stories reach one kind of channel."""

    kind: str

    def deliver(self, delivery: Delivery) -> Receipt:
        """Do the action. Raises `DeliveryFailed`."""
        ...

    def confirm(self, delivery: Delivery) -> bool:
        """Read back what readers see; say whether it is what was delivered. Raises `DeliveryFailed`."""
        ...


@dataclass(frozen=True)
class Publication:
    """One story as it stands, or stood, on one channel. `confirmed_at`: when it was first read back there.

    `topic_ids` are the topics of the released revision, `source_credit` whose item it is if not the agency's own,
    `is_corrected` whether a notice of correction stands with it.
    """

    release_id: UUID
    agency_id: UUID
    story_id: UUID
    title: str
    url: str
    channel_name: str
    medium: str
    is_domestic: bool
    by_hand: bool
    published_at: datetime
    removed_at: datetime | None
    confirmed_at: datetime | None
    topic_ids: tuple[UUID, ...] = ()
    source_credit: str = ""
    standfirst: str = ""
    section: str = ""
    is_corrected: bool = False


@dataclass(frozen=True)
class ReleaseView:
    """One line of the release screen: a story on a channel."""

    id: UUID
    story_id: UUID
    headline: str
    channel_id: UUID
    channel_name: str
    channel_kind: str
    is_domestic: bool
    state: ReleaseState
    due_at: datetime | None
    embargo_until: datetime | None
    out_at: datetime | None
    url: str
    revision_number: int | None
    last_action: str
    delivery_id: UUID | None
    delivery_state: str
    error: str
    attempts: int
    confirmed_at: datetime | None
