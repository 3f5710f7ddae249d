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
    """Have a private copy of the data folder that `python -m MODULE COUNT FOLDER` fills; it is gone afterwards.

    `made_from` names further sources, as patterns, that decide what is in there.
    """
    # Tables, corpus and filler decide what is in there; code that only reads does not.
    patterns = ("hoitu/*/migrations/*.py", "bench/corpus.py", f"{module.replace('.', '/')}.py", *made_from)
    source = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        source.update(path.read_bytes())
    kept = KEPT / f"{module.rpartition('.')[2]}-{count}-{source.hexdigest()[:12]}"
    if not kept.is_dir():
        _fill(module, count, kept)
    temporary = Path(tempfile.mkdtemp(prefix="hoitu-bench-"))
    try:
        home = temporary / "home"
        subprocess.run(["cp", "-a", "--reflink=auto", f"{kept}/.", str(home)], check=True)
        yield home
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _fill(module: str, count: int, kept: Path) -> None:
    print(f"filling {kept.name}; it is kept for the next run", flush=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    half = KEPT / f"half-{os.getpid()}"
    try:
        subprocess.run([sys.executable, "-m", module, str(count), str(half)], check=True, cwd=ROOT)
        half.rename(kept)
    finally:
        shutil.rmtree(half, ignore_errors=True)
