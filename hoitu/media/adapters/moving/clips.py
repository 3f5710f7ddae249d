"""A part of a video or recording that was segmented once: no frame is encoded again.

A clip of the archive's file is a playlist over the same bytes. A clip for readers is a file of its own made of whole
segments only: what lies outside them never leaves the archive, whatever address a reader tries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from hoitu.media.adapters.moving import playlists
from hoitu.media.adapters.moving.playlists import Playlist

_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Clip:
    """One quality of a clip: its source's segments, and how far inside the first one it begins."""

    source: Playlist
    start_ms: int
    end_ms: int
    offset_ms: int

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def over_source(self) -> str:
        """Return a playlist over the source's own file, for the newsroom."""
        return playlists.write(self.source, start_ms=self.offset_ms)

    @property
    def own(self) -> str:
        """Return the playlist of the file that `pieces` makes."""
        return playlists.write(playlists.closed_up(self.source), start_ms=self.offset_ms)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Return start and length of the source's bytes that the clip's own file holds, in order."""
        segments = self.source.segments
        first, last = segments[0], segments[-1]
        return ((0, self.source.head_length), (first.start, last.start + last.length - first.start))

    def pieces(self, file: BinaryIO) -> Iterator[bytes]:
        """Give the bytes of the clip's own file, piece by piece, from the source's file."""
        for start, length in self.ranges:
            file.seek(start)
            left = length
            while left and (piece := file.read(min(left, _CHUNK_BYTES))):
                left -= len(piece)
                yield piece


def clip(playlist_text: str, *, start_ms: int, end_ms: int | None) -> Clip:
    """Return the clip of one quality between two moments of its source; None is its end.

    Raises `ValueError` when nothing lies between them, `NotOurPlaylist`.
    """
    whole = playlists.read(playlist_text)
    end = min(round(whole.duration_ms), end_ms if end_ms is not None else round(whole.duration_ms))
    if not 0 <= start_ms < end:
        raise ValueError(f"a clip from {start_ms} to {end_ms} ms of {whole.duration_ms:.0f} ms")
    part, offset = playlists.cut(whole, start_ms, end)
    return Clip(part, start_ms, end, offset)
