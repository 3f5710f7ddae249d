"""What stands in the bytes of a Yjs update or state vector, as far as safe keeping needs it.

A shared document silently holds back an update whose predecessor it has not seen, and a snapshot of the
document does not contain what is held back. Whoever deletes stored updates must know which ones are.
"""

from collections.abc import Iterator, Mapping

import pycrdt

from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.lib0 import Reader

NOTHING = b"\x00\x00"


def clocks(state_vector: bytes) -> Mapping[int, int]:
    """Return for each client how many of its operations the state vector covers."""
    if not state_vector:
        return {}
    reader = Reader(state_vector)
    return {reader.number(): reader.number() for _ in range(reader.number())}


def covers(state_vector: bytes, other: bytes) -> bool:
    """Return whether the first state vector has seen everything the other has."""
    seen = clocks(state_vector)
    return all(seen.get(client, 0) >= clock for client, clock in clocks(other).items())


def is_held_back(update: bytes, state_vector: bytes) -> bool:
    """Return whether a document in this state, given this update, still waits for a predecessor of it."""
    try:
        rest = pycrdt.get_update(update, state_vector or b"\x00")
    except ValueError as error:
        raise BrokenUpdate from error
    reader = Reader(rest)
    if reader.number():
        return True
    seen = clocks(state_vector)
    return any(seen.get(client, 0) < end for client, _start, end in deletions(reader))


def deletions(reader: Reader) -> Iterator[tuple[int, int, int]]:
    """Yield client, start and end of each deleted range; the reader stands at the delete set."""
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            start = reader.number()
            yield client, start, start + reader.number()
