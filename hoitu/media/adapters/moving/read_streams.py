"""A program: print what a video or sound file holds as one JSON line. `python read_streams.py FILE`.

It runs in a process of its own (`child.py`): libav reads strangers' bytes here, and its GPL parts stay out of the
newsroom's process.
"""

import json
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av

# Enough to see whether frames come evenly, without reading a film.
LOOK_AT_FRAMES = 240
# By how much of a frame the gaps between frames may differ: containers round times to their own clock.
EVEN_WITHIN = 0.25
# A frame lost here and there is no uneven film.
UNEVEN_FROM = 0.02
LOOK_AT_PACKETS = 5_000
LARGEST_INDEX_BYTES = 64 * 1024 * 1024
HDR_TRANSFERS = {16, 18}  # PQ and HLG, as H.273 numbers them
UNSPECIFIED = 2  # matrix, as H.273 numbers them


def streams_of(path: Path, containers: str, protocols: str) -> dict[str, Any]:
    """Return the facts of a file, or `{"refused": reason}`: broken, encrypted, empty."""
    options = {"format_whitelist": containers, "protocol_whitelist": protocols}
    try:
        with av.open(str(path), options=options) as container:
            if container.format.name.startswith("mov") and _is_encrypted(path):
                return {"refused": "encrypted"}
            return _facts(container)
    except (av.FFmpegError, ValueError, UnicodeDecodeError) as error:
        return {"refused": "broken", "why": str(error)}


def _facts(container: Any) -> dict[str, Any]:
    # A song's cover comes as a video stream of one picture.
    cover = av.stream.Disposition.attached_pic
    videos = [stream for stream in container.streams.video if not stream.disposition & cover]
    video = max(videos, key=lambda s: (s.width or 0) * (s.height or 0), default=None)
    audio = next(iter(container.streams.audio), None)
    chosen = [stream for stream in (video, audio) if stream is not None]
    if not chosen:
        return {"refused": "no_streams"}
    facts: dict[str, Any] = {"format": container.format.name, "duration_ms": _duration_ms(container, chosen)}
    if audio is not None:
        context = audio.codec_context
        facts["audio"] = {
            "index": audio.index,
            "codec": context.codec.canonical_name,
            "channels": context.channels,
            "sample_rate": context.sample_rate,
        }
    if video is not None:
        facts["video"] = _picture(container, video)
        if facts["video"] is None:
            return {"refused": "broken", "why": "no frame could be decoded"}
    elif not _sounds(container, audio):
        return {"refused": "broken", "why": "no sound could be decoded"}
    return facts


def _is_encrypted(path: Path) -> bool:
    """Say whether an MP4's index names a protection scheme: libav gives the streams their plain names back."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = int.from_bytes(head[:4]), head[4:]
            size = int.from_bytes(file.read(8)) - 8 if size == 1 else size
            if kind == b"moov":
                index = file.read(min(size, LARGEST_INDEX_BYTES))
                return b"sinf" in index and b"schm" in index
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def _duration_ms(container: Any, chosen: list[Any]) -> int:
    """Return the length that the file says, else how far its packets reach: browsers' recordings say none."""
    if container.duration:
        return int(container.duration // 1000)
    said = [stream.duration * stream.time_base for stream in chosen if stream.duration]
    if said:
        return int(max(said) * 1000)
    ends = [Fraction(0)]
    for packet in container.demux(chosen):
        if packet.pts is not None:
            ends.append((packet.pts + (packet.duration or 0)) * packet.time_base)
    container.seek(0)
    return round(max(ends) * 1000)


def _picture(container: Any, stream: Any) -> dict[str, Any] | None:
    """Return the upright size, rate and transfer of a video stream; None when no frame can be decoded."""
    times, first = [], None
    for number, packet in enumerate(container.demux(stream)):
        if packet.pts is not None:
            times.append(packet.pts * packet.time_base)
        if first is None:
            frames = _decoded(packet)
            first = frames[0] if frames else None
        if (first and len(times) >= LOOK_AT_FRAMES) or number > LOOK_AT_PACKETS:
            break
    if first is None:
        return None
    width, height = first.width, first.height
    shape = stream.sample_aspect_ratio or Fraction(1)
    if shape > 0:
        width = round(width * shape)
    turned = round(first.rotation) % 180 == 90
    rate = stream.average_rate or stream.guessed_rate
    return {
        "index": stream.index,
        "codec": stream.codec_context.codec.canonical_name,
        "width": height if turned else width,
        "height": width if turned else height,
        "fps": float(rate) if rate else 0.0,
        "is_variable_rate": _is_uneven(times),
        "is_hdr": getattr(first, "color_trc", 0) in HDR_TRANSFERS,
        "says_colours": getattr(first, "colorspace", UNSPECIFIED) not in (UNSPECIFIED, None),
    }


def _decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.FFmpegError:
        return []  # a recording may begin in the middle of a group of pictures


def _sounds(container: Any, stream: Any) -> bool:
    packets = zip(range(LOOK_AT_PACKETS), container.demux(stream), strict=False)
    return any(_decoded(packet) for _, packet in packets)


def _is_uneven(times: list[Fraction]) -> bool:
    """Say whether the gaps between frames differ; the last ones wait for frames that were not read."""
    shown = sorted(times)[: max(2, len(times) - 8)]
    gaps = [later - earlier for earlier, later in pairwise(shown) if later > earlier]
    if len(gaps) < 3:
        return False
    usual = sorted(gaps)[len(gaps) // 2]
    uneven = sum(abs(gap - usual) > usual * EVEN_WITHIN for gap in gaps)
    return uneven > max(2, len(gaps) * UNEVEN_FROM)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(streams_of(Path(sys.argv[1]), sys.argv[2], sys.argv[3])))
