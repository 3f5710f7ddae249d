"""Change what is said about a story: genre, section, names, sources, each channel's own wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc, slugify
from hoitu.media import api as media
from hoitu.stories import event_links
from hoitu.stories.data import EventLink
from hoitu.stories.editions import EDITION_FIELDS
from hoitu.stories.errors import BylinesChanged, SharesNotWhole
from hoitu.stories.models import AiLabel, BylineRow, Edition, Genre, Section, SourceNote, Story, Tag, Topic
from hoitu.stories.operations.find import story_for_change, story_for_writing
from hoitu.stories.operations.spoken import in_words
from hoitu.stories.operations.touch import content_changed, tell_pages

T = TypeVar("T", Topic, Tag, Section)

WHOLE_PERCENT = 100
LONGEST_PEN_NAME_CHARACTERS = 100


class Details(TypedDict, total=False):
    """The fields of a story besides its words; a field that is not given stays as it is."""

    slug: str
    genre: str
    language: str
    section_id: UUID | None
    desk_id: UUID | None
    urgency: int
    location: str
    source_credit: str
    rights_note: str
    ai_label: str
    editor_note: str
    due_at: datetime | None
    lead_asset_id: UUID | None
    is_live: bool
    event_links: tuple[EventLink, ...]
    topic_names: tuple[str, ...]
    tag_names: tuple[str, ...]


@dataclass(frozen=True)
class BylineInput:
    """One name for `set_bylines`."""

    name: str
    role: str = BylineRow.Role.AUTHOR
    share_percent: int = WHOLE_PERCENT
    person_id: UUID | None = None


# Notes and deadlines are the newsroom's own business: readers never see them, so approval does not depend on them.
INTERNAL = {"slug", "desk_id", "editor_note", "due_at"}
TERMS = {"topic_names", "tag_names"}


def edit_details(*, actor: Actor, story_id: UUID, details: Details) -> None:
    """Replace the given fields. A change of what readers see takes an approval back.

    Raises `BadInput` for values that do not exist in the agency, `NotYourStep`, `StoryIsClosed`, `NotFound`.
    """
    given: dict[str, Any] = dict(details)
    check_values(actor, given)
    if "event_links" in given:
        given["event_links"] = event_links.checked(given["event_links"])
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        changes: dict[str, tuple[object, object]] = {}
        for name in given.keys() - TERMS:
            value = nfc(given[name].strip()) if isinstance(given[name], str) else given[name]
            value = slugify(value, max_length=120) if name == "slug" else value
            if getattr(story, name) != value:
                changes[name] = (getattr(story, name), value)
                setattr(story, name, value)
        columns = list(changes)
        changes |= _set_terms(story, given)
        if not changes:
            return
        if changes.keys() <= INTERNAL:
            story.save(update_fields=columns)
        else:
            content_changed(story, update_fields=columns)
        _record(actor, story, "stories.edit_details", in_words(actor, changes))


def set_bylines(
    *,
    actor: Actor,
    story_id: UUID,
    bylines: Sequence[BylineInput],
    seen: Sequence[BylineInput] | None = None,
) -> None:
    """Replace the names on the story. Raises `SharesNotWhole` unless the shares sum to 100, `BadInput`.

    `seen` are the names that a page showed when somebody began: should others stand there now, nothing is replaced
    and `BylinesChanged` brings the names with what both did.
    """
    names = [nfc(byline.name.strip()) for byline in bylines]
    if not names or not all(0 < len(name) <= LONGEST_PEN_NAME_CHARACTERS for name in names):
        raise BadInput(_("Hãy ghi tên cho từng tác giả, tối đa 100 ký tự."))
    if any(byline.role not in BylineRow.Role.values for byline in bylines):
        raise BadInput()
    if sum(byline.share_percent for byline in bylines) != WHOLE_PERCENT or any(
        not 0 <= byline.share_percent <= WHOLE_PERCENT for byline in bylines
    ):
        raise SharesNotWhole()
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        old = list(story.bylines.all())
        known = {p.id for p in accounts.people_of(agency_id=actor.agency)} | {row.person_id for row in old}
        if any(byline.person_id and byline.person_id not in known for byline in bylines):
            raise BadInput(_("Có tác giả không thuộc cơ quan của bạn. Hãy để trống ô người trong cơ quan."))
        if seen is not None:
            wanted = [replace(row, name=name) for row, name in zip(bylines, names, strict=True)]
            _check_seen(wanted, seen, old)
        before = _byline_line(old)
        story.bylines.all().delete()
        rows = [
            BylineRow(
                story=story,
                name=name,
                role=byline.role,
                share_percent=byline.share_percent,
                person_id=byline.person_id,
                order=order,
            )
            for order, (name, byline) in enumerate(zip(names, bylines, strict=True))
        ]
        BylineRow.objects.bulk_create(rows)
        after = _byline_line(rows)
        if before != after:
            story.byline_text = ", ".join(names)[:300]
            content_changed(story, update_fields=["byline_text"])
            _record(actor, story, "stories.set_bylines", {"bylines": (before, after)})


def _check_seen(
    wanted: Sequence[BylineInput], seen: Sequence[BylineInput], standing: Sequence[BylineRow]
) -> None:
    """Raise `BylinesChanged` when neither what was seen nor what is wanted stands there."""
    now = [BylineInput(row.name, row.role, row.share_percent, row.person_id) for row in standing]
    if now in (list(seen), list(wanted)):
        return
    # Theirs as they stand, without what this person took away; then what this person added or changed.
    names = {row.name: row for row in wanted}
    changed = {row.name: row for row in wanted if row not in seen}
    taken_away = {row.name for row in seen} - names.keys()
    both = [changed.get(row.name, row) for row in now if row.name not in taken_away]
    both += [row for row in changed.values() if row.name not in {one.name for one in both}]
    raise BylinesChanged(both)


def set_edition(*, actor: Actor, story_id: UUID, channel_kind: str, values: Mapping[str, str]) -> None:
    """Replace the story's own wording for one kind of channel. Raises `BadInput` for unknown fields."""
    known = {field.name: field for field in EDITION_FIELDS.get(channel_kind, ())}
    if not values.keys() <= known.keys():
        raise BadInput()
    clean = {name: known[name].clean(value) for name, value in values.items()}
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        edition, _created = Edition.objects.unscoped(why="of the locked story").get_or_create(
            story=story, channel_kind=channel_kind
        )
        changes: dict[str, tuple[object, object]] = {
            f"{channel_kind}.{name}": (edition.fields.get(name, ""), value)
            for name, value in clean.items()
            if edition.fields.get(name, "") != value
        }
        if not changes:
            return
        edition.fields = edition.fields | clean
        edition.save(update_fields=["fields"])
        content_changed(story, update_fields=[])
        _record(actor, story, "stories.set_edition", changes)


def set_sources(*, actor: Actor, story_id: UUID, text: str) -> None:
    """Note where the facts come from. The audit trail says that it changed, never what it says."""
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        if not actor.may("stories.read_sources"):
            story = story_for_writing(actor=actor, story_id=story_id)
        note, _created = SourceNote.objects.unscoped(why="of the locked story").get_or_create(story=story)
        if note.text != nfc(text.strip()):
            note.text = nfc(text.strip())
            note.save(update_fields=["text"])
            _record(actor, story, "stories.set_sources", {})


def check_values(actor: Actor, given: Mapping[str, object]) -> None:
    """Raise `BadInput` for values that do not exist, or not in the actor's agency."""
    if "genre" in given and given["genre"] not in Genre.values:
        raise BadInput()
    if "ai_label" in given and given["ai_label"] not in AiLabel.values:
        raise BadInput()
    if "urgency" in given and given["urgency"] not in range(1, 6):
        raise BadInput(_("Độ khẩn là số từ 1 (khẩn nhất) đến 5."))
    section_id = given.get("section_id")
    if (
        isinstance(section_id, UUID)
        and not Section.objects.for_agency(actor.agency).filter(pk=section_id).exists()
    ):
        raise BadInput(_("Chuyên mục này không có trong cơ quan của bạn. Hãy chọn chuyên mục khác."))
    desk_id = given.get("desk_id")
    if isinstance(desk_id, UUID) and desk_id not in {d.id for d in accounts.desks(agency_id=actor.agency)}:
        raise BadInput(_("Ban này không có trong cơ quan của bạn. Hãy chọn ban khác."))
    asset_id = given.get("lead_asset_id")
    if isinstance(asset_id, UUID):
        media.asset(agency_id=actor.agency, asset_id=asset_id)


def _set_terms(story: Story, given: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    changes: dict[str, tuple[object, object]] = {}
    topics, tags = given.get("topic_names"), given.get("tag_names")
    if isinstance(topics, tuple):
        wanted = [ensure_term(Topic, story.agency_id, name) for name in topics if name.strip()]
        before, after = _names(story.topics.all()), _names(wanted)
        if before != after:
            story.topics.set(wanted)
            changes["topic_names"] = (before, after)
    if isinstance(tags, tuple):
        chosen = [ensure_term(Tag, story.agency_id, name) for name in tags if name.strip()]
        before, after = _names(story.tags.all()), _names(chosen)
        if before != after:
            story.tags.set(chosen)
            changes["tag_names"] = (before, after)
    return changes


def _names(terms: Iterable[Topic | Tag]) -> list[str]:
    return sorted({term.name for term in terms})


def ensure_term(model: type[T], agency_id: UUID, name: str) -> T:
    """Return the agency's term of that name, made when it is new; names that fold alike are one term."""
    name = nfc(name.strip())
    term, _created = model.objects.for_agency(agency_id).get_or_create(
        agency_id=agency_id, slug=slugify(name) or "khac", defaults={"name": name[:80]}
    )
    return term


def _byline_line(rows: Sequence[BylineRow]) -> str:
    return "; ".join(f"{row.name} ({row.role}, {row.share_percent}%)" for row in rows)


def _record(actor: Actor, story: Story, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(actor=actor, verb=verb, object_key=story.key, object_label=str(story), changes=changes)
    tell_pages(story)
