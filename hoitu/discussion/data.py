"""Frozen records that cross the door of the discussion room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a thread is: words for everybody, work that blocks the approval, or words for their writer alone."""

    COMMENT = "comment"
    TASK = "task"
    NOTE = "note"


class State(StrEnum):
    """Whether a thread still asks for something."""

    OPEN = "open"
    RESOLVED = "resolved"


class Show(StrEnum):
    """Which threads a list shows; the values stand in addresses."""

    OPEN = "mo"
    MINE = "cua-toi"
    TASKS = "viec"
    RESOLVED = "xong"


class Place(StrEnum):
    """Where on the page of a story somebody reads."""

    THREADS = "binh-luan"
    CHAT = "tro-chuyen"


@dataclass(frozen=True)
class Run:
    """A stretch of words; `is_mention` when it names somebody who was told."""

    words: str
    is_mention: bool = False


@dataclass(frozen=True)
class Said:
    """One message. `runs` are its words, empty once it was withdrawn; `earlier` what stood before edits."""

    id: UUID
    by_id: UUID | None
    by_name: str
    at: datetime
    runs: tuple[Run, ...]
    words: str
    earlier: tuple[str, ...]
    is_edited: bool
    is_withdrawn: bool
    is_new: bool
    may_edit: bool
    may_withdraw: bool
    picture_id: UUID | None
    picture_alt: str


@dataclass(frozen=True)
class Thread:
    """A conversation about a passage (`quote`) or, without one, about the whole story, as one person sees it."""

    id: UUID
    story_id: UUID
    kind: Kind
    state: State
    quote: str
    is_anchored: bool
    opened_by_name: str
    opened_at: datetime
    assignee_id: UUID | None
    assignee_name: str
    resolved_by_name: str
    resolved_at: datetime | None
    messages: tuple[Said, ...]
    is_mine: bool
    may_settle: bool
    may_assign: bool

    @property
    def is_new(self) -> bool:
        """Say whether something in it was said since the person last looked."""
        return any(message.is_new for message in self.messages)


@dataclass(frozen=True)
class Counts:
    """What a person would find: open threads, open tasks, and words that are new to them in each place.

    `marked` are the open threads whose mark in the text is to be seen.
    """

    open: int
    tasks: int
    new_in_threads: int
    new_in_chat: int
    marked: tuple[UUID, ...]


@dataclass(frozen=True)
class Companion:
    """Somebody who may be mentioned or given a task on a story."""

    id: UUID
    name: str
