"""Read and write what pictures say about themselves, in a process that may be ended."""

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
_PROGRAM = [sys.executable, "-m", "hoitu.media.adapters.embedded.command"]
NOTHING: dict[str, Any] = {"known": {}, "all": {}, "position": None}


def read_file(path: Path) -> dict[str, Any]:
    """Return what a picture says (`read.read`); nothing where even the reader was ended."""
    try:
        output, _words = run([*_PROGRAM, "read", str(path)], seconds=SECONDS)
        said: dict[str, Any] = json.loads(output)
    except (ChildFailed, ValueError):
        log.warning("what a picture says about itself could not be read", exc_info=True)
        return NOTHING
    return said


def write_file(path: Path, said: Mapping[str, Any]) -> None:
    """Put these properties into the file. Raises `TakesNoWords` where its format has no place for them."""
    words = path.with_suffix(".words")
    words.write_text(json.dumps(said))
    try:
        run([*_PROGRAM, "write", str(path), str(words)], seconds=SECONDS)
    except ChildFailed as error:
        log.warning("nothing could be written into a picture: %s", error)
        raise TakesNoWords() from error
    finally:
        words.unlink(missing_ok=True)
