"""What the channels room announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StoryReleased(Fact):
    """A story is out on a channel, or its released form changed. `action` is an `Action`."""

    story_id: UUID
    revision_id: UUID
    release_id: UUID
    channel_id: UUID
    channel_kind: str
    action: str
    url: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseConfirmed(Fact):
    """What readers see of a release was read back, and is what was delivered."""

    story_id: UUID
    release_id: UUID
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseTroubled(Fact):
    """A delivery failed for good; somebody must look."""

    story_id: UUID
    release_id: UUID
    channel_name: str
    sentence: str
