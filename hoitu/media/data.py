"""Frozen records that cross the door of the media room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


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

    def rendition(self, *, width: int, encoding: str = "webp") -> Rendition | None:
        """Return the smallest rendition of the encoding at least `width` pixels wide, else the widest."""
        fitting = sorted((r for r in self.renditions if r.format == encoding), key=lambda r: r.width)
        return next((r for r in fitting if r.width >= width), fitting[-1] if fitting else None)

    def file(self, name: str) -> Rendition | None:
        """Return the rendition of this name, such as `hls/master.m3u8`."""
        return next((r for r in self.renditions if r.name == name), None)


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
