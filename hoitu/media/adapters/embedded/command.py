"""The small program that opens a stranger's file: `read FILE` prints what a picture says as JSON, `write FILE WORDS`
puts the words of a JSON file into it; `read-tags` and `write-tags` do the same for recordings and films."""

import json
import sys
from pathlib import Path

import exiv2
import mutagen

from hoitu.media.adapters.embedded.read import read
from hoitu.media.adapters.embedded.tags import read_tags, write_tags
from hoitu.media.adapters.embedded.write import write


def main(verb: str, file: str, words: str = "") -> int:
    """Do it; 2: the format takes no metadata."""
    if verb in ("read", "read-tags"):
        # What is no Unicode or no text for the database is not passed on.
        said = json.dumps((read if verb == "read" else read_tags)(Path(file)), ensure_ascii=True).replace(
            "\\u0000", ""
        )
        sys.stdout.write(said)
        return 0
    try:
        (write if verb == "write" else write_tags)(Path(file), json.loads(Path(words).read_text()))
    except (exiv2.Exiv2Error, mutagen.MutagenError, ValueError) as error:
        sys.stderr.write(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
