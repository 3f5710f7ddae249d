"""Cut a WordPress export into its items before any XML parser sees it.

One broken article must not take its neighbours along, and a file of gigabytes must not stand in memory: the
file is mapped, the borders of `<item>` are found with respect for CDATA, and each item is parsed on its own.
"""

import codecs
import mmap
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

_ITEM_SIGN: Final = re.compile(rb"<(?:title|guid|wp:post_id|content:encoded)[\s>]")
_MARKS: Final = re.compile(rb"<!\[CDATA\[|\]\]>|<item[\s>]|</item\s*>")


@dataclass(frozen=True, slots=True)
class RawItem:
    """The first bytes of one item, from `<item>` to `</item>` or to where the damage ends."""

    number: int
    line: int
    data: bytes
    is_whole: bool


class WxrFile:
    """A WordPress export on disk. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("rb")
        if self._file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            self._file.close()
            self._file = _as_utf8(path)
        self.size = os.fstat(self._file.fileno()).st_size
        self._bytes: mmap.mmap | bytes = (
            mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if self.size else b""
        )

    def __enter__(self) -> "WxrFile":
        return self

    def __exit__(self, *args: object) -> None:
        if isinstance(self._bytes, mmap.mmap):
            self._bytes.close()
        self._file.close()

    def head(self, at_most: int) -> bytes:
        """Return what stands before the first item: the channel with its authors and categories."""
        first = re.search(rb"<item[\s>]", self._bytes)
        return bytes(self._bytes[: min(first.start() if first else self.size, at_most)])

    def holds(self, pattern: re.Pattern[bytes]) -> bool:
        """Tell whether something stands anywhere in the file; much faster than asking every item."""
        return pattern.search(self._bytes) is not None

    def items(self, *, at_most: int) -> Iterator[RawItem]:
        """Yield every item in the order of the file, of each at most so many bytes."""
        line, counted_to = 1, 0
        for number, (start, end, is_whole) in enumerate(self._with_lost_ones(), start=1):
            line += self._count_lines(counted_to, start)
            counted_to = start
            yield RawItem(number, line, bytes(self._bytes[start : min(end, start + at_most)]), is_whole)

    def _with_lost_ones(self) -> Iterator[tuple[int, int, bool]]:
        """Yield the borders of items and of what lies between them but was one: its own `<item>` is damaged."""
        last_end = 0
        for start, end, is_whole in self._borders():
            if last_end and self._is_lost_item(last_end, start):
                yield last_end, start, False
            yield start, end, is_whole
            last_end = end
        if last_end and self._is_lost_item(last_end, self.size):
            yield last_end, self.size, False

    def _is_lost_item(self, start: int, end: int) -> bool:
        return end > start and _ITEM_SIGN.search(self._bytes, start, end) is not None

    def _count_lines(self, start: int, end: int) -> int:
        return self._bytes[start:end].count(b"\n")

    def _borders(self) -> Iterator[tuple[int, int, bool]]:
        """Yield (start, end, is_whole) of each item.

        An item that a new `<item>` or the end of the file interrupts is not whole. A CDATA section that meets
        another one before its own end was never closed: what lies between counts as ordinary text again.
        """
        opened: int | None = None
        cdata: int | None = None
        after_cdata: list[re.Match[bytes]] = []
        for mark in _MARKS.finditer(self._bytes):
            token = mark[0]
            if cdata is not None:
                if token == b"]]>":
                    cdata, after_cdata = None, []
                elif token.startswith(b"<!"):
                    for hidden in after_cdata:
                        opened, border = _step(opened, hidden)
                        if border:
                            yield border
                    cdata, after_cdata = mark.start(), []
                else:
                    after_cdata.append(mark)
            elif token.startswith(b"<!"):
                cdata = mark.start()
            elif token != b"]]>":
                opened, border = _step(opened, mark)
                if border:
                    yield border
        for hidden in after_cdata:
            opened, border = _step(opened, hidden)
            if border:
                yield border
        if opened is not None:
            yield opened, self.size, False


def _as_utf8(path: Path) -> IO[bytes]:
    """Return a copy of a UTF-16 file, gone when closed: everything here looks for ASCII marks."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    with path.open(encoding="utf-16", errors="replace", newline="") as text:
        shutil.copyfileobj(text, codecs.getwriter("utf-8")(copy))
    copy.flush()
    return copy


def _step(opened: int | None, mark: re.Match[bytes]) -> tuple[int | None, tuple[int, int, bool] | None]:
    """Take one item border: return where an item is open now, and the item that ended."""
    if mark[0].startswith(b"</"):
        return None, (opened, mark.end(), True) if opened is not None else None
    return mark.start(), (opened, mark.start(), False) if opened is not None else None
