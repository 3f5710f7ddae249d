"""Videos and recordings for tests, made by FFmpeg's own test sources: no foreign file is needed."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from hoitu.media.adapters.moving.renditions import ffmpeg

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
