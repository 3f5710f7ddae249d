"""Bring an article's pictures into the archive: from the export's folder, from the row itself, or by fetching."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hoitu.imports.data import FOLDER_HOST, PictureRef
from hoitu.imports.models import ImportedPicture
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.kernel.http import FetchLimits, fetch
from hoitu.media import api as media

FETCHES_AT_ONCE: Final = 4
PICTURE_LIMITS: Final = FetchLimits(
    max_bytes=30 * 1024 * 1024, total_seconds=30, content_types=("image/", "application/octet-stream")
)
NOT_FETCHED: Final = gettext_noop("Không lấy được ảnh")
_MAX_LOCAL_BYTES: Final = 60 * 1024 * 1024


@dataclass
class Pictures:
    """The pictures of one run. `assets` maps addresses to assets; `problems` maps the others to a reason."""

    actor: Actor
    folder: Path | None = None
    assets: dict[str, UUID] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    _files: dict[str, list[Path]] | None = None

    def take_in(self, refs: Iterable[PictureRef]) -> None:
        """See to it that every reference has an asset or a problem. Fetches run beside each other."""
        new: dict[str, PictureRef] = {}
        for ref in refs:
            if ref.address not in self.assets and ref.address not in self.problems:
                new.setdefault(ref.address, ref)
        self._recognise(list(new))
        missing = [ref for address, ref in new.items() if address not in self.assets]
        with ThreadPoolExecutor(FETCHES_AT_ONCE) as pool:
            # Found bytes wait for their turn: making renditions is the main thread's work.
            found = [pool.submit(copy_context().run, self._bytes_of, ref) for ref in missing]
            for ref, waiting in zip(missing, found, strict=True):
                self._keep(ref, waiting.result())

    def _recognise(self, addresses: list[str]) -> None:
        by_hash = {_sha256(address): address for address in addresses}
        for row in ImportedPicture.objects.for_agency(self.actor.agency).filter(address_sha256__in=by_hash):
            self.assets[by_hash[row.address_sha256]] = row.asset_id

    def _bytes_of(self, ref: PictureRef) -> bytes | Refused:
        if ref.data is not None:
            return ref.data
        local = self._local_file(ref.address)
        try:
            if local is not None:
                return local.read_bytes()
            if urlsplit(ref.address).hostname in (FOLDER_HOST, None):
                return Refused(_("Không có tệp ảnh này trong thư mục."))
            return fetch(ref.address, limits=PICTURE_LIMITS).body
        except Refused as refused:
            return refused
        except OSError:
            return Refused()

    def _keep(self, ref: PictureRef, data: bytes | Refused) -> None:
        if isinstance(data, Refused):
            self.problems[ref.address] = data.sentence
            return
        name = unquote(urlsplit(ref.address).path.rpartition("/")[2]) or "anh"
        allowed = replace(self.actor, permissions=self.actor.permissions | {"media.add"})
        try:
            asset = media.add_picture(
                actor=allowed, filename=name, data=data, caption=ref.caption, credit=ref.credit, alt=ref.alt
            )
        except Refused as refused:
            self.problems[ref.address] = refused.sentence
            return
        self.assets[ref.address] = asset.id
        ImportedPicture.objects.for_agency(self.actor.agency).get_or_create(
            agency_id=self.actor.agency,
            address_sha256=_sha256(ref.address),
            defaults={"address": ref.address, "asset_id": asset.id},
        )

    def _local_file(self, address: str) -> Path | None:
        """Return the file of the export's folder that shares the longest end of its path with the address."""
        if self.folder is None:
            return None
        wanted = [part for part in unquote(urlsplit(address).path).split("/") if part not in ("", ".", "..")]
        if not wanted:
            return None
        if self._files is None:
            self._files = _files_by_name(self.folder)
        candidates = self._files.get(wanted[-1].lower(), [])
        best = max(candidates, key=lambda path: _shared_end(path, wanted), default=None)
        return best if best and best.stat().st_size <= _MAX_LOCAL_BYTES else None


def _files_by_name(folder: Path) -> dict[str, list[Path]]:
    root, found = folder.resolve(), dict[str, list[Path]]()
    for path in sorted(root.rglob("*")):
        # A link could lead out of the export.
        if path.is_file() and path.resolve().is_relative_to(root):
            found.setdefault(path.name.lower(), []).append(path)
    return found


def _shared_end(path: Path, wanted: list[str]) -> int:
    shared = 0
    for have, want in zip(reversed(path.parts), reversed(wanted), strict=False):
        if have.lower() != want.lower():
            break
        shared += 1
    return shared


def _sha256(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
