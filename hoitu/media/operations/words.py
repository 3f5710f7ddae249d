"""What people say about a file, as it is stored and found."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from hoitu.kernel import clock
from hoitu.kernel.text import has_diacritics, indexed_words, nfc
from hoitu.media.errors import UnknownMoment
from hoitu.media.models import AssetRow

MOST_TAGS = 40
LONGEST_TAG = 60
LONGEST_NAME = 120
LONGEST_TEXT = 20_000


# How people write a moment; browsers send the first.
MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d")
LINES = {"credit": 200, "headline": 300, "creator": 300, "place": 300, "event": 300}


class Said(TypedDict, total=False):
    """Words about a file; what is missing was not said. `taken_at` is an instant."""

    caption: str
    credit: str
    alt: str
    rights_note: str
    headline: str
    creator: str
    place: str
    event: str
    source_type: str
    tags: list[str]
    people: list[str]
    taken_at: datetime


def clean(given: Mapping[str, object]) -> Said:
    """Return the words of `given` that the archive knows, as they are stored."""
    said: Said = {}
    for name in ("caption", "alt", "rights_note"):
        if given.get(name):
            said[name] = nfc(str(given[name])).replace("\0", "").strip()[:LONGEST_TEXT]
    for name, longest in LINES.items():
        if given.get(name):
            said[name] = line(str(given[name]), longest)  # type: ignore[literal-required]
    if given.get("tags"):
        said["tags"] = clean_tags(_parts(given["tags"], ","))
    if given.get("people"):
        said["people"] = clean_tags(_parts(given["people"], ";"), longest=LONGEST_NAME)
    if given.get("source_type"):
        said["source_type"] = line(str(given["source_type"]), 200)
    return said


def read_moment(text: str) -> datetime:
    """Return the instant that a person wrote, in Vietnam's time. Raises `UnknownMoment`."""
    for form in MOMENTS:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=clock.VIETNAM)
        except ValueError:
            continue
    raise UnknownMoment()


def line(text: str, longest: int) -> str:
    """Return a text on one line, as it is stored."""
    return " ".join(nfc(text).replace("\0", "").split())[:longest]


def _parts(given: object, mark: str) -> Iterable[str]:
    if isinstance(given, str):
        return given.split(mark)
    return map(str, given) if isinstance(given, Iterable) else ()


def clean_tags(tags: Iterable[str], *, longest: int = LONGEST_TAG) -> list[str]:
    """Return tags or names without blanks and repetitions, whatever their case, in their order."""
    kept: dict[str, str] = {}
    for tag in tags:
        words = line(tag, longest)
        if words:
            kept.setdefault(words.casefold(), words)
    return list(kept.values())[:MOST_TAGS]


def folded(row: AssetRow) -> str:
    """Return the words by which the asset is found, without diacritics and with them."""
    said = [row.headline, row.caption, row.credit, row.creator, row.alt, row.place, row.event]
    return searchable(" ".join([*said, row.original_name, *row.tags, *row.people]))


def searchable(text: str) -> str:
    """Return the text's words folded, then those that have diacritics as they are written."""
    accented, plain = indexed_words(text)
    return f"{plain} {' '.join(word for word in accented.split() if has_diacritics(word))}".strip()
