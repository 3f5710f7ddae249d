"""What readers get of each kind of file: a registry of makers, and the child process in which heavy ones run.

`python -m hoitu.media.adapters.making KIND TYPE FILE FOLDER MEMORY [RECIPE]` makes the files of one picture or
document and prints what it made as JSON. Whatever a hostile file does to it, only this process ends.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from hoitu.kernel.errors import BadInput
from hoitu.media import errors
from hoitu.media.adapters.documents import read_document
from hoitu.media.adapters.kinds import Sort
from hoitu.media.adapters.made import Made, MadeFile
from hoitu.media.adapters.moving import probe, renditions
from hoitu.media.adapters.pictures import read_picture_file
from hoitu.media.recipes import Recipe, read_recipe, written

SECONDS = 180
LARGEST_OUTPUT_BYTES = 500_000_000
_PROGRAM = "hoitu.media.adapters.making"


Maker = Callable[[Path, Sort, Path], Made]


def make(path: Path, sort: Sort, into: Path) -> Made:
    """Make what readers get of the file, in the new folder `into`. Raises a `BadInput` that says what is wrong."""
    maker = MAKERS.get(sort.kind, only_kept)
    return maker(path, sort, into)


def in_a_child(path: Path, sort: Sort, into: Path, recipe: Recipe | None = None) -> Made:
    """Make pictures, as a recipe shows them, in a process with limits of memory and time.

    Raises a `BadInput`, `TookTooMuch` past a limit.
    """
    into.mkdir(parents=True)
    command = [sys.executable, "-m", _PROGRAM, sort.kind, sort.media_type, str(path), str(into)]
    command.append(str(settings.ARCHIVE_MEMORY_BYTES))
    if recipe is not None:
        command.append(json.dumps(written(recipe)))
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=2 * SECONDS,  # its own alarm rings earlier, also when nobody waits any more
            env=os.environ | {"VIPS_CONCURRENCY": "2", "TMPDIR": str(into)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise errors.TookTooMuch() from error
    try:
        said = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        raise errors.TookTooMuch() from ValueError(done.stderr[-500:].decode(errors="replace"))
    if "refused" in said:
        raise getattr(errors, said["refused"])()
    files = tuple(MadeFile(**{**file, "path": into / file["path"]}) for file in said.pop("files"))
    return Made(files=files, **said)


def moving(path: Path, sort: Sort, into: Path) -> Made:
    """Make what plays of a video or recording; probing and FFmpeg run in limited processes of their own."""
    found = probe.probe(path)
    files = tuple(renditions.make(path, into, found))
    return Made(found.kind, found.width, found.height, found.duration_ms, files)


def only_kept(path: Path, sort: Sort, into: Path) -> Made:
    """Make nothing: the original is kept, and can be downloaded by those who may."""
    return Made(sort.kind, 0, 0, 0, ())


# One line per kind; a kind without a maker is kept as it came.
MAKERS: dict[str, Maker] = {
    "picture": in_a_child,
    "document": in_a_child,
    "video": moving,
    "audio": moving,
}


def _limit_myself(memory: int) -> None:
    """Hold this process: memory, seconds, the size of what it writes, and no core dumps."""
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT_BYTES, LARGEST_OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _draw(kind: str, media_type: str, path: Path, into: Path, recipe: Recipe | None) -> dict[str, Any]:
    is_document = kind == "document"
    picture = read_document(path, media_type) if is_document else read_picture_file(path, media_type, recipe)
    if picture is None:
        return asdict(Made(kind, 0, 0, 0, ()))
    files = []
    for encoded in picture.renditions:
        (into / encoded.name).write_bytes(encoded.data)
        files.append(
            {
                "name": encoded.name,
                "path": encoded.name,
                "media_type": f"image/{encoded.format}",
                "width": encoded.width,
                "height": encoded.height,
            }
        )
    return asdict(Made(kind, picture.width, picture.height, 0, ())) | {"files": files}


def _main() -> None:
    kind, media_type, path, into, memory, *more = sys.argv[1:]
    _limit_myself(int(memory))
    try:
        recipe = read_recipe(json.loads(more[0])) if more else None
        said = _draw(kind, media_type, Path(path), Path(into), recipe)
    except BadInput as refused:
        said = {"refused": type(refused).__name__}
    except MemoryError:
        said = {"refused": "TookTooMuch"}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    _main()
