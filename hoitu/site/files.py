"""Where baked files stand, and how they get there without a reader ever seeing half of one.

HOITU_HOME/public/sites.json                     host and prefix → slug
HOITU_HOME/public/sites/<slug>/current           → gen-7
HOITU_HOME/public/sites/<slug>/gen-7/…           path, path.gz, path.br; path.gone: answers 410
HOITU_HOME/public/sites/<slug>/media/…           pictures, named by content, shared by all generations
"""

import gzip
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from isal import isal_zlib

from hoitu.kernel.errors import NotFound
from hoitu.kernel.storage import store
from hoitu.site.addresses import file_of, marker_of

GZIP_LEVEL = 3  # of isal's 0 to 3: a fifth of zlib's time for 4 % more bytes
BROTLI_QUALITY = 5
PACKED = (".html", ".xml", ".json", ".txt", ".css", ".js", ".svg")


def public_root() -> Path:
    """Return the folder that the readers' server serves."""
    return Path(settings.PUBLIC_ROOT)


def site_folder(slug: str) -> Path:
    return public_root() / "sites" / slug


def generation_folder(slug: str, generation: int) -> Path:
    """Return a generation's folder, made when it is not there, with the shared pictures in it."""
    folder = site_folder(slug) / f"gen-{generation}"
    if not folder.is_dir():
        (site_folder(slug) / "media").mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
    media = folder / "media"
    if not media.is_symlink():
        with suppress(FileExistsError):  # another worker was quicker
            media.symlink_to("../media")
    return folder


def current_generation(slug: str) -> int:
    """Return the number of the generation that readers see, 0 when there is none yet."""
    try:
        return int((site_folder(slug) / "current").readlink().name.removeprefix("gen-"))
    except OSError:
        return 0


def switch(slug: str, generation: int) -> None:
    """Show readers another generation: one rename, so that every request sees the old or the new whole."""
    folder = site_folder(slug)
    next_link = folder / f".current-{uuid4().hex}"
    next_link.symlink_to(f"gen-{generation}")
    next_link.replace(folder / "current")
    _sync(folder)


def drop_older(slug: str, keep: int) -> None:
    """Delete the generations below `keep`."""
    for old in site_folder(slug).glob("gen-*"):
        number = old.name.removeprefix("gen-")
        if number.isdigit() and int(number) < keep:
            shutil.rmtree(old, ignore_errors=True)


def packed(data: bytes) -> tuple[bytes, bytes]:
    """Return the gzip and the brotli form; the same bytes give the same forms."""
    # A window no larger than the page: the same bytes out, less memory to prepare for each page.
    window = min(22, max(16, len(data).bit_length()))
    small = brotli.compress(data, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=window)
    return gzip_bytes(data), small


def gzip_bytes(data: bytes) -> bytes:
    # wbits 31 is gzip with an empty header: no file name, no time, stable bytes.
    squeeze = isal_zlib.compressobj(GZIP_LEVEL, isal_zlib.DEFLATED, 31)
    return squeeze.compress(data) + squeeze.flush()


def forms_of(path: str, data: bytes) -> list[tuple[str, bytes]]:
    """Return every file of one output: name under the generation's folder, and bytes."""
    name = file_of(path)
    if not name.endswith(PACKED):
        return [(name, data)]
    zipped, packed_small = packed(data)
    return [(f"{name}.gz", zipped), (f"{name}.br", packed_small), (name, data)]


def write_now(folder: Path, path: str, data: bytes, *, is_gone: bool = False) -> int:
    """Write one output so that it survives a power cut: temp files, fsync, rename. Return the bytes of its forms."""
    name = file_of(path)
    marker = folder / marker_of(path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    if is_gone and not marker.exists():
        _replace({marker: b""})  # before the words change: nothing that was withdrawn answers 200 again
    forms = {folder / form: content for form, content in forms_of(path, data)}
    _replace(forms)
    if not is_gone and marker.exists():
        marker.unlink()
    _sync((folder / name).parent)
    return sum(map(len, forms.values()))


def write_later(folder: Path, path: str, data: bytes, made: set[str], *, is_gone: bool = False) -> int:
    """Write one output of a generation that nobody sees yet; one sync follows for all."""
    written = 0
    for form, content in forms_of(path, data):
        target = f"{folder}/{form}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - paths as text: this runs for every file of a full bake
            made.add(parent)
        _write(target, content)
        written += len(content)
    if is_gone:
        (folder / marker_of(path)).touch()
    return written


def remove(folder: Path, path: str) -> None:
    """Delete one output in all its forms."""
    name = file_of(path)
    for form in (name, f"{name}.gz", f"{name}.br", marker_of(path)):
        (folder / form).unlink(missing_ok=True)


def read(slug: str, path: str) -> bytes | None:
    """Return what readers get for a path now, None when nothing is there."""
    try:
        return (site_folder(slug) / "current" / file_of(path)).read_bytes()
    except OSError:
        return None


def stands(folder: Path, path: str, *, is_gone: bool) -> bool:
    """Say whether a generation has the path, answering 410 or not as wanted."""
    name = file_of(path)
    return (folder / name).exists() and (folder / marker_of(path)).exists() == is_gone


def is_gone(slug: str, path: str) -> bool:
    """Say whether the path answers 410."""
    return (site_folder(slug) / "current" / marker_of(path)).exists()


def unpacked_agrees(slug: str, path: str) -> bool:
    """Say whether the compressed copies of a path hold the same bytes as the page."""
    plain, base = read(slug, path), site_folder(slug) / "current" / file_of(path)
    if plain is None or not base.name.endswith(PACKED):
        return plain is not None
    return (
        gzip.decompress(Path(f"{base}.gz").read_bytes()) == plain
        and brotli.decompress(Path(f"{base}.br").read_bytes()) == plain
    )


def place_media(slug: str, media: Iterable[tuple[str, str]]) -> None:
    """Copy the pictures that a page shows to the readers' side; a name stands for its content."""
    folder = site_folder(slug) / "media"
    folder.mkdir(parents=True, exist_ok=True)
    for name, key in media:
        target = folder / name
        if not target.exists():
            try:
                with store().open(key) as kept:
                    _copy(kept, target)
            except NotFound:
                continue  # the archive lost the file: the page shows its words, `hoitu doctor` tells


def remove_media(slug: str, names: Iterable[str]) -> None:
    """Delete pictures and films that no page shows any more."""
    media = site_folder(slug) / "media"
    for name in names:
        (media / name).unlink(missing_ok=True)
        if "/" in name:
            with suppress(OSError):  # others are still in it
                (media / name).parent.rmdir()


def write_sites_table(rows: list[Mapping[str, object]]) -> None:
    """Write sites.json, by which the readers' server finds a site."""
    public_root().mkdir(parents=True, exist_ok=True)
    table = json.dumps({"sites": rows}, ensure_ascii=False, indent=1)
    _replace({public_root() / "sites.json": table.encode()})


def write_redirects(folder: Path, table: Mapping[str, str]) -> None:
    """Write the old addresses of a site into a generation."""
    _replace({folder / "_redirects.json": json.dumps(table, ensure_ascii=False).encode()})


def _write(target: str, data: bytes) -> None:
    """Write a file with three calls to the kernel; Python's file objects make seven."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)


def _copy(kept: BinaryIO, target: Path) -> None:
    """Put a stream in place whole, however large, never in memory."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name[:80]}.{uuid4().hex[:8]}")
    try:
        with half.open("wb") as file:
            shutil.copyfileobj(kept, file, 1024 * 1024)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _replace(contents: Mapping[Path, bytes]) -> None:
    """Put files in place whole and in this order, once the disk has all of them."""
    halves = {path: path.with_name(f".{path.name[:80]}.{uuid4().hex[:8]}") for path in contents}
    for path, data in contents.items():
        _write(str(halves[path]), data)
    # After the last was written: the journal then takes them in one go, where a disk under load waits for each.
    for half in halves.values():
        _sync(half)
    for path, half in halves.items():
        half.replace(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
