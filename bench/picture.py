"""The files that readers get of one 24-megapixel JPEG, beside ImageMagick making the same set.

python -m bench.picture           five rounds, both sides in turn; medians
python -m bench.picture --quick   one round

Same sizes, qualities and encoder effort. ImageMagick is asked in two ways: each size from the original, as the usual
recipes have it, and as well as it can: told to decode the JPEG at half its size, the smaller sizes from the largest.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.record import Aim, Row, write
from bench.sizes import Size, asked

WORK = (sys.executable, "-m", "bench.picture_work")
WIDTHS, JPEG_WIDTH = (1440, 1080, 768, 320), 1200
WEBP = ("-quality", "78", "-define", "webp:method=2")
JPEG = ("-quality", "82", "-sampling-factor", "4:2:0", "-interlace", "JPEG")
AVIF = ("-quality", "55", "-define", "heic:speed=7")  # versions before 6.9.12 do not know it and take 6
HALF = ("-define", "jpeg:size=2880x2880")
MEMORY_BYTES = 2_500_000_000
PLAIN, TUNED = "ImageMagick, each size from the original", "ImageMagick, at its best"


@dataclass(frozen=True)
class Ran:
    """One process from start to end: wall seconds, the most memory that it held, what it printed."""

    seconds: float
    megabytes: float
    said: str


def main(size: Size) -> None:
    """Make the picture, let both sides work in turn, compare what they made, write the figures."""
    magick = shutil.which("magick") or shutil.which("convert-im6.q16")
    times: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        picture = folder / "source.jpg"
        run([*WORK, "source", str(picture)])
        for _ in range(size.count):
            for what, command in commands(picture, folder, magick).items():
                ran = run(command)
                seconds = float(ran.said) if what.startswith("ours in") else ran.seconds
                times.setdefault(what, []).append(seconds)
                memory.setdefault(what, []).append(ran.megabytes)
        likeness = json.loads(
            run([*WORK, "compare", str(picture), str(folder / "ours"), str(folder / "tuned-avif")]).said
        ) if magick else {}  # fmt: skip
    rows = figures(
        {what: statistics.median(values) for what, values in times.items()},
        {what: max(values) for what, values in memory.items()},
    )
    rows += [
        row
        for ending, ((bytes_, decibels), (their_bytes, their_decibels)) in likeness.items()
        for row in (
            Row(f"{ending}: bytes of its sizes", bytes_, "bytes", TUNED, their_bytes),
            Row(
                f"{ending}: PSNR of its worst size", round(decibels, 1), "dB", TUNED, round(their_decibels, 1)
            ),
        )
    ]
    write(size.result("picture"), rows, command=size.command("picture"))


def commands(picture: Path, folder: Path, magick: str | None) -> dict[str, list[str]]:
    """Return what one round runs, in order; each writes into a folder of its own."""
    into = {
        name: folder / name for name in ("few", "ours", "child", "plain", "plain-avif", "tuned", "tuned-avif")
    }
    for path in into.values():
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    child = ["env", "VIPS_CONCURRENCY=2", sys.executable, "-m", "hoitu.media.adapters.making"]
    child += ["picture", "image/jpeg", str(picture)]
    found = {"ours in the newsroom": [*WORK, "ours", str(picture), str(into["few"])]}
    if magick:
        found["plain"] = [magick, *plain(picture, into["plain"], with_avif=False)]
        found["tuned"] = [magick, *tuned(picture, into["tuned"], with_avif=False)]
    found["ours in the newsroom, AVIF"] = [*WORK, "ours", str(picture), str(into["ours"]), "avif"]
    if magick:
        found["plain, AVIF"] = [magick, *plain(picture, into["plain-avif"], with_avif=True)]
        found["tuned, AVIF"] = [magick, *tuned(picture, into["tuned-avif"], with_avif=True)]
    return found | {"child": [*child, str(into["child"]), str(MEMORY_BYTES)]}


def plain(picture: Path, into: Path, *, with_avif: bool) -> list[str]:
    """Return ImageMagick's words for the set, every size made of the whole original."""
    words = [str(picture), "-auto-orient", "-strip"]
    for file, width, how in files(into, with_avif=with_avif):
        words += ["(", "+clone", "-resize", f"{width}x", *how, "-write", file, "+delete", ")"]
    return [*words, "null:"]


def tuned(picture: Path, into: Path, *, with_avif: bool) -> list[str]:
    """Return ImageMagick's words for the set with every shortcut that ours takes."""
    words = [*HALF, str(picture), "-auto-orient", "-strip", "-resize", f"{max(WIDTHS)}x"]
    for file, width, how in files(into, with_avif=with_avif):
        smaller = () if width == max(WIDTHS) else ("-resize", f"{width}x")
        words += ["(", "+clone", *smaller, *how, "-write", file, "+delete", ")"]
    return [*words, "null:"]


def files(into: Path, *, with_avif: bool) -> list[tuple[str, int, tuple[str, ...]]]:
    """Return name, width and encoder's words of every file of the set."""
    found = [(str(into / f"w{width}.webp"), width, WEBP) for width in WIDTHS]
    found.append((str(into / f"j{JPEG_WIDTH}.jpg"), JPEG_WIDTH, JPEG))
    return found + [(str(into / f"a{width}.avif"), width, AVIF) for width in WIDTHS if with_avif]


def figures(seconds: dict[str, float], megabytes: dict[str, float]) -> list[Row]:
    """Return the rows of time and memory. What AVIF takes is the whole set less the set without it, on both sides."""
    few, whole = "ours in the newsroom", "ours in the newsroom, AVIF"
    rows = []
    for peer, name in ((PLAIN, "plain"), (TUNED, "tuned")):
        theirs, their_whole = seconds.get(name), seconds.get(f"{name}, AVIF")
        their_avif = round(their_whole - theirs, 2) if theirs and their_whole else None
        rows += [
            Row("4 WebP and a JPEG, in the newsroom's process", round(seconds[few], 2), "s", peer,
                theirs and round(theirs, 2), Aim("<=", 0.3333, of="ratio")),
            Row("4 AVIF beside them", round(seconds[whole] - seconds[few], 2), "s", peer,
                their_avif, Aim("<=", 1.1, of="ratio")),
            Row("all nine, a process of its own from start to end", round(seconds["child"], 2), "s", peer,
                their_whole and round(their_whole, 2)),
            Row("all nine, most memory of that process", round(megabytes["child"]), "MB", peer,
                round(megabytes[f"{name}, AVIF"]) if their_whole else None, Aim("<=", 300)),
        ]  # fmt: skip
    return rows


def run(command: list[str]) -> Ran:
    """Run a process to its end and return how it went. Ends when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed with {process.returncode}: {said[-500:]}")
    return Ran(seconds, used.ru_maxrss * 1024 / 1e6, said)


if __name__ == "__main__":
    main(asked(full=5, quick=1))
