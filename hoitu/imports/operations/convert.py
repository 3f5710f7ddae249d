"""From an article of another system to a story of ours. The only module that knows both forms."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.utils.translation import gettext_noop

from hoitu.imports.data import FOLDER_HOST, ImportedItem, PictureRef, Standing
from hoitu.imports.models import ImportRun
from hoitu.imports.operations.pictures import NOT_FETCHED, Pictures
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.text import nfc, slugify
from hoitu.stories import api as stories
from hoitu.stories.data import (
    MAX_SEARCH_DESCRIPTION_CHARACTERS,
    MAX_SEARCH_TITLE_CHARACTERS,
    MAX_SLUG_CHARACTERS,
    ImportedStory,
    StoryToImport,
)
from hoitu.stories.document.html_in import from_html
from hoitu.stories.document.pictures import place_pictures
from hoitu.stories.document.tree import Node

HEADLINE_CUT = gettext_noop("Tít quá dài, đã cắt bớt; tít đầy đủ")
FUTURE_DATE = gettext_noop("Ngày đăng ở tương lai: nhập thành bản nháp.")
SEARCH_WORDS_CUT = gettext_noop("Lời cho máy tìm kiếm quá dài, đã cắt bớt; lời đầy đủ")
MAX_HEADLINE_CHARACTERS = 300
LEAVE_OUT = "-"
_MAX_KEY_CHARACTERS = 300


@dataclass(frozen=True)
class Understood:
    """An item whose text is a tree already, its pictures still to be brought in."""

    item: ImportedItem
    tree: Node
    pictures: tuple[PictureRef, ...]


@dataclass(frozen=True)
class Converted:
    """A story ready to be written, and what a person should know about it."""

    item: ImportedItem
    story: StoryToImport
    notes: tuple[str, ...]


def import_key(source_key: str, guid: str) -> str:
    """Return the identity of an article for all time: its source and its guid there."""
    key = f"{source_key}#{guid}"
    if len(key) <= _MAX_KEY_CHARACTERS:
        return key
    return f"{key[:200]}#{hashlib.sha256(key.encode()).hexdigest()}"


def understand(item: ImportedItem) -> Understood:
    """Return the item with its text as a tree. Raises `UnreadableDocument` for what no story can hold."""
    base = item.old_url or f"http://{FOLDER_HOST}/{quote(item.position.file)}"
    read = from_html(item.html, base_url=base)
    inside = {ref.address: ref.data for ref in item.pictures if ref.data is not None}
    body_pictures = tuple(
        PictureRef(one.url, one.caption, one.alt, one.credit, one.data or inside.get(one.url))
        for one in read.pictures
    )
    lead = (item.lead_picture,) if item.lead_picture else ()
    return Understood(item, read.tree, (*lead, *body_pictures))


def convert(understood: Understood, *, run: ImportRun, pictures: Pictures) -> Converted:
    """Return the story of an item; pictures that could not be had leave a note."""
    item, notes = understood.item, list(understood.item.notes)
    published_at = item.published_at if item.standing is Standing.PUBLISHED else None
    if published_at and published_at > clock.now():
        published_at = None
        notes.append(FUTURE_DATE)
    if len(item.headline) > MAX_HEADLINE_CHARACTERS:
        notes.append(f"{HEADLINE_CUT} → {item.headline}")
    addresses = dict.fromkeys(ref.address for ref in understood.pictures)
    notes += [
        f"{NOT_FETCHED} → {address}: {pictures.problems[address]}"
        for address in addresses
        if address in pictures.problems
    ]
    found = {address: pictures.assets[address] for address in addresses if address in pictures.assets}
    story = StoryToImport(
        key=import_key(run.source_key, item.guid),
        headline=item.headline[:MAX_HEADLINE_CHARACTERS],
        standfirst=item.standfirst,
        body=place_pictures(
            understood.tree, {address: str(asset) for address, asset in found.items()}, drop_missing=True
        ),
        published_at=published_at,
        updated_at=item.updated_at,
        section=_mapped(item.section_path[-1:], run.section_map)[0] if item.section_path else "",
        tags=item.tags,
        authors=tuple(name for name in _mapped(item.authors, run.author_map) if name),
        slug=slugify(unquote(item.slug)),
        editions={"web": _web_edition(item, notes)},
        lead_asset_id=next(iter(found.values()), None),
    )
    return Converted(item, story, tuple(notes))


def _web_edition(item: ImportedItem, notes: list[str]) -> dict[str, str]:
    """Return what the old site said differently on the web: the words of its address, and for search engines."""
    slug = slugify(unquote(item.slug), MAX_SLUG_CHARACTERS)
    edition = {
        "slug": "" if slug == slugify(item.headline, MAX_SLUG_CHARACTERS) else slug,
        "seo_title": _cut(item.search_title, MAX_SEARCH_TITLE_CHARACTERS, notes),
        "seo_description": _cut(item.search_description, MAX_SEARCH_DESCRIPTION_CHARACTERS, notes),
    }
    return {name: value for name, value in edition.items() if value}


def _cut(words: str, at_most: int, notes: list[str]) -> str:
    words = nfc(words)
    if len(words) <= at_most:
        return words
    notes.append(f"{SEARCH_WORDS_CUT} → {words}")
    return words[: at_most + 1].rpartition(" ")[0] or words[:at_most]


def deliver(*, actor: Actor, found: Sequence[Converted], run: ImportRun) -> list[ImportedStory]:
    """Write converted stories, all or none; those known already are left as they are."""
    return stories.import_stories(actor=actor, items=[one.story for one in found], source=run.label)


def _mapped(names: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """Return names as the run's mapping has them: another name, or "" for one to leave out."""
    return ["" if chosen.get(name) == LEAVE_OUT else chosen.get(name) or name for name in names]
