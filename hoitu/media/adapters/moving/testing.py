"""Videos and recordings for tests, made by FFmpeg's own test sources: no foreign file is needed."""

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from hoitu.kernel.ids import new_id
from hoitu.kernel.storage import store
from hoitu.media.adapters.moving.probe import probe
from hoitu.media.adapters.moving.renditions import ffmpeg, make
from hoitu.media.data import Asset, Rendition

TONE = "sine=frequency=440:sample_rate=48000"


def film(
    path: Path,
    *,
    seconds: float = 5,
    size: str = "640x360",
    rate: int = 25,
    sound: str | None = TONE,
    more: Sequence[str] = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"),
    before: Sequence[str] = (),
) -> Path:
    """Write a film of the test pattern with a tone; `more` are FFmpeg's words for how it is encoded."""
    inputs = ["-f", "lavfi", "-t", str(seconds), "-i", f"testsrc2=size={size}:rate={rate}"]
    if sound is not None:
        inputs += ["-f", "lavfi", "-t", str(seconds), "-i", sound]
    return run(path, *before, *inputs, *more)


def sound(path: Path, *, seconds: float = 5, source: str = TONE, more: Sequence[str] = ()) -> Path:
    """Write a recording of a tone."""
    return run(path, "-f", "lavfi", "-t", str(seconds), "-i", source, *more)


def run(path: Path, *words: str) -> Path:
    """Let FFmpeg write a file and return it."""
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-y", "-loglevel", "error", *words, str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path


def kept(agency_id: UUID, path: Path, folder: Path, *, captions: Mapping[str, str] | None = None) -> Asset:
    """Return a video or recording with all its files in the store; `captions` is WebVTT by language."""
    seen = probe(path)
    renditions = []
    for file in make(path, folder, seen):
        data = file.path.read_bytes()
        renditions.append(_stored(file.name, data, file.width, file.height, file.duration_ms))
    for language, words in (captions or {}).items():
        renditions.append(_stored(f"captions/{language}.vtt", words.encode(), 0, 0, 0))
    return Asset(
        id=new_id(),
        agency_id=agency_id,
        kind=seen.kind,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        width=seen.width,
        height=seen.height,
        caption="",
        credit="Quang Minh",
        alt="",
        rights_note="",
        original_name=path.name,
        renditions=tuple(renditions),
        duration_ms=seen.duration_ms,
    )


def _stored(name: str, data: bytes, width: int, height: int, duration_ms: int) -> Rendition:
    sha256 = hashlib.sha256(data).hexdigest()
    key, ending = f"media/{sha256[:2]}/{sha256}{Path(name).suffix}", Path(name).suffix.lstrip(".")
    store().put(key, data)
    return Rendition(name, width, height, ending, key, sha256, len(data), duration_ms)
