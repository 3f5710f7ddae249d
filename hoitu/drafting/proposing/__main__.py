"""Read a plan's file from standard input and print its lines and proposal as JSON: `python -m … NAME`.

A process of its own, so that a file that needs too much memory or time takes nothing else down with it.
"""

import json
import resource
import sys

from hoitu.drafting.proposing.proposal import as_json, propose_lines
from hoitu.drafting.proposing.reading import MAX_BYTES, NotReadable, read

MAX_MEMORY_BYTES = 3 * 1024**3
MAX_CPU_SECONDS = 240


def main() -> None:
    """Print `{"lines": [[1, "…"]], "proposal": {…}}`, or `{"refused": "…"}` for what cannot be read."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    try:
        lines = read(sys.stdin.buffer.read(MAX_BYTES + 1), sys.argv[1])
        found = {
            "lines": [[line.number, line.text] for line in lines],
            "proposal": as_json(propose_lines(lines)),
        }
    except NotReadable as refusal:
        found = {"refused": str(refusal)}
    json.dump(found, sys.stdout)


main()
