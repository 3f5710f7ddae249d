"""Whether tables, static files and translations are those of this version, so that most starts are quick."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from hoitu.project.config import Config

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("django", "django-allauth", "procrastinate")
SOURCES = (
    "hoitu/*/migrations/*.py",
    "hoitu/*/permissions.py",
    "hoitu/accounts/default_roles.py",
    "hoitu/*/locale/**/*.po",
    "hoitu/*/static/**/*",
    "frontend/dist/**/*",
)


def is_prepared(config: Config) -> bool:
    """Return whether `mark_prepared` was called for exactly these sources and this embedded database."""
    # A database elsewhere may have been replaced without our knowing: then Django looks itself.
    if not config.embedded_database:
        return False
    try:
        return _stamp_file(config).read_text() == _fingerprint()
    except FileNotFoundError:
        return False


def mark_prepared(config: Config) -> None:
    """Remember that everything is ready."""
    if config.embedded_database:
        _stamp_file(config).write_text(_fingerprint())


def forget_prepared(config: Config) -> None:
    """Have the next start look at everything again, such as after a restore."""
    _stamp_file(config).unlink(missing_ok=True)


def _stamp_file(config: Config) -> Path:
    # Beside the data: whoever removes the database removes the stamp.
    return config.home / "postgres" / "prepared"


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for package in PACKAGES:
        seen.update(f"{package} {version(package)}\n".encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                state = path.stat()
                seen.update(f"{path.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()
