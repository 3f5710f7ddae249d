"""Letters that vanished although nobody deleted them: typed into a passage that another took away unseen.

Who deletes what they see names every letter of it in their update. Joining, cutting or replacing a passage takes
along what somebody else was typing into it at the time; no update names those letters, so they can be told apart.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pycrdt

from hoitu.stories.document import lib0
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.structs import after_structs, structs
from hoitu.stories.document.updates import deletions

Ranges = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Letters:
    """Neighbouring letters of one writer's device that are gone: `clock` is the first one's.

    `beside` is the operation (client and clock) that they were typed next to, None for the top of the document.
    """

    client: int
    clock: int
    text: str
    beside: tuple[int, int] | None


def deleted_in(update: bytes) -> Ranges:
    """Return what an update names as deleted. Raises `BrokenUpdate`."""
    return _joined(deletions(after_structs(update)))


def deleted_from(document: bytes) -> Ranges:
    """Return what is deleted from a whole document. Raises `BrokenUpdate`."""
    try:
        # Nothing of it lies above its own state vector: no operations are left to read over.
        return deleted_in(pycrdt.get_update(document, pycrdt.get_state(document)))
    except ValueError as error:
        raise BrokenUpdate from error


def taken_along(before: bytes, after: bytes, updates: Iterable[bytes]) -> Ranges:
    """Return what is gone from `after`, was not gone from `before`, and no update between them names."""
    named = _joined(
        (client, start, end) for each in updates for client, start, end in _flat(deleted_in(each))
    )
    return _without(_without(deleted_from(after), deleted_from(before)), named)


def letters_in(update: bytes, ranges: Ranges) -> Iterator[Letters]:
    """Yield the letters of an update that lie in these ranges. Raises `BrokenUpdate`."""
    if not ranges:
        return
    for one in structs(update):
        if one.letters is None or one.client not in ranges:
            continue
        start, _end = one.letters
        units = lib0.Reader(update, start).sized().decode().encode("utf-16-le")
        for first, last in ranges[one.client]:
            first, last = max(first, one.clock), min(last, one.clock + one.length)
            if first < last:
                part = units[2 * (first - one.clock) : 2 * (last - one.clock)]
                beside = one.beside if first == one.clock else (one.client, first - 1)
                yield Letters(one.client, first, part.decode("utf-16-le", "replace"), beside)


def without(ranges: Ranges, found: Iterable[Letters]) -> Ranges:
    """Return the ranges without those letters."""
    spans = ((one.client, one.clock, one.clock + len(one.text.encode("utf-16-le")) // 2) for one in found)
    return _without(ranges, _joined(spans))


def holds(ranges: Ranges, operation: tuple[int, int]) -> bool:
    """Say whether an operation (client and clock) lies in these ranges."""
    client, clock = operation
    return any(start <= clock < end for start, end in ranges.get(client, ()))


def _flat(ranges: Ranges) -> Iterator[tuple[int, int, int]]:
    for client, spans in ranges.items():
        for start, end in spans:
            yield client, start, end


def _joined(spans: Iterable[tuple[int, int, int]]) -> Ranges:
    """Return spans (client, start, end) by client, in order, those that touch as one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for client, start, end in sorted(spans):
        own = found.setdefault(client, [])
        if own and start <= own[-1][1]:
            own[-1] = (own[-1][0], max(end, own[-1][1]))
        elif end > start:
            own.append((start, end))
    return found


def _without(ranges: Ranges, others: Ranges) -> Ranges:
    found: dict[int, list[tuple[int, int]]] = {}
    for client, spans in ranges.items():
        cut = others.get(client, ())
        for start, end in spans:
            place = max(0, bisect_right(cut, (start, start)) - 1) if cut else 0
            for other_start, other_end in cut[place:]:
                if other_start >= end:
                    break
                if other_start > start:
                    found.setdefault(client, []).append((start, other_start))
                start = max(start, other_end)
            if start < end:
                found.setdefault(client, []).append((start, end))
    return found
