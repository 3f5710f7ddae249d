"""RSS, Atom and JSON Feed as frozen entries. Who reads them decides what an entry becomes."""

import html
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput

_JSON_FEED: Final = "https://jsonfeed.org/version/"


class FeedUnreadable(BadInput):
    """Raised for text that is no feed, or that looks like an attack on XML readers."""

    default_sentence = _("Địa chỉ hoặc tệp này không phải nguồn tin RSS, Atom hay JSON Feed.")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `title`, `summary` and `content` are markup; `picture` is an address, "" for none.

    `published_at` is what the reader made of the date; `published_words` is the date as it stood there.
    """

    guid: str
    url: str
    title: str
    summary: str
    content: str
    published_at: datetime | None
    published_words: str
    updated_at: datetime | None
    updated_words: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    picture: str
    comments: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. An entry that is no entry at all stands as its text. `is_mended`: its XML was broken."""

    title: str
    home: str
    entries: tuple[FeedEntry | str, ...]
    is_mended: bool = False


def read_feed(text: str, *, url: str = "") -> Feed:
    """Return the feed in some decoded text; `url` is where it came from. Raises `FeedUnreadable`."""
    return _json_feed(text) if text.lstrip()[:1] == "{" else _xml_feed(text, url)


def _xml_feed(text: str, url: str) -> Feed:
    if "<!ENTITY" in text[:200_000]:
        raise FeedUnreadable(_("Nguồn tin khai báo thực thể XML, có thể là tệp tấn công."))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    if not found.get("version") and not found.entries:
        raise FeedUnreadable()
    return Feed(
        title=str(found.feed.get("title") or ""),
        home=str(found.feed.get("link") or ""),
        entries=tuple(map(_from_xml, found.entries)),
        # feedparser also minds the declared encoding, which was set right before.
        is_mended=bool(found.bozo)
        and not isinstance(found.get("bozo_exception"), feedparser.CharacterEncodingOverride),
    )


def _from_xml(entry: dict[str, Any]) -> FeedEntry:
    contents = [part.get("value", "") for part in entry.get("content", []) if part.get("value")]
    # feedparser's own get() answers for a missing "updated" with "published", and warns.
    changed = dict.get(entry, "updated_parsed")
    comments = str(entry.get("slash_comments", "0"))
    return FeedEntry(
        guid=entry.get("id") or entry.get("link") or "",
        url=entry.get("link", ""),
        title=entry.get("title", ""),
        summary=entry.get("summary", ""),
        content=max(contents, key=len, default=""),
        published_at=_instant(dict.get(entry, "published_parsed") or changed),
        published_words=str(dict.get(entry, "published") or ""),
        updated_at=_instant(changed),
        updated_words="",
        authors=tuple(each.get("name", "") for each in entry.get("authors", []) if each.get("name")),
        tags=tuple(tag.get("term") or "" for tag in entry.get("tags", []) if tag.get("term")),
        picture=_enclosed_picture(entry),
        comments=int(comments) if comments.isdecimal() else 0,
    )


def _json_feed(text: str) -> Feed:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedUnreadable(_("Tệp JSON bị hỏng.")) from error
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        raise FeedUnreadable(_("Tệp này không phải JSON Feed."))
    items = found.get("items")
    return Feed(
        title=str(found.get("title") or ""),
        home=str(found.get("home_page_url") or ""),
        entries=tuple(_json_entries(items if isinstance(items, list) else [])),
    )


def _json_entries(items: list[object]) -> Iterator[FeedEntry | str]:
    for item in items:
        yield _from_json(item) if isinstance(item, dict) else str(item)


def _from_json(entry: Mapping[str, Any]) -> FeedEntry:
    authors = entry.get("authors") or ([entry["author"]] if entry.get("author") else [])
    text = str(entry.get("content_text") or "")
    published, changed = str(entry.get("date_published") or ""), str(entry.get("date_modified") or "")
    return FeedEntry(
        guid=str(entry.get("id") or entry.get("url") or ""),
        url=str(entry.get("url") or ""),
        title=str(entry.get("title") or ""),
        summary=str(entry.get("summary") or ""),
        content=str(entry.get("content_html") or "")
        or "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.split("\n") if line.strip()),
        published_at=_rfc3339(published),
        published_words=published,
        updated_at=_rfc3339(changed),
        updated_words=changed,
        authors=tuple(str(a["name"]) for a in authors if isinstance(a, Mapping) and a.get("name")),
        tags=tuple(str(tag) for tag in entry.get("tags") or []),
        picture=str(entry.get("image") or entry.get("banner_image") or ""),
        comments=0,
    )


def _instant(stamp: Any) -> datetime | None:
    try:
        return datetime(*stamp[:6]).replace(tzinfo=UTC) if stamp else None  # noqa: DTZ001 - feedparser gives UTC
    except (ValueError, TypeError):
        return None


def _rfc3339(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def _enclosed_picture(entry: Mapping[str, Any]) -> str:
    for media in [*entry.get("media_content", []), *entry.get("enclosures", [])]:
        address = media.get("url") or media.get("href") or ""
        kind = media.get("type") or media.get("medium") or ""
        if address and kind.startswith("image"):
            return str(address)
    thumbnails = entry.get("media_thumbnail", [])
    return str(thumbnails[0].get("url") or "") if thumbnails else ""
