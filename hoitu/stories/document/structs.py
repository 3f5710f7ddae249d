"""The operations in the bytes of a Yjs update (first format): whose they are and where their letters stand.

pycrdt merges updates but does not say who wrote which letter of an XML text. Every operation has a client and a
clock, so whoever knows which update brought them first knows who wrote.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.lib0 import Reader

_GC, _SKIP = 0, 10
_DELETED, _JSON, _BINARY, _STRING, _EMBED, _FORMAT, _TYPE, _ANY, _DOC = range(1, 10)
_NAMED_TYPES = (3, 5)  # XML element and hook
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20


@dataclass(frozen=True, slots=True)
class Struct:
    """One operation: `length` clocks of a client. `letters` is where its string (with its length) stands, if any.

    `beside` is the operation (client and clock) that it was put next to, or into; None for the top of the document.
    """

    client: int
    clock: int
    length: int
    letters: tuple[int, int] | None = None
    beside: tuple[int, int] | None = None


def structs(update: bytes) -> Iterator[Struct]:
    """Yield the operations of an update; gaps between them are left out. Raises `BrokenUpdate`."""
    yield from _structs(Reader(update))


def after_structs(update: bytes) -> Reader:
    """Return a reader that stands behind the operations, where an update says what it deletes."""
    reader = Reader(update)
    for _one in _structs(reader):
        pass
    return reader


def _structs(reader: Reader) -> Iterator[Struct]:
    try:
        for _ in range(reader.number()):
            count, client, clock = reader.number(), reader.number(), reader.number()
            for _ in range(count):
                is_gap, length, letters, beside = _operation(reader)
                if not is_gap:
                    yield Struct(client, clock, length, letters, beside)
                clock += length
    except (UnicodeDecodeError, RecursionError) as error:
        raise BrokenUpdate from error


def _operation(reader: Reader) -> tuple[bool, int, tuple[int, int] | None, tuple[int, int] | None]:
    """Read one operation; return whether it is a gap, its length, where its letters stand and what it is beside."""
    info = _byte(reader)
    kind = info & 0x1F
    if kind in (_GC, _SKIP):
        return kind == _SKIP, reader.number(), None, None
    beside = _id(reader) if info & _HAS_LEFT else None
    if info & _HAS_RIGHT:
        right = _id(reader)
        beside = beside or right
    if not info & (
        _HAS_LEFT | _HAS_RIGHT
    ):  # says itself where it stands; others stand where their neighbours do
        if reader.number() == 1:
            reader.sized()
        else:
            beside = _id(reader)
        if info & _HAS_KEY:
            reader.sized()
    start = reader.at
    length = _content(reader, kind)
    return False, length, (start, reader.at) if kind == _STRING else None, beside


def _content(reader: Reader, kind: int) -> int:
    """Pass over what an operation holds; return its length in clocks."""
    if kind == _DELETED:
        return reader.number()
    if kind == _STRING:
        return len(reader.sized().decode().encode("utf-16-le")) // 2
    if kind in (_JSON, _ANY):
        count = reader.number()
        for _ in range(count):
            if kind == _JSON:
                reader.sized()
            else:
                _any(reader)
        return count
    pass_over = _SINGLE.get(kind)
    if pass_over is None:
        raise BrokenUpdate
    pass_over(reader)
    return 1


def _type(reader: Reader) -> None:
    if reader.number() in _NAMED_TYPES:
        _sized(reader)


def _format(reader: Reader) -> None:
    _sized(reader)
    _sized(reader)


def _document(reader: Reader) -> None:
    _sized(reader)
    _any(reader)


def _sized(reader: Reader) -> None:
    reader.sized()


def _id(reader: Reader) -> tuple[int, int]:
    return reader.number(), reader.number()


def _object(reader: Reader) -> None:
    for _ in range(reader.number()):
        _sized(reader)
        _any(reader)


def _array(reader: Reader) -> None:
    for _ in range(reader.number()):
        _any(reader)


def _any(reader: Reader) -> None:
    """Pass over one value: undefined, null, integer, floats, big integer, booleans, string, object, array, bytes."""
    kind = _byte(reader)
    if kind not in _ANY_KINDS:
        raise BrokenUpdate
    _ANY_KINDS[kind](reader)


def _byte(reader: Reader) -> int:
    _skip(reader, 1)
    return reader.data[reader.at - 1]


def _skip(reader: Reader, size: int) -> None:
    reader.at += size
    if reader.at > len(reader.data):
        raise BrokenUpdate


def _nothing(_reader: Reader) -> None:
    return None


def _number(reader: Reader) -> None:
    reader.number()


_SINGLE: dict[int, Callable[[Reader], None]] = {
    _BINARY: _sized,
    _EMBED: _sized,
    _FORMAT: _format,
    _TYPE: _type,
    _DOC: _document,
}
_ANY_KINDS: dict[int, Callable[[Reader], None]] = {
    127: _nothing,
    126: _nothing,
    125: _number,
    124: lambda reader: _skip(reader, 4),
    123: lambda reader: _skip(reader, 8),
    122: lambda reader: _skip(reader, 8),
    121: _nothing,
    120: _nothing,
    119: _sized,
    118: _object,
    117: _array,
    116: _sized,
}
