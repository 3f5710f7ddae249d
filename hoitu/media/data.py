"""Frozen records that cross the door of the media room."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

MEDIA_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "jpg": "image/jpeg",
    "vtt": "text/vtt",
    "json": "application/json",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Rendition:
    """One file made from an asset, metadata removed. `key` names it in the store."""

    name: str
    width: int
    height: int
    format: str
    key: str
    sha256: str
    size_bytes: int
    duration_ms: int = 0

    @property
    def media_type(self) -> str:
        """Return what a server says about the file, such as `video/mp4`."""
        ending = PurePosixPath(self.name).suffix.lstrip(".") or self.format
        return MEDIA_TYPES.get(ending, f"image/{self.format}")


@dataclass(frozen=True)
class About:
    """What a file shows: who made it, who and what is in it, where and when (an instant)."""

    headline: str = ""
    creator: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    event: str = ""
    taken_at: datetime | None = None
    source_type: str = ""  # IPTC digital source type, an address; says whether a machine made it


@dataclass(frozen=True)
class Embedded:
    """Everything that a file said about itself when it came: standard → key → value, and where it was taken."""

    said: dict[str, dict[str, object]]
    position: tuple[float, float] | None


@dataclass(frozen=True)
class Asset:
    """One picture, video, sound or document of the archive; width and height 0: no picture."""

    id: UUID
    agency_id: UUID
    kind: str
    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    rights_note: str
    original_name: str
    renditions: tuple[Rendition, ...]
    state: str = "ready"
    refused_because: str = ""
    media_type: str = ""
    size_bytes: int = 0
    duration_ms: int = 0
    tags: tuple[str, ...] = ()
    added_at: datetime | None = None
    used_at: datetime | None = None
    about: About = About()

    def rendition(self, *, width: int, encoding: str = "webp") -> Rendition | None:
        """Return the smallest rendition of the encoding at least `width` pixels wide, else the widest."""
        fitting = sorted((r for r in self.renditions if r.format == encoding), key=lambda r: r.width)
        return next((r for r in fitting if r.width >= width), fitting[-1] if fitting else None)

    def file(self, name: str) -> Rendition | None:
        """Return the rendition of this name, such as `hls/master.m3u8`."""
        return next((r for r in self.renditions if r.name == name), None)

    @property
    def captions(self) -> tuple[Rendition, ...]:
        """Return the caption files, `captions/vi.vtt` and so on."""
        return tuple(r for r in self.renditions if r.name.startswith("captions/"))


@dataclass(frozen=True, order=True)
class Cue:
    """One caption from `start_ms` up to `end_ms`. Its text is lines without markup, none of them empty."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True)
class CaptionTrack:
    """The captions of one language, in order; `file` is their WebVTT."""

    language: str
    cues: tuple[Cue, ...]
    file: Rendition


@dataclass(frozen=True)
class Played:
    """A video or recording, or a part of one, ready for a page.

    `files` are all that readers may fetch. A part's files begin up to a segment earlier than the part: it lasts from
    `offset_ms` to `end_ms` of them. `peaks`: the shape of the sound, 0 to 100, evenly over the files' time.
    """

    asset: Asset
    files: tuple[Rendition, ...]
    offset_ms: int
    end_ms: int
    is_part: bool
    captions: tuple[CaptionTrack, ...]
    peaks: tuple[int, ...]

    def file(self, name: str) -> Rendition | None:
        """Return the file of this name, such as `hls/master.m3u8`."""
        return next((r for r in self.files if r.name == name), None)


@dataclass(frozen=True)
class Upload:
    """A file on its way into the archive. `asset_id` names what it became or repeats; times are instants."""

    id: UUID
    name: str
    size_bytes: int
    offset_bytes: int
    state: str
    metadata: str
    expires_at: datetime
    asset_id: UUID | None
    asset_state: str
    is_duplicate: bool
    refused_because: str
