"""Where bytes are kept: a local folder today, shaped so that S3 fits behind the same door."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from hoitu.kernel.errors import NotFound

_CHUNK_BYTES = 1024 * 1024


class Store(Protocol):
    """Bytes under keys such as `media/ab/cdef.jpg`. Writing a key twice with equal bytes is harmless."""

    def put(self, key: str, data: bytes) -> None: ...
    def put_file(self, key: str, file: BinaryIO) -> None: ...
    def get(self, key: str) -> bytes: ...
    def open(self, key: str) -> BinaryIO: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...
    def size(self, key: str) -> int: ...
    def write_at(self, key: str, at: int, file: BinaryIO) -> int: ...
    def link(self, key: str, other: str) -> None: ...
    def keys(self, prefix: str) -> Iterator[str]: ...


class FolderStore:
    """A store in one local folder: temp file, fsync, rename, so a reader never sees half a file."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, key: str) -> Path:
        """Return the file of a key. Raises `NotFound` for keys that would leave the folder."""
        path = (self.root / key).resolve()
        if not key or not path.is_relative_to(self.root) or path == self.root:
            raise NotFound()
        return path

    def put(self, key: str, data: bytes) -> None:
        self.put_file(key, io.BytesIO(data))

    def put_file(self, key: str, file: BinaryIO) -> None:
        """Keep what a stream still holds, however large, without having all of it in memory."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".put-", delete=False) as temporary:
            shutil.copyfileobj(file, temporary, _CHUNK_BYTES)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(temporary.name).replace(path)

    def get(self, key: str) -> bytes:
        with self.open(key) as file:
            return file.read()

    def open(self, key: str) -> BinaryIO:
        try:
            return self.path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError):
            raise NotFound() from None

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def size(self, key: str) -> int:
        """Return how many bytes lie under a key, 0 when there is none."""
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            return 0

    def write_at(self, key: str, at: int, file: BinaryIO) -> int:
        """Write what a stream still holds from byte `at` on, on the disk before this returns; return the new size.

        What lay behind `at` goes: it was never confirmed to anybody.
        """
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as part:
            part.truncate(at)
            part.seek(at)
            shutil.copyfileobj(file, part, _CHUNK_BYTES)
            part.flush()
            os.fsync(part.fileno())
            return part.tell()

    def link(self, key: str, other: str) -> None:
        """Let the bytes of `key` also lie under `other` without copying them; harmless when they do already."""
        target = self.path(other)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.hardlink_to(self.path(key))
        except FileExistsError:
            return
        except FileNotFoundError:
            raise NotFound() from None

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys in a folder (`prefix` ends with "/") and the folders below it, in order."""
        for folder, names, files in os.walk(self.path(prefix)):
            names.sort()
            for name in sorted(files):
                if not name.startswith(".put-"):
                    yield Path(folder, name).relative_to(self.root).as_posix()


@lru_cache(maxsize=4)
def _folder_store(root: str) -> FolderStore:
    return FolderStore(Path(root))


def copy_store() -> FolderStore | None:
    """Return where a second copy of what must not be lost is kept; None when no operator set a folder."""
    return _folder_store(str(settings.FILES_COPY_ROOT)) if settings.FILES_COPY_ROOT else None


def store() -> FolderStore:
    """Return the installation's store, in the folder `files` of HOITU_HOME."""
    return _folder_store(str(settings.FILES_ROOT))
