"""Frozen records that cross the door of the stories room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from hoitu.media.data import Asset

if TYPE_CHECKING:
    from hoitu.stories.document.tree import Node


MAX_SLUG_CHARACTERS = 100
MAX_SEARCH_TITLE_CHARACTERS = 70
MAX_SEARCH_DESCRIPTION_CHARACTERS = 160


class Life(StrEnum):
    """Where a story stands between the first word and the archive, whatever its workflow calls the steps."""

    WORKING = "working"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    SPIKED = "spiked"


class WritingMode(StrEnum):
    """What a person may do with the words of a story now; the editor is told by the same names."""

    WRITE = "write"
    SUGGEST = "suggest"
    COMMENT = "comment"
    READ = "read"


class ApprovalKind(StrEnum):
    """What an approved revision does to what readers already have."""

    PUBLISH = "publish"
    UPDATE = "update"
    CORRECT = "correct"


@dataclass(frozen=True)
class RoomCheck:
    """A demand that an upper room makes of a story before it moves on: `story_checks.py` of the room lists them.

    `find` is asked with the agency and the story, and returns a sentence saying what is missing, or None.
    """

    key: str
    label: Promise
    find: Callable[[UUID, UUID], str | None]


@dataclass(frozen=True)
class TermRef:
    """A section, topic or tag as it was named when the revision was frozen."""

    id: UUID
    name: str
    slug: str


@dataclass(frozen=True)
class Byline:
    """One name on a story. `share_percent` (0–100) divides the royalty; `person_id` is None for outsiders."""

    name: str
    role: str
    share_percent: int
    person_id: UUID | None = None
    slug: str = ""


@dataclass(frozen=True)
class EventLink:
    """The page of an event that a story belongs to; without a label its address stands for it."""

    url: str
    label: str = ""


@dataclass(frozen=True)
class Correction:
    """The notice the law asks for when a false statement is put right (NĐ 237/2026, Art 19)."""

    at: datetime
    false_content: str
    corrected_content: str
    apology: bool


@dataclass(frozen=True)
class ReleasedStory:
    """Everything an output may show of one frozen revision. Built from the revision alone, never from drafts."""

    story_id: UUID
    agency_id: UUID
    revision_id: UUID
    revision_number: int
    content_hash: str
    headline: str
    standfirst: str
    body: "Node"
    genre: str
    language: str
    section: TermRef | None
    topics: tuple[TermRef, ...]
    tags: tuple[TermRef, ...]
    bylines: tuple[Byline, ...]
    source_credit: str
    rights_note: str
    ai_label: str
    location: str
    urgency: int
    editions: Mapping[str, Mapping[str, str]]
    assets: Mapping[UUID, Asset]
    lead_asset_id: UUID | None
    created_at: datetime
    approved_at: datetime
    first_released_at: datetime | None
    corrections: tuple[Correction, ...] = ()
    is_live: bool = False
    event_links: tuple[EventLink, ...] = ()

    def edition(self, channel_kind: str, name: str, fallback: str = "") -> str:
        """Return an edition's own wording, or `fallback` where the desk left it empty."""
        return self.editions.get(channel_kind, {}).get(name, "") or fallback


@dataclass(frozen=True)
class StoryCard:
    """One story as a list shows it."""

    id: UUID
    agency_id: UUID
    headline: str
    standfirst: str
    slug: str
    genre: str
    life: Life
    stage_id: UUID
    stage_key: str
    stage_name: str
    stage_colour: str
    section_name: str
    desk_id: UUID | None
    desk_name: str
    byline: str
    urgency: int
    due_at: datetime | None
    updated_at: datetime
    first_released_at: datetime | None
    has_unapproved_changes: bool


@dataclass(frozen=True)
class Move:
    """A step of the workflow that stands open now; `kind` is submit, return, approve, spike or reopen."""

    id: UUID
    name: str
    kind: str
    to_stage_key: str
    needs_note: bool


@dataclass(frozen=True)
class SearchableStory:
    """The words of one story as it stands now, for the newsroom's search index."""

    story_id: UUID
    agency_id: UUID
    headline: str
    standfirst: str
    body: str
    names: str
    section_id: UUID | None
    desk_id: UUID | None
    genre: str
    stage_key: str
    urgency: int
    updated_at: datetime


@dataclass(frozen=True)
class ApprovedRevision:
    """The frozen revision that readers may have."""

    revision_id: UUID
    number: int
    content_hash: str


@dataclass(frozen=True)
class StageCount:
    """A column of the board and how many stories stand in it, `has_more` when counting stopped there.

    `due_hours` is how long a story should stand in it.
    """

    key: str
    name: str
    colour: str
    kind: str
    help: str
    due_hours: int | None
    count: int
    has_more: bool = False
    stage_ids: tuple[UUID, ...] = ()  # one of each workflow that has the stage


@dataclass(frozen=True)
class StoryToImport:
    """One story of another system, ready to stand here as approved and long released (or as a draft)."""

    key: str
    headline: str
    standfirst: str
    body: "Node"
    published_at: datetime | None
    updated_at: datetime | None = None
    genre: str = "article"
    language: str = "vi"
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    slug: str = ""
    lead_asset_id: UUID | None = None
    source_credit: str = ""
    editions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportedStory:
    """What became of a `StoryToImport`: `created` is False when the same key stood here already."""

    key: str
    story_id: UUID
    revision_id: UUID
    created: bool
