"""Frozen records that cross the door of the media room."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Asset:
    """One picture (later: video, audio, document) of the archive."""

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

    def rendition(self, *, width: int, encoding: str = "webp") -> Rendition | None:
        """Return the smallest rendition of the encoding at least `width` pixels wide, else the widest."""
        fitting = sorted((r for r in self.renditions if r.format == encoding), key=lambda r: r.width)
        return next((r for r in fitting if r.width >= width), fitting[-1] if fitting else None)
