"""Frozen records of the imports room: what a source holds, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

FOLDER_HOST: Final = "folder.invalid"
"""Stands for the imported folder in addresses of pictures that are files beside, or inside, their article."""


class SourceKind(StrEnum):
    """What a run reads."""

    WXR = "wxr"
    FEED = "feed"
    FOLDER = "folder"


class Standing(StrEnum):
    """How an item stood in its old home."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the source something stands: its number from 1, its file, its line (0: unknown)."""

    number: int
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture as the source names it: an address, or a path inside the export's folder."""

    address: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One article of another system, with its text still as HTML."""

    position: Position
    guid: str
    headline: str
    html: str
    standfirst: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section_path: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slug: str = ""
    search_title: str = ""
    search_description: str = ""
    old_url: str = ""
    standing: Standing = Standing.PUBLISHED
    lead_picture: PictureRef | None = None
    pictures: tuple[PictureRef, ...] = ()
    comments_count: int = 0
    notes: tuple[str, ...] = ()
    """Sentences about what was repaired or left out, for the person who runs the import."""


@dataclass(frozen=True, slots=True)
class DeadRow:
    """Something that should have become a story and cannot: the reason says why, in Vietnamese."""

    position: Position
    reason: str
    label: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """Something that was never to become a story: a menu, a page, a picture's own entry."""

    position: Position
    reason: str
    label: str = ""


Row = ImportedItem | DeadRow | SkippedRow


@dataclass(frozen=True)
class Summary:
    """What an analysis found before anything is written."""

    items: int = 0
    drafts: int = 0
    dead: int = 0
    skipped: int = 0
    comments: int = 0
    pictures: int = 0
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None
    authors: Mapping[str, int] = field(default_factory=dict)
    sections: Mapping[str, int] = field(default_factory=dict)


class RunState(StrEnum):
    """Where a run stands."""

    NEW = "new"
    ANALYSING = "analysing"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class RowState(StrEnum):
    """What became of one row of a source."""

    DONE = "done"
    KNOWN = "known"
    SKIPPED = "skipped"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    run_id: UUID
    state: RunState
    position: int
    total: int
    done: int
    known: int
    skipped: int
    dead: int


class SheetOutcome(StrEnum):
    """What would come of a row of a sheet, or what came of it."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    BAD = "bad"
    DONE = "done"
    DROPPED = "dropped"


SHEET_OUTCOME_WORDS = {
    SheetOutcome.NEW.value: _("Sẽ thêm"),
    SheetOutcome.CHANGE.value: _("Sẽ sửa"),
    SheetOutcome.SAME.value: _("Đã có, không đổi"),
    SheetOutcome.BAD.value: _("Phải sửa"),
    SheetOutcome.DONE.value: _("Đã ghi"),
    SheetOutcome.DROPPED.value: _("Đã bỏ"),
}
WRITABLE: Final = (SheetOutcome.NEW.value, SheetOutcome.CHANGE.value)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A link that no letter could bring: it is shown once, to whoever wrote the row."""

    name: str
    email: str
    link: str
