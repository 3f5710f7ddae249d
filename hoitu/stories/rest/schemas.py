"""What programs send and get about stories."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from hoitu.kernel.rest import Instant, Line, ShortLine, Text
from hoitu.stories import locks
from hoitu.stories.data import Life, Move, StoryCard, TermRef, WritingMode
from hoitu.stories.event_links import MAX_LINKS
from hoitu.stories.models import AiLabel, BylineRow, Genre, LockKind, Revision, Story

EditionKind = Literal["web", "social", "print", "radio", "tv", "wire"]


class TermOut(Schema):
    """A section or topic."""

    id: UUID
    name: str
    slug: str

    @classmethod
    def of(cls, term: TermRef) -> "TermOut":
        return cls(id=term.id, name=term.name, slug=term.slug)


class CardOut(Schema):
    """One story as lists show it."""

    id: UUID
    headline: str
    standfirst: str
    slug: str
    genre: str
    life: Life
    stage: str
    stage_name: str
    section: str
    desk_id: UUID | None
    byline: str
    urgency: int
    due_at: datetime | None
    updated_at: datetime
    first_released_at: datetime | None
    has_unapproved_changes: bool

    @classmethod
    def of(cls, card: StoryCard) -> "CardOut":
        return cls(
            id=card.id,
            headline=card.headline,
            standfirst=card.standfirst,
            slug=card.slug,
            genre=card.genre,
            life=card.life,
            stage=card.stage_key,
            stage_name=card.stage_name,
            section=card.section_name,
            desk_id=card.desk_id,
            byline=card.byline,
            urgency=card.urgency,
            due_at=card.due_at,
            updated_at=card.updated_at,
            first_released_at=card.first_released_at,
            has_unapproved_changes=card.has_unapproved_changes,
        )


class CardPage(Schema):
    """Stories, last changed first. `next` is the cursor of the following page, null on the last."""

    items: list[CardOut]
    next: str | None


class BylineItem(Schema):
    """A name on a story; shares of all names sum to 100."""

    name: ShortLine
    role: BylineRow.Role = BylineRow.Role.AUTHOR
    share_percent: int = Field(100, ge=0, le=100)
    person_id: UUID | None = None


class EventLinkItem(Schema):
    """The page of an event that a story belongs to: an http or https address, and what to call it."""

    url: Text
    label: Line = ""


class MoveOut(Schema):
    """A step of the workflow that stands open for the caller now."""

    id: UUID
    name: str
    kind: str
    to_stage: str
    needs_note: bool

    @classmethod
    def of(cls, move: Move) -> "MoveOut":
        return cls(
            id=move.id, name=move.name, kind=move.kind, to_stage=move.to_stage_key, needs_note=move.needs_note
        )


class StoryOut(CardOut):
    """One story with everything that is said about it; its words are at `/body`."""

    section_id: UUID | None
    language: str
    topics: list[str]
    tags: list[str]
    location: str
    source_credit: str
    rights_note: str
    ai_label: str
    editor_note: str
    is_live: bool
    event_links: list[EventLinkItem]
    lead_asset_id: UUID | None
    bylines: list[BylineItem]
    editions: dict[str, dict[str, str]]
    moves: list[MoveOut]
    may_write: bool

    @classmethod
    def of_story(cls, story: Story, card: StoryCard, moves: list[Move], *, may_write: bool) -> "StoryOut":
        return cls(
            **CardOut.of(card).model_dump(),
            section_id=story.section_id,
            language=story.language,
            topics=sorted(topic.name for topic in story.topics.all()),
            tags=sorted(tag.name for tag in story.tags.all()),
            location=story.location,
            source_credit=story.source_credit,
            rights_note=story.rights_note,
            ai_label=story.ai_label,
            editor_note=story.editor_note,
            is_live=story.is_live,
            event_links=[EventLinkItem(**link) for link in story.event_links],
            lead_asset_id=story.lead_asset_id,
            bylines=[
                BylineItem(
                    name=row.name,
                    role=BylineRow.Role(row.role),
                    share_percent=row.share_percent,
                    person_id=row.person_id,
                )
                for row in story.bylines.all()
            ],
            editions={row.channel_kind: row.fields for row in story.editions.all()},
            moves=[MoveOut.of(move) for move in moves],
            may_write=may_write,
        )


class NewStory(Schema):
    """What a story begins with; `body` is the document as ProseMirror JSON."""

    headline: Line = ""
    standfirst: Text = ""
    genre: Genre = Genre.NEWS
    section_id: UUID | None = None
    desk_id: UUID | None = None
    body: dict[str, Any] | None = None


class DetailsIn(Schema):
    """The fields to change; one that is not sent stays as it is."""

    slug: Line | None = None
    genre: Genre | None = None
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")
    section_id: UUID | None = None
    desk_id: UUID | None = None
    urgency: int | None = Field(None, ge=1, le=5)
    location: ShortLine | None = None
    source_credit: ShortLine | None = None
    rights_note: Text | None = None
    ai_label: AiLabel | None = None
    editor_note: Text | None = None
    due_at: Instant | None = None
    lead_asset_id: UUID | None = None
    is_live: bool | None = None
    event_links: list[EventLinkItem] | None = Field(None, max_length=MAX_LINKS)
    topics: list[ShortLine] | None = Field(None, max_length=50)
    tags: list[ShortLine] | None = Field(None, max_length=50)


class BodyOut(Schema):
    """The words as they stand: the tree of `docs/reference` as ProseMirror JSON, and its SHA-256.

    `state` names this text (16 hex digits): sent with an approval, it is what is approved.
    """

    headline: str
    standfirst: str
    body: dict[str, Any]
    body_hash: str
    state: str


class BodyIn(Schema):
    """The parts of the text to replace; they merge with what others type meanwhile."""

    headline: Line | None = None
    standfirst: Text | None = None
    body: dict[str, Any] | None = None


class SyncIn(Schema):
    """What an editor typed (a Yjs update) and what it knows (a state vector), both in base64."""

    update: str = Field("", max_length=12_000_000)
    state_vector: str = Field("", max_length=1_000_000)


class SyncOut(Schema):
    """What the editor lacks, in base64, and that its words are stored."""

    update: str
    saved_at: datetime
    seq: int
    stage: str
    may_write: bool
    mode: WritingMode


class NoteIn(Schema):
    """A reason or remark."""

    note: Text = ""


class MoveIn(Schema):
    """A remark, and for an approval the `state` of the body that was seen: another one is refused."""

    note: Text = ""
    seen: str | None = Field(None, max_length=64)


class ReasonIn(Schema):
    """A reason that must be given."""

    reason: Text


class LockIn(Schema):
    """Why nobody may change the words, and until when; without `until`, until somebody opens it."""

    kind: LockKind
    reason: Text
    until: Instant | None = None


class LockOut(Schema):
    """Who holds the lock of a story. `locked` is false, and everything else empty, while nobody does."""

    locked: bool
    kind: str = ""
    reason: str = ""
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None
    sentence: str = ""

    @classmethod
    def of(cls, story: Story) -> "LockOut":
        if not locks.is_locked(story):
            return cls(locked=False)
        return cls(
            locked=True,
            kind=story.lock_kind,
            reason=story.lock_reason,
            by=story.locked_by_name,
            since=story.locked_at,
            until=story.locked_until,
            sentence=locks.sentence(story),
        )


class CorrectionIn(Schema):
    """The notice of a correction (NĐ 237/2026, Art 19)."""

    false_content: Text
    corrected_content: Text
    apology: bool = True


class RevisionOut(Schema):
    """A frozen state of a story."""

    id: UUID
    number: int
    reason: str
    note: str
    made_by: str
    made_at: datetime
    content_hash: str

    @classmethod
    def of(cls, row: Revision) -> "RevisionOut":
        return cls(
            id=row.pk,
            number=row.number,
            reason=row.reason,
            note=row.note,
            made_by=row.made_by_name,
            made_at=row.made_at,
            content_hash=row.content_hash,
        )


class RevisionWithContent(RevisionOut):
    """A frozen state with everything a release may show."""

    content: dict[str, Any]


class StageOut(Schema):
    """A step of the workflow and how many stories stand there."""

    key: str
    name: str
    kind: str
    help: str
    due_hours: int | None
    count: int
