"""Words inside pictures, ours beside ExifTool. `python -m bench.metadata`

ExifTool writes every text, list and number that it can write of IPTC Photo Metadata (Core, Extension, IIM), XMP and
Exif into a picture made here. We read all of it, change the caption and write; ExifTool reads what we wrote. Counted:
how many of its fields we saw, how many are equal afterwards, and whether what was changed is changed everywhere.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from bench.record import Aim, Row, write

GROUPS = (
    "XMP-iptcCore", "XMP-iptcExt", "XMP-dc", "XMP-photoshop", "XMP-xmpRights", "XMP-plus", "XMP-xmp", "XMP-xmpMM",
    "XMP-tiff", "XMP-exif", "IPTC", "ExifIFD", "IFD0", "GPS",
)  # fmt: skip
FORMATS = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF", "webp": "WEBP"}
CAPTION = "Cầu Yên Lộc thông xe sáng 20/11"
# What carries the caption, so what the change is to reach.
CAPTION_KEYS = ("XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription")
# What the change makes anew on purpose: the character set of IIM and its digest, how the blocks lie in the file.
MADE_ANEW = ("IPTC:CodedCharacterSet", "Photoshop:IPTCDigest", "IPTC:EnvelopeRecordVersion")
SKIPPED = ("ThumbnailImage", "PreviewImage", "Compression", "StripOffsets", "StripByteCounts", "Orientation")


def main() -> None:
    """Write, read, change, write, compare; print the figures."""
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        sys.exit("exiftool is not installed (Debian: libimage-exiftool-perl)")
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for ending, form in FORMATS.items():
            path = Path(name) / f"picture.{ending}"
            Image.linear_gradient("L").resize((320, 240)).convert("RGB").save(path, form)
            fill(exiftool, path)
            before = read(exiftool, path)
            ours = ask("read", path)
            seen = sum(len(values) for values in ours["all"].values())
            words = path.with_suffix(".words")
            words.write_text(json.dumps({"caption": CAPTION}))
            ask("write", path, str(words))
            after = read(exiftool, path)
            told = {key: value for key, value in before.items() if key not in (*CAPTION_KEYS, *MADE_ANEW)}
            equal = {key for key, value in told.items() if after.get(key) == value}
            for key in sorted(told.keys() - equal):
                print(f"{form} {key}: {told[key]!r} became {after.get(key)!r}"[:160], flush=True)
            changed = [key for key in CAPTION_KEYS if key in before]
            reached = sum(after.get(key) == CAPTION for key in changed)
            rows += [
                Row(f"{form}: properties that we show", seen, "", "fields that ExifTool reads", len(before)),
                Row(
                    f"{form}: fields equal after our change",
                    equal_percent(equal, told),
                    "%",
                    aim=Aim(">=", 100),
                ),
                Row(f"{form}: fields compared", len(told), ""),
                Row(f"{form}: places of the caption reached", reached, "", aim=Aim(">=", len(changed))),
            ]
    write("metadata", rows, command="python -m bench.metadata")


def equal_percent(equal: set[str], told: dict[str, Any]) -> float:
    """Return how many percent are equal, two decimals; 100 only when all are."""
    return round(100 * len(equal) / len(told), 2) if len(equal) < len(told) else 100.0


def fill(exiftool: str, path: Path) -> None:
    """Let ExifTool write a value of its own into every field of the groups that takes one."""
    listed = [name for group in GROUPS for name in writable(exiftool, group)]
    arguments = path.with_suffix(".args")
    lines = ["-overwrite_original", "-m", "-codedcharacterset=utf8", "-charset", "iptc=utf8"]
    for number, name in enumerate(listed):
        kind = name.partition(":")[2]
        lines += [f"-{name}={value_of(kind, number)}"]
    arguments.write_text("\n".join([*lines, str(path)]) + "\n")
    subprocess.run([exiftool, "-q", "-q", "-@", str(arguments)], check=False, capture_output=True)


def writable(exiftool: str, group: str) -> list[str]:
    """Return the fields of a group that ExifTool writes."""
    said = subprocess.run(
        [exiftool, "-listw", f"-{group}:all"], check=True, capture_output=True, text=True
    ).stdout
    return [
        f"{group}:{name}" for line in said.splitlines()[1:] for name in line.split() if name not in SKIPPED
    ]


def value_of(name: str, number: int) -> str:
    """Return a value that a field of this name may take; one that it does not take ExifTool leaves out."""
    if "Date" in name or "Time" in name:
        return "2026:11:20 08:30:15+07:00"
    if name.startswith("GPS") and ("itude" in name):
        return "21.5"
    if any(
        part in name
        for part in ("Width", "Height", "Count", "Version", "Rate", "Value", "Resolution", "Number")
    ):
        return str(1 + number % 9)
    return f"Chữ {name} số {number}"


def read(exiftool: str, path: Path) -> dict[str, Any]:
    """Return every field of the groups as ExifTool reads it, without its own reckonings."""
    groups = [f"-{group}:all" for group in (*GROUPS, "Photoshop")]
    command = [exiftool, "-j", "-n", "-G1", "-struct", "-charset", "iptc=utf8", *groups, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    [found] = json.loads(said)
    found.pop("SourceFile", None)
    return {key: value for key, value in found.items() if key.rpartition(":")[2] not in SKIPPED}


def ask(verb: str, *words: object) -> dict[str, Any]:
    """Let the newsroom's own small program do it; return what it read."""
    command = [sys.executable, "-m", "hoitu.media.adapters.embedded.command", verb, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout) if done.stdout else {}
    return found


if __name__ == "__main__":
    main()
