"""What a maker leaves behind."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MadeFile:
    """One finished file: its name inside the asset's folder, where it lies now; width and height 0: no picture."""

    name: str
    path: Path
    media_type: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0


@dataclass(frozen=True)
class Made:
    """What a file turned out to be, upright, and the files made of it."""

    kind: str
    width: int
    height: int
    duration_ms: int
    files: tuple[MadeFile, ...]
