"""Unpack an uploaded ZIP without letting it fill the disk or write elsewhere."""

import shutil
import stat
import zipfile
from pathlib import Path
from typing import IO, Final

from hoitu.imports.errors import UnreadableSource, UnsafeArchive

MAX_FILES: Final = 100_000
MAX_UNPACKED_BYTES: Final = 20 * 1024**3
MAX_RATIO: Final = 200
_RATIO_FROM_BYTES: Final = 50 * 1024**2
_CHUNK_BYTES: Final = 1024 * 1024


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a ZIP into a folder. Raises `UnsafeArchive`, `UnreadableSource`."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = zipped.infolist()
            _check(members, archive.stat().st_size)
            left = MAX_UNPACKED_BYTES
            for member in members:
                left -= _unpack_one(zipped, member, folder.resolve(), left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableSource() from error


def check_small(archive: Path, *, max_unpacked_bytes: int) -> None:
    """Refuse a ZIP based document (DOCX) that claims to unpack to more than this."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            if sum(member.file_size for member in zipped.infolist()) > max_unpacked_bytes:
                raise UnsafeArchive()
    except zipfile.BadZipFile as error:
        raise UnreadableSource() from error


def _check(members: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    claimed = sum(member.file_size for member in members)
    too_dense = claimed > _RATIO_FROM_BYTES and claimed > packed_bytes * MAX_RATIO
    if len(members) > MAX_FILES or claimed > MAX_UNPACKED_BYTES or too_dense:
        raise UnsafeArchive()


def _unpack_one(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Write one member and return its bytes; sizes in the ZIP's table may lie, so they are counted."""
    target = (folder / member.filename).resolve()
    if not target.is_relative_to(folder) or stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafeArchive()
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    limit = min(left, member.file_size)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipped.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(_Bounded(packed, limit), file, _CHUNK_BYTES)
    return member.file_size


class _Bounded:
    """A stream that refuses to give more than it announced."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._left = stream, limit

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise UnsafeArchive()
        return data
