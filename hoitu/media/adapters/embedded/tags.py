"""What recordings and films say about themselves: ID3, Vorbis comments and MP4 items, read and written.

The house's words stand where players look for them; what a format has no place for goes under the IPTC's own name
(Video Metadata Hub), where the house and other archives find it again. Everything else stays as it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import mutagen
from mutagen.id3 import COMM, ID3, TDRC, TXXX, Frames
from mutagen.mp4 import MP4FreeForm, MP4Tags

VIETNAM = timezone(timedelta(hours=7))
LONGEST_SHOWN, MOST_SHOWN = 2_000, 300
FREE = "----:org.iptc.vmhub:"
LISTS = ("creator", "tags", "people")
POSITION = re.compile(r"^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)")

Read = dict[str, Any]


@dataclass(frozen=True)
class Tag:
    """Where a thing stands: an ID3 frame (`TXXX:` with its description), a Vorbis comment, an MP4 item."""

    id3: str
    vorbis: str
    mp4: str


def _free(name: str, vorbis: str = "") -> Tag:
    return Tag(f"TXXX:{name}", vorbis or name.upper(), FREE + name)


TAGS = {
    "headline": Tag("TIT2", "TITLE", "\xa9nam"),
    "creator": Tag("TPE1", "ARTIST", "\xa9ART"),
    "caption": Tag("COMM", "DESCRIPTION", "desc"),
    "taken": Tag("TDRC", "DATE", "\xa9day"),
    "copyright": Tag("TCOP", "COPYRIGHT", "cprt"),
    "terms": _free("UsageTerms", "LICENSE"),
    "credit": _free("Credit"),
    "tags": _free("Keywords"),
    "people": _free("PersonInImage"),
    "event": _free("Event"),
    "alt": _free("AltTextAccessibility"),
    "source_type": _free("DigitalSourceType"),
}
# Where others put a description when they do not put it where we do.
ALSO_CAPTION = ("COMMENT", "\xa9cmt", "ldes")


def read_tags(path: Path) -> Read:
    """Return the same shape as `read.read`; a file that cannot be understood says nothing."""
    try:
        file = mutagen.File(path)
    except (mutagen.MutagenError, OSError, ValueError, IndexError, KeyError) as error:
        return {"known": {}, "all": {}, "position": None, "broken": str(error)[:200]}
    if file is None or file.tags is None:
        return {"known": {}, "all": {}, "position": None}
    known: dict[str, Any] = {}
    for name, tag in TAGS.items():
        values = _values(file.tags, tag)
        if name == "caption" and not values:
            values = next(filter(None, (_texts(file.tags, key) for key in ALSO_CAPTION)), [])
        if name == "taken":
            values = [moment for value in values if (moment := _moment(value, isinstance(file.tags, ID3)))]
        if values:
            known[name] = values if name in LISTS else values[0]
    shown = dict(_shown(file.tags)[:MOST_SHOWN])
    everything = {_standard(file.tags): shown} if shown else {}
    return {"known": known, "all": everything, "position": _position(file.tags)}


def write_tags(path: Path, said: Mapping[str, Any]) -> None:
    """Put these words (as `read_tags` names them) into the file; an empty one is taken out.

    Raises `ValueError` where the format takes none.
    """
    file = mutagen.File(path)
    if file is None:
        raise ValueError("no recording that takes words")
    if file.tags is None:
        file.add_tags()
    for name, value in said.items():
        texts = [text for text in (value if isinstance(value, list) else [value]) if text]
        _put(file.tags, TAGS[name], name, texts)
    file.save()


def _put(tags: Any, tag: Tag, name: str, texts: list[str]) -> None:
    if isinstance(tags, ID3):
        _put_frame(tags, tag.id3, name, texts)
        return
    key = tag.mp4 if isinstance(tags, MP4Tags) else tag.vorbis
    if key in tags:
        del tags[key]
    if texts:
        tags[key] = [MP4FreeForm(text.encode()) for text in texts] if key.startswith("----") else texts


def _put_frame(tags: ID3, key: str, name: str, texts: list[str]) -> None:
    if name == "caption":
        # What programs keep for themselves has a description.
        for frame in [frame for frame in tags.getall("COMM") if not frame.desc]:
            del tags[frame.HashKey]
    else:
        tags.delall(key)
    if not texts:
        return
    kind, _colon, desc = key.partition(":")
    if name == "caption":
        tags.add(COMM(encoding=3, lang="vie", desc="", text=texts))
    elif name == "taken":
        # ID3 2.4 counts in UTC.
        moment = datetime.fromisoformat(texts[0]).astimezone(UTC)
        tags.add(TDRC(encoding=3, text=[moment.strftime("%Y-%m-%dT%H:%M:%S")]))
    elif desc:
        tags.add(TXXX(encoding=3, desc=desc, text=texts))
    else:
        tags.add(Frames[kind](encoding=3, text=texts))


def _values(tags: Any, tag: Tag) -> list[str]:
    if isinstance(tags, ID3):
        if tag.id3 == "COMM":
            plain = [frame for frame in tags.getall("COMM") if not frame.desc]
            return [str(text) for frame in plain[:1] for text in frame.text if str(text)]
        return [str(text) for frame in tags.getall(tag.id3)[:1] for text in frame.text if str(text)]
    return _texts(tags, tag.mp4 if isinstance(tags, MP4Tags) else tag.vorbis)


def _texts(tags: Any, key: str) -> list[str]:
    if isinstance(tags, ID3):
        return []
    try:
        values = tags.get(key) or []
    except ValueError:  # no name that Vorbis comments may have
        return []
    return [text for value in values if (text := _text(value))]


def _text(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes) else str(value)


def _moment(text: str, is_id3: bool) -> str:
    """Return an instant as ISO 8601 in Vietnam's time, "" for a day or a year alone: they name no moment."""
    text = text.replace(" ", "T")
    if len(text) < len("2026-01-01T00:00"):
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC if is_id3 else VIETNAM)
    try:
        return moment.astimezone(VIETNAM).isoformat()
    except OverflowError:
        return ""


def _standard(tags: Any) -> str:
    return "ID3" if isinstance(tags, ID3) else "MP4" if isinstance(tags, MP4Tags) else "Vorbis"


def _shown(tags: Any) -> list[tuple[str, str]]:
    if isinstance(tags, ID3):
        return [
            (frame.HashKey[:80], str(frame)[:LONGEST_SHOWN])
            for frame in tags.values()
            if frame.FrameID not in ("APIC", "PRIV", "GEOB")
        ]
    lines = []
    for key, values in sorted(dict(tags).items()):
        if key in ("covr", "metadata_block_picture"):
            continue
        # Where it was taken is for editors only, like the position of a picture.
        name = f"GPS {key}" if "xyz" in key or "location" in key.lower() else key
        texts = values if isinstance(values, list) else [values]
        lines.append((name[:80], "; ".join(map(_text, texts))[:LONGEST_SHOWN]))
    return lines


def _position(tags: Any) -> list[float] | None:
    for key in ("\xa9xyz", "LOCATION"):
        for text in _texts(tags, key):
            found = POSITION.match(text)
            if found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
                return [round(float(found[1]), 6), round(float(found[2]), 6)]
    return None
