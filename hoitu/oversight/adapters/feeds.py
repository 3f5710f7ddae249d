"""A fetched feed as seen items: plain words only, never a whole foreign text."""

import html
import re
from typing import Final
from urllib.parse import urlsplit

from hoitu.kernel.feeds import FeedEntry, read_feed
from hoitu.kernel.http import Fetched
from hoitu.oversight.data import SeenItem

MOST_ENTRIES: Final = 300
_TAG = re.compile(r"<[^>]*>")
# Characters that the database cannot hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def seen_in(answer: Fetched) -> list[SeenItem]:
    """Return the entries of a feed, at most 300. Raises `FeedUnreadable`."""
    try:
        text = answer.body.decode(answer.charset or "utf-8", "replace")
    except LookupError:  # the server names an encoding that nobody knows
        text = answer.body.decode("utf-8", "replace")
    entries = read_feed(text.removeprefix("\ufeff"), url=answer.url).entries[:MOST_ENTRIES]
    return [_item(entry) for entry in entries if isinstance(entry, FeedEntry)]


def _item(entry: FeedEntry) -> SeenItem:
    return SeenItem(
        guid=entry.guid or entry.url,
        url=entry.url if urlsplit(entry.url).scheme in ("http", "https") else "",
        title=_plain(entry.title),
        summary=_plain(entry.summary or entry.content),
        section=_plain(entry.tags[0]) if entry.tags else "",
        published_at=entry.published_at,
    )


def _plain(markup: str) -> str:
    return " ".join(_UNSTORABLE.sub("", html.unescape(_TAG.sub(" ", markup))).split())
