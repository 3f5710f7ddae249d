"""HLS playlists of the house: one MP4 per quality, its segments named by byte ranges, 1.92 s each.

48 frames at 25 fps are exactly 90 AAC frames at 48 kHz: picture and sound are cut at the same instants, so a linear
channel strings segments of any two files together without encoding. One file instead of thousands keeps folders and
back-ups small; every server of files knows byte ranges.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SEGMENT_MS = 1920
FRAMES_PER_SEGMENT = 48
FRAMES_PER_SECOND = 25
SAMPLE_RATE = 48_000


class NotOurPlaylist(ValueError):
    """Raised for a playlist that was not made by `renditions.make`."""


@dataclass(frozen=True)
class Segment:
    """One segment: its length and where its bytes lie in the file."""

    duration_ms: float
    start: int
    length: int


@dataclass(frozen=True)
class Playlist:
    """One quality: the file's name, the length of its head (`moov`), its segments in order."""

    file: str
    head_length: int
    segments: tuple[Segment, ...]

    @property
    def duration_ms(self) -> float:
        return sum(segment.duration_ms for segment in self.segments)

    @property
    def peak_bits_per_second(self) -> int:
        """Return the rate of the busiest segment; a short last one says little."""
        full = [s for s in self.segments if s.duration_ms >= SEGMENT_MS / 2] or list(self.segments)
        return max((round(s.length * 8000 / s.duration_ms) for s in full if s.duration_ms), default=0)

    @property
    def mean_bits_per_second(self) -> int:
        return (
            round(sum(s.length for s in self.segments) * 8000 / self.duration_ms) if self.duration_ms else 0
        )


@dataclass(frozen=True)
class Variant:
    """One quality as the master playlist offers it. Width 0: sound only."""

    name: str
    playlist: Playlist
    codec: str
    width: int = 0
    height: int = 0


_MAP = re.compile(r'#EXT-X-MAP:URI="([^"/\\]+)",BYTERANGE="(\d+)@0"')
_SEGMENT = re.compile(r"#EXTINF:([\d.]+),[^\n]*\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n([^\n#]+)")


def read(text: str) -> Playlist:
    """Return what one of our media playlists says. Raises `NotOurPlaylist`."""
    text = text.replace("\r\n", "\n")
    head = _MAP.search(text)
    found = _SEGMENT.findall(text)
    if head is None or not found or any(name.strip() != head[1] for *_, name in found):
        raise NotOurPlaylist(text[:200])
    segments = tuple(Segment(float(seconds) * 1000, int(at), int(size)) for seconds, size, at, _name in found)
    return Playlist(head[1], int(head[2]), segments)


def write(playlist: Playlist, *, start_ms: int = 0) -> str:
    """Return the media playlist; a player begins `start_ms` after its first frame."""
    longest = max((s.duration_ms for s in playlist.segments), default=SEGMENT_MS)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{-int(-longest // 1000)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        *([f"#EXT-X-START:TIME-OFFSET={start_ms / 1000:.3f},PRECISE=YES"] if start_ms else []),
        f'#EXT-X-MAP:URI="{playlist.file}",BYTERANGE="{playlist.head_length}@0"',
    ]
    for segment in playlist.segments:
        lines += [
            f"#EXTINF:{segment.duration_ms / 1000:.6f},",
            f"#EXT-X-BYTERANGE:{segment.length}@{segment.start}",
            playlist.file,
        ]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def write_master(variants: Sequence[Variant], sound: Variant | None) -> str:
    """Return the master playlist: every quality with the one sound, and the sound alone for the weakest line."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if sound is not None and variants:
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Âm thanh",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="2",URI="{sound.name}.m3u8"'
        )
    for variant in variants:
        lines += _offer(variant, sound)
    if sound is not None:
        lines += _offer(sound, None)
    return "\n".join([*lines, ""])


def _offer(variant: Variant, sound: Variant | None) -> list[str]:
    both = [variant] if sound is None else [variant, sound]
    peak = sum(one.playlist.peak_bits_per_second for one in both)
    mean = sum(one.playlist.mean_bits_per_second for one in both)
    said = [f"BANDWIDTH={peak}", f"AVERAGE-BANDWIDTH={mean}", f'CODECS="{",".join(o.codec for o in both)}"']
    if variant.width:
        said += [f"RESOLUTION={variant.width}x{variant.height}", f"FRAME-RATE={FRAMES_PER_SECOND:.3f}"]
    if sound is not None:
        said.append('AUDIO="sound"')
    return [f"#EXT-X-STREAM-INF:{','.join(said)}", f"{variant.name}.m3u8"]


def cut(playlist: Playlist, start_ms: int, end_ms: int) -> tuple[Playlist, int]:
    """Return the whole segments that hold `start_ms` to `end_ms`, and how far the start lies inside the first.

    Byte ranges stay those of the original file. An end behind the last segment is the end.
    """
    edges = [0.0]
    for segment in playlist.segments:
        edges.append(edges[-1] + segment.duration_ms)
    chosen = [
        (at, segment)
        for (at, until), segment in zip(pairwise(edges), playlist.segments, strict=True)
        if until > start_ms and at < end_ms
    ]
    if not chosen:
        raise ValueError(f"nothing lies between {start_ms} and {end_ms} ms")
    kept = Playlist(playlist.file, playlist.head_length, tuple(segment for _, segment in chosen))
    return kept, max(0, round(start_ms - chosen[0][0]))


def closed_up(playlist: Playlist) -> Playlist:
    """Return the playlist of a file that holds nothing but the head and these segments."""
    segments, at = [], playlist.head_length
    for segment in playlist.segments:
        segments.append(Segment(segment.duration_ms, at, segment.length))
        at += segment.length
    return Playlist(playlist.file, playlist.head_length, tuple(segments))
