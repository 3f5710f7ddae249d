"""RSS, Atom and JSON Feed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hoitu.imports.adapters.dates import read_date
from hoitu.imports.adapters.encodings import clean, decode
from hoitu.imports.adapters.markup import excerpt, parse, pictures_in, plain, serialise
from hoitu.imports.data import DeadRow, ImportedItem, PictureRef, Position, Row
from hoitu.imports.errors import UnreadableSource
from hoitu.kernel.feeds import FeedEntry, FeedUnreadable, read_feed

MAX_FEED_BYTES: Final = 50 * 1024 * 1024
BROKEN_XML: Final = gettext_noop("XML của nguồn tin bị hỏng; đã khôi phục, nên xem lại bài.")
SUMMARY_ONLY: Final = gettext_noop("Nguồn tin chỉ có tóm tắt, không có toàn văn.")


class FeedSource:
    """One fetched feed, kept as a file."""

    def __init__(self, path: Path, *, url: str = "") -> None:
        if path.stat().st_size > MAX_FEED_BYTES:
            raise UnreadableSource(_("Nguồn tin quá lớn."))
        self._url, self._file = url, path.name
        try:
            self._feed = read_feed(decode(path.read_bytes()).text, url=url)
        except FeedUnreadable as refusal:
            raise UnreadableSource(refusal.sentence) from refusal

    @property
    def key(self) -> str:
        """Return the feed's own address, else its site's: the same feed fetched again is the same source."""
        return (self._url or self._feed.home or self.label).rstrip("/")

    @property
    def label(self) -> str:
        return plain(self._feed.title) or urlsplit(self._url).hostname or self._file

    def rows(self) -> Iterator[Row]:
        """Yield the feed's entries in its order."""
        for number, entry in enumerate(self._feed.entries, start=1):
            position = Position(number, self._file)
            if isinstance(entry, str):
                yield DeadRow(position, gettext_noop("Mục này không phải một bài."), excerpt=excerpt(entry))
            else:
                yield self._row(position, entry)

    def _row(self, position: Position, entry: FeedEntry) -> Row:
        markup = entry.content or entry.summary
        headline, summary = plain(entry.title), plain(entry.summary) if entry.content else ""
        published_at = entry.published_at or read_date(entry.published_words)
        base = entry.url or self._url
        root = parse(clean(markup))
        for image in root.iter("img"):
            image.set("src", urljoin(base, image.get("src") or ""))
        pictures = pictures_in(root)
        has_body = bool(root.text_content().strip() or pictures)
        if problem := _problem(entry.guid, headline, has_body, is_dated=published_at is not None):
            return DeadRow(position, problem, headline, excerpt(markup))
        is_short = not summary and len(markup) < 600
        tags = tuple(map(plain, entry.tags))
        return ImportedItem(
            position=position,
            guid=entry.guid,
            headline=clean(headline),
            html=serialise(root),
            standfirst=clean(summary),
            published_at=published_at,
            updated_at=entry.updated_at or read_date(entry.updated_words),
            authors=tuple(dict.fromkeys(map(plain, entry.authors))),
            section_path=tags[:1],
            tags=tuple(dict.fromkeys(tags[1:])),
            old_url=entry.url,
            lead_picture=PictureRef(urljoin(base, entry.picture)) if entry.picture else None,
            pictures=pictures,
            comments_count=entry.comments,
            notes=(*((BROKEN_XML,) if self._feed.is_mended else ()), *((SUMMARY_ONLY,) if is_short else ())),
        )


def _problem(guid: str, headline: str, has_body: bool, *, is_dated: bool) -> str:
    if not guid:
        return gettext_noop("Bài không có mã (guid), nên không thể biết đã nhập hay chưa.")
    if not headline:
        return gettext_noop("Bài không có tít.")
    if not has_body:
        return gettext_noop("Bài không có nội dung.")
    return "" if is_dated else gettext_noop("Không đọc được ngày đăng.")
