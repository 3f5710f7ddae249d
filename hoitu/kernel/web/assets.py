"""Addresses of the files that Vite built: names carry a hash, its manifest says which."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from django.conf import settings

log = logging.getLogger(__name__)

NOT_BUILT = "Giao diện chưa được dựng. Hãy chạy `make run`, hoặc `npm run build` trong thư mục frontend."


class Chunk(TypedDict, total=False):
    """One record of Vite's manifest, as far as pages need it."""

    file: str
    css: list[str]
    imports: list[str]
    dynamicImports: list[str]


@dataclass(frozen=True)
class Bundle:
    """What a page must load for one entry: its script, its styles, and scripts worth fetching early."""

    script: str
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


@dataclass(frozen=True)
class Standalone:
    """The bytes of an entry that imports nothing: a script and its style, for pages that are served elsewhere."""

    script: bytes
    style: bytes


class FrontEndNotBuilt(Exception):
    """Raised when the manifest, or the entry asked for, is not there; the message says what to run."""


_read: tuple[float, dict[str, Chunk]] | None = None


def folders() -> list[Path]:
    """Return where a manifest may lie: beside the files that are served, else where Vite builds.

    After a new build the served folder still holds the old files until the next start: pages go with it.
    """
    return [Path(place) for place in (settings.STATIC_ROOT, settings.FRONTEND_DIST) if place]


def manifest() -> dict[str, Chunk]:
    """Return Vite's manifest, read again only when the file changed. Raises `FrontEndNotBuilt`."""
    global _read
    places = [folder / "manifest.json" for folder in folders()]
    place = next((path for path in places if path.exists()), None)
    if place is None:
        raise FrontEndNotBuilt(NOT_BUILT)
    changed_at = place.stat().st_mtime
    if _read is None or _read[0] != changed_at:
        _read = (changed_at, json.loads(place.read_text("utf-8")))
    return _read[1]


def address(entry: str) -> str:
    """Return the address of the built file of `entry`, such as "editor/main.ts"."""
    return _url(_chunk(entry)["file"])


def bundle(entry: str, *, soon: str = "") -> Bundle:
    """Return everything a page loads for `entry`: its own styles and those of the chunks it imports.

    `soon`: a module that the entry imports while it runs, worth fetching at once.
    """
    chunk = _chunk(entry)
    seen: list[Chunk] = []
    waiting = [chunk, _chunk(soon)] if soon else [chunk]
    while waiting:
        current = waiting.pop(0)
        if current not in seen:
            seen.append(current)
            waiting += [_chunk(name) for name in current.get("imports", [])]
    styles = [_url(name) for part in reversed(seen) for name in part.get("css", [])]
    return Bundle(
        script=_url(chunk["file"]),
        styles=tuple(dict.fromkeys(styles)),
        preloads=tuple(_url(part["file"]) for part in seen[1:]),
    )


def standalone(entry: str) -> Standalone:
    """Return the built files of `entry` themselves. Raises `FrontEndNotBuilt`."""
    chunk = _chunk(entry)
    if chunk.get("imports"):
        raise FrontEndNotBuilt(f"{entry} imports {chunk['imports']}, so it cannot be served alone.")
    return Standalone(_bytes(chunk["file"]), b"".join(_bytes(name) for name in chunk.get("css", [])))


def _bytes(name: str) -> bytes:
    place = next((folder / name for folder in folders() if (folder / name).is_file()), None)
    if place is None:
        raise FrontEndNotBuilt(f"{name}: {NOT_BUILT}")
    return place.read_bytes()


def _chunk(entry: str) -> Chunk:
    try:
        return manifest()[entry]
    except KeyError as error:
        raise FrontEndNotBuilt(f"{entry}: {NOT_BUILT}") from error


def _url(name: str) -> str:
    base = settings.STATIC_URL or "/static/"
    return f"{base if base.startswith('/') or '//' in base else '/' + base}{name}"
