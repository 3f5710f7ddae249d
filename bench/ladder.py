"""The house ladder of a video beside FFmpeg's command line doing the same.

python -m bench.ladder           five minutes of 1080p
python -m bench.ladder --quick   twenty seconds; printed, nothing is written
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from bench.record import Aim, Row, write
from hoitu.media.adapters.moving import child, testing
from hoitu.media.adapters.moving.probe import probe
from hoitu.media.adapters.moving.renditions import LADDER, ffmpeg, make

SECONDS, QUICK_SECONDS = 300, 20
TONE = "anoisesrc=amplitude=0.2:color=pink:sample_rate=48000"


def main() -> None:
    """Measure both, ours first."""
    settings.configure(FFMPEG_PATH="")  # the packaged one, as in a new installation
    is_quick = "--quick" in sys.argv
    seconds = QUICK_SECONDS if is_quick else SECONDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-c:a", "aac")
        film = testing.film(folder / "film.mp4", seconds=seconds, size="1920x1080", sound=TONE, more=more)
        seen = probe(film)
        ours = timed(lambda: make(film, folder / "ours", seen, loudness_lufs=-23))
        theirs = timed(lambda: by_hand(film, folder / "theirs"))
    rows = [
        Row(
            f"{seconds} s of 1080p: four qualities, sound, poster, sprite, shape of sound, loudness",
            round(ours, 1),
            "s",
            peer="ffmpeg, the four qualities and the sound only",
            peer_figure=round(theirs, 1),
            aim=Aim("<=", 1.1, of="ratio"),
        )
    ]
    if is_quick:
        for row in rows:
            print(row.what, row.figure, row.peer_figure, row.ratio)
    else:
        write("ladder", rows, command="python -m bench.ladder")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def by_hand(film: Path, into: Path) -> None:
    """Make the same ladder as a person would: each quality scaled from the original, same codec settings."""
    into.mkdir()
    names = "".join(f"[v{lines}]" for lines in LADDER)
    chains = [f"[0:v]fps=25,split={len(LADDER)}" + names]
    outputs: list[str] = []
    for lines, bits in LADDER.items():
        chains.append(f"[v{lines}]scale=-2:{lines},format=yuv420p[o{lines}]")
        outputs += ["-map", f"[o{lines}]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "22"]
        outputs += ["-maxrate", str(bits), "-bufsize", str(2 * bits), "-g", "48", "-sc_threshold", "0"]
        outputs += hls(into, f"v{lines}")
    outputs += ["-map", "0:a", "-c:a", "aac", "-b:a", "128k", *hls(into, "sound")]
    command = [
        ffmpeg(),
        "-nostdin",
        "-loglevel",
        "error",
        "-i",
        str(film),
        "-filter_complex",
        ";".join(chains),
    ]
    child.run([*command, *outputs], seconds=3600)  # last in line for the processor, as ours


def hls(into: Path, name: str) -> list[str]:
    """Return FFmpeg's words for one rendition in segments of 1.92 s."""
    words = ["-f", "hls", "-hls_time", "1.92", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]
    return [
        *words,
        "-hls_flags",
        "single_file",
        "-hls_segment_filename",
        str(into / f"{name}.mp4"),
        str(into / f"{name}.m3u8"),
    ]


if __name__ == "__main__":
    main()
