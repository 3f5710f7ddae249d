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
def home_with(module: str, count: int) -> Iterator[Path]:
    """Have a private copy of the data folder that `python -m MODULE COUNT FOLDER` fills; it is gone afterwards."""
    # Tables, corpus and filler decide what is in there; code that only reads does not.
    sources = [
        *ROOT.glob("hoitu/*/migrations/*.py"),
        ROOT / "bench/corpus.py",
        ROOT / f"{module.replace('.', '/')}.py",
    ]
    source = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources)))
    kept = KEPT / f"{module.rpartition('.')[2]}-{count}-{source.hexdigest()[:12]}"
    if not kept.is_dir():
        _fill(module, count, kept)
    temporary = Path(tempfile.mkdtemp(prefix="hoitu-bench-"))
    try:
        home = temporary / "home"
        subprocess.run(["cp", "-a", "--reflink=auto", str(kept), str(home)], check=True)
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
