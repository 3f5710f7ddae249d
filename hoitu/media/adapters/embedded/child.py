"""Read and write what files say about themselves, in a process that may be ended."""

import json
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hoitu.media.adapters.moving.child import ChildFailed, run
from hoitu.media.errors import TakesNoWords

log = logging.getLogger(__name__)
SECONDS = 30
PICTURE, MOVING = "picture", ("video", "audio")
_PROGRAM = [sys.executable, "-m", "hoitu.media.adapters.embedded.command"]
NOTHING: dict[str, Any] = {"known": {}, "all": {}, "position": None}


def read_file(path: Path, kind: str = PICTURE) -> dict[str, Any]:
    """Return what a file of the kind says (`read.read`, `tags.read_tags`); nothing where the reader was ended."""
    if kind not in (PICTURE, *MOVING):
        return NOTHING
    try:
        output, _words = run(
            [*_PROGRAM, "read" if kind == PICTURE else "read-tags", str(path)], seconds=SECONDS
        )
        said: dict[str, Any] = json.loads(output)
    except (ChildFailed, ValueError):
        log.warning("what a file says about itself could not be read", exc_info=True)
        return NOTHING
    return said


def write_file(path: Path, said: Mapping[str, Any], kind: str = PICTURE) -> None:
    """Put these properties into the file. Raises `TakesNoWords` where its format has no place for them."""
    words = path.with_suffix(".words")
    words.write_text(json.dumps(said))
    try:
        run([*_PROGRAM, "write" if kind == PICTURE else "write-tags", str(path), str(words)], seconds=SECONDS)
    except ChildFailed as error:
        log.warning("nothing could be written into a file: %s", error)
        raise TakesNoWords() from error
    finally:
        words.unlink(missing_ok=True)
