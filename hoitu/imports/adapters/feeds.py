"""RSS, Atom and JSON Feed."""

import html
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hoitu.imports.adapters.dates import read_date
from hoitu.imports.adapters.encodings import clean, decode
from hoitu.imports.adapters.markup import excerpt, parse, pictures_in, plain, serialise
from hoitu.imports.data import DeadRow, ImportedItem, PictureRef, Position, Row
from hoitu.imports.errors import UnreadableSource

MAX_FEED_BYTES: Final = 50 * 1024 * 1024
_JSON_FEED: Final = "https://jsonfeed.org/version/"
BROKEN_XML: Final = gettext_noop("XML của nguồn tin bị hỏng; đã khôi phục, nên xem lại bài.")
SUMMARY_ONLY: Final = gettext_noop("Nguồn tin chỉ có tóm tắt, không có toàn văn.")


class FeedSource:
    """One fetched feed, kept as a file."""

    def __init__(self, path: Path, *, url: str = "") -> None:
        if path.stat().st_size > MAX_FEED_BYTES:
            raise UnreadableSource(_("Nguồn tin quá lớn."))
        data = path.read_bytes()
        self._url, self._file = url, path.name
        text = decode(data).text
        self._json = _json_feed(text) if text.lstrip()[:1] == "{" else None
        self._xml: Any = _xml_feed(text, url) if self._json is None else feedparser.FeedParserDict()
        self._site = self._json.get("home_page_url") if self._json is not None else self._xml.feed.get("link")

    @property
    def key(self) -> str:
        """Return the feed's own address, else its site's: the same feed fetched again is the same source."""
        return (self._url or str(self._site or "") or self.label).rstrip("/")

    @property
    def label(self) -> str:
        title = self._json.get("title") if self._json is not None else self._xml.feed.get("title")
        return plain(str(title or "")) or urlsplit(self._url).hostname or self._file

    def rows(self) -> Iterator[Row]:
        """Yield the feed's entries in its order."""
        entries = self._json.get("items", []) if self._json is not None else self._xml.entries
        for number, entry in enumerate(entries, start=1):
            position = Position(number, self._file)
            if not isinstance(entry, dict):
                yield DeadRow(
                    position, gettext_noop("Mục này không phải một bài."), excerpt=excerpt(str(entry))
                )
            elif self._json is not None:
                yield self._from_json(entry, position)
            else:
                yield self._from_xml(entry, position)

    def _from_xml(self, entry: dict[str, Any], position: Position) -> Row:
        contents = [part.get("value", "") for part in entry.get("content", []) if part.get("value")]
        summary = entry.get("summary", "")
        # feedparser's own get() answers for a missing "updated" with "published", and warns.
        changed = dict.get(entry, "updated_parsed")
        stamp = dict.get(entry, "published_parsed") or changed
        return self._item(
            position,
            guid=entry.get("id") or entry.get("link") or "",
            headline=plain(entry.get("title", "")),
            markup=max(contents, key=len, default=summary),
            summary="" if not contents else plain(summary),
            published_at=_instant(stamp) or read_date(str(entry.get("published", ""))),
            updated_at=_instant(changed),
            authors=tuple(plain(a.get("name", "")) for a in entry.get("authors", []) if a.get("name")),
            tags=tuple(plain(tag.get("term") or "") for tag in entry.get("tags", []) if tag.get("term")),
            url=entry.get("link", ""),
            lead=_enclosed_picture(entry),
            comments=entry.get("slash_comments", "0"),
            notes=(BROKEN_XML,) if self._xml.bozo and not _is_mere_warning(self._xml) else (),
        )

    def _from_json(self, entry: Mapping[str, Any], position: Position) -> Row:
        authors = entry.get("authors") or ([entry["author"]] if entry.get("author") else [])
        text = str(entry.get("content_text") or "")
        markup = entry.get("content_html") or "".join(f"<p>{line}</p>" for line in _escaped_lines(text))
        image = entry.get("image") or entry.get("banner_image")
        return self._item(
            position,
            guid=str(entry.get("id") or entry.get("url") or ""),
            headline=plain(str(entry.get("title") or "")),
            markup=str(markup or entry.get("summary") or ""),
            summary=plain(str(entry.get("summary") or "")) if markup else "",
            published_at=read_date(str(entry.get("date_published") or "")),
            updated_at=read_date(str(entry.get("date_modified") or "")),
            authors=tuple(plain(str(a["name"])) for a in authors if isinstance(a, Mapping) and a.get("name")),
            tags=tuple(plain(str(tag)) for tag in entry.get("tags") or []),
            url=str(entry.get("url") or ""),
            lead=PictureRef(str(image)) if image else None,
            comments="0",
            notes=(),
        )

    def _item(
        self,
        position: Position,
        *,
        guid: str,
        headline: str,
        markup: str,
        summary: str,
        published_at: datetime | None,
        updated_at: datetime | None,
        authors: tuple[str, ...],
        tags: tuple[str, ...],
        url: str,
        lead: PictureRef | None,
        comments: str,
        notes: tuple[str, ...],
    ) -> Row:
        base = url or self._url
        root = parse(clean(markup))
        for image in root.iter("img"):
            image.set("src", urljoin(base, image.get("src") or ""))
        pictures = pictures_in(root)
        problem = _problem(guid, headline, bool(root.text_content().strip() or pictures), published_at)
        if problem:
            return DeadRow(position, problem, headline, excerpt(markup))
        return ImportedItem(
            position=position,
            guid=guid,
            headline=clean(headline),
            html=serialise(root),
            standfirst=clean(summary),
            published_at=published_at,
            updated_at=updated_at,
            authors=tuple(dict.fromkeys(authors)),
            section_path=tags[:1],
            tags=tuple(dict.fromkeys(tags[1:])),
            old_url=url,
            lead_picture=PictureRef(urljoin(base, lead.address), lead.caption) if lead else None,
            pictures=pictures,
            comments_count=int(comments) if str(comments).isdecimal() else 0,
            notes=(*notes, *((SUMMARY_ONLY,) if not summary and len(markup) < 600 else ())),
        )


def _problem(guid: str, headline: str, has_body: bool, published_at: datetime | None) -> str:
    if not guid:
        return gettext_noop("Bài không có mã (guid), nên không thể biết đã nhập hay chưa.")
    if not headline:
        return gettext_noop("Bài không có tít.")
    if not has_body:
        return gettext_noop("Bài không có nội dung.")
    return "" if published_at else gettext_noop("Không đọc được ngày đăng.")


def _json_feed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(_("Tệp JSON bị hỏng.")) from error
    if not isinstance(found, dict) or not str(found.get("version", "")).startswith(_JSON_FEED):
        raise UnreadableSource(_("Tệp này không phải JSON Feed."))
    return found if isinstance(found.get("items"), list) else found | {"items": []}


def _xml_feed(text: str, url: str) -> Any:
    if "<!ENTITY" in text[:200_000]:
        raise UnreadableSource(_("Nguồn tin khai báo thực thể XML, có thể là tệp tấn công."))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    if not found.get("version") and not found.entries:
        raise UnreadableSource(_("Địa chỉ hoặc tệp này không phải nguồn tin RSS, Atom hay JSON Feed."))
    return found


def _is_mere_warning(found: Any) -> bool:
    """Tell whether feedparser only minds the declared encoding, which we have set right before."""
    return isinstance(found.get("bozo_exception"), feedparser.CharacterEncodingOverride)


def _instant(stamp: Any) -> datetime | None:
    try:
        return datetime(*stamp[:6]).replace(tzinfo=UTC) if stamp else None  # noqa: DTZ001 - feedparser gives UTC
    except (ValueError, TypeError):
        return None


def _enclosed_picture(entry: Mapping[str, Any]) -> PictureRef | None:
    for media in [*entry.get("media_content", []), *entry.get("enclosures", [])]:
        address = media.get("url") or media.get("href") or ""
        kind = media.get("type") or media.get("medium") or ""
        if address and kind.startswith("image"):
            return PictureRef(address)
    thumbnails = entry.get("media_thumbnail", [])
    return PictureRef(thumbnails[0]["url"]) if thumbnails and thumbnails[0].get("url") else None


def _escaped_lines(text: str) -> list[str]:
    return [html.escape(line.strip()) for line in text.split("\n") if line.strip()]
