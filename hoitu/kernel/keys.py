"""Keys and passwords that this installation made for itself: one private file each."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def random_key() -> str:
    """Return 256 bits that nobody can guess, safe in addresses and configuration files."""
    return secrets.token_urlsafe(32)


def key(folder: Path, name: str, make: Callable[[], str] = random_key) -> str:
    """Return the key `name`, making it (mode 0600) when it is not there yet."""
    path = folder / name
    if not path.exists():
        _write_once(path, make())
    return path.read_text(encoding="utf-8").strip()


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.chmod(path.parent, 0o700)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        # link() refuses to overwrite: of two processes that start together, the first one's key stays.
        with suppress(FileExistsError):
            os.link(half, path)
    finally:
        half.unlink()
