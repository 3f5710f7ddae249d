"""What people say about a file, as it is stored and found."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from hoitu.kernel.text import has_diacritics, indexed_words, nfc
from hoitu.media.models import AssetRow

MOST_TAGS = 40
LONGEST_TAG = 60
LONGEST_TEXT = 20_000


class Said(TypedDict, total=False):
    """Words about a file; what is missing was not said."""

    caption: str
    credit: str
    alt: str
    rights_note: str
    tags: list[str]


def clean(given: Mapping[str, object]) -> Said:
    """Return the words of `given` that the archive knows, as they are stored."""
    said: Said = {}
    for name in ("caption", "alt", "rights_note"):
        if given.get(name):
            said[name] = nfc(str(given[name])).replace("\0", "").strip()[:LONGEST_TEXT]
    if given.get("credit"):
        said["credit"] = nfc(str(given["credit"])).replace("\0", "").strip()[:200]
    tags = given.get("tags")
    if isinstance(tags, str):
        tags = tags.split(",")
    if isinstance(tags, Iterable):
        said["tags"] = clean_tags(map(str, tags))
    return said


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Return tags without blanks and repetitions, whatever their case, in their order."""
    kept: dict[str, str] = {}
    for tag in tags:
        words = " ".join(nfc(tag).replace("\0", "").split())[:LONGEST_TAG]
        if words:
            kept.setdefault(words.casefold(), words)
    return list(kept.values())[:MOST_TAGS]


def folded(row: AssetRow) -> str:
    """Return the words by which the asset is found, without diacritics and with them."""
    return searchable(f"{row.caption} {row.credit} {row.alt} {row.original_name} {' '.join(row.tags)}")


def searchable(text: str) -> str:
    """Return the text's words folded, then those that have diacritics as they are written."""
    accented, plain = indexed_words(text)
    return f"{plain} {' '.join(word for word in accented.split() if has_diacritics(word))}".strip()
