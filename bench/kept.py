"""Installations that take long to fill, kept between runs under a name that changes when what they hold would."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".tools" / "bench-data"


@contextmanager
def home_with(module: str, count: int, *, made_from: tuple[str, ...] = ()) -> Iterator[Path]:
    """Have a private copy of the data folder that `python -m MODULE COUNT FOLDER` fills; it is gone afterwards."""
    kept = kept_name(module, count, made_from=made_from)
    if not kept.is_dir():
        _fill(module, count, kept)
    temporary = Path(tempfile.mkdtemp(prefix="hoitu-bench-"))
    try:
        home = temporary / "home"
        subprocess.run(["cp", "-a", "--reflink=auto", f"{kept}/.", str(home)], check=True)
        yield home
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def kept_name(module: str, count: int, *, made_from: tuple[str, ...] = ()) -> Path:
    """Return where a filled data folder is kept.

    Tables, corpus and filler decide what is in there, and the further sources that `made_from` names as patterns;
    code that only reads does not.
    """
    patterns = ("hoitu/*/migrations/*.py", "bench/corpus.py", f"{module.replace('.', '/')}.py", *made_from)
    source = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        source.update(path.read_bytes())
    return KEPT / f"{module.rpartition('.')[2]}-{count}-{source.hexdigest()[:12]}"


def keep(home: Path, kept: Path) -> None:
    """Move a filled data folder to where it is kept; those of older sources are deleted."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for older in KEPT.glob(f"{kept.name.rpartition('-')[0]}-*"):
        shutil.rmtree(older, ignore_errors=True)
    shutil.move(home, kept)


def _fill(module: str, count: int, kept: Path) -> None:
    print(f"filling {kept.name}; it is kept for the next run", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    half = KEPT / f"half-{os.getpid()}"
    try:
        subprocess.run([sys.executable, "-m", module, str(count), str(half)], check=True, cwd=ROOT)
        keep(half, kept)
    finally:
        shutil.rmtree(half, ignore_errors=True)
