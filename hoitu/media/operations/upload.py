"""Take a file in piece by piece: what was confirmed lies on the disk, whatever happens to the link or to us."""

import hashlib
import shutil
from collections.abc import Mapping
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.ids import new_id
from hoitu.kernel.jobs import later
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc
from hoitu.media.data import Upload
from hoitu.media.errors import (
    EmptyFile,
    NoRoom,
    TooManyUploads,
    UploadBusy,
    UploadEnded,
    UploadTooLarge,
    WrongChecksum,
    WrongOffset,
)
from hoitu.media.models import UploadRow
from hoitu.media.operations.collections import collection_for_upload
from hoitu.media.operations.templates import words_for_upload
from hoitu.media.operations.words import clean
from hoitu.media.queries import upload_data

KEPT_FOR = timedelta(days=7)  # after the last piece
REMEMBERED_FOR = timedelta(days=30)  # what became of it
UNFINISHED_MAX = 1000
ROOM_LEFT_BYTES = 1_000_000_000
_READ_BYTES = 1024 * 1024


def begin_upload(
    *, actor: Actor, name: str, size_bytes: int, said: Mapping[str, object] | None = None, metadata: str = ""
) -> Upload:
    """Open an upload of `size_bytes` and return it; `said` holds what is known about the file.

    `collection` in it is the id of a collection or shoot that the file goes to, `template` that of a template; what
    `said` leaves open the shoot says, then the template.
    Raises `NotFound`, `NotAllowed`, `EmptyFile`, `UploadTooLarge`, `NoRoom`, `TooManyUploads`.
    """
    actor.require("media.add")
    if size_bytes <= 0:
        raise EmptyFile()
    if size_bytes > settings.ARCHIVE_LIMIT_BYTES:
        raise UploadTooLarge()
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.FILES_ROOT).free < size_bytes + ROOM_LEFT_BYTES:
        raise NoRoom()
    open_ones = UploadRow.objects.for_agency(actor.agency).filter(
        person_id=actor.person, state=UploadRow.State.ARRIVING
    )
    if open_ones.count() >= UNFINISHED_MAX:
        raise TooManyUploads()
    said = said or {}
    collection, of_shoot = collection_for_upload(actor, said.get("collection"))
    of_template = words_for_upload(actor, said.get("template"))
    of_shoot = {name: value for name, value in of_shoot.items() if value}
    row = UploadRow.objects.create(
        id=new_id(),
        agency_id=actor.agency,
        person_id=actor.person,
        name=nfc(name).replace("\0", "")[:200] or "tep",
        said=clean(of_template | of_shoot | {name: value for name, value in said.items() if value}),
        collection=collection,
        metadata=metadata,
        size_bytes=size_bytes,
        created_at=clock.now(),
        expires_at=clock.now() + KEPT_FOR,
    )
    return upload_data(row)


def append(
    *,
    actor: Actor,
    upload_id: UUID,
    offset_bytes: int,
    piece: BinaryIO,
    piece_bytes: int,
    checksum: tuple[str, bytes] | None = None,
) -> Upload:
    """Write one piece behind what is there and return the upload; the last piece hands the file over to the archive.

    `checksum` is a hash's name and its value over the piece. Raises `NotFound`, `UploadEnded`, `WrongOffset`,
    `UploadBusy`, `UploadTooLarge`, `WrongChecksum`.
    """
    actor.require("media.add")
    with transaction.atomic():
        row = _row(actor, upload_id, is_locked=True)
        if offset_bytes != _on_disk(row):
            raise WrongOffset()
        if offset_bytes + piece_bytes > row.size_bytes:
            raise UploadTooLarge()
        if row.state != UploadRow.State.ARRIVING:
            return upload_data(row)
        if checksum is not None:
            _check(piece, *checksum)
        row.offset_bytes = store().write_at(row.part_key, offset_bytes, piece)
        row.expires_at = clock.now() + KEPT_FOR
        if row.offset_bytes > row.size_bytes:
            raise UploadTooLarge()  # more than was announced: the next piece cuts it off
        if row.offset_bytes == row.size_bytes:
            row.state = UploadRow.State.ARRIVED
            later("media.receive", queue="media", lock=f"upload:{row.pk}", upload_id=str(row.pk))
        row.save(update_fields=["offset_bytes", "expires_at", "state"])
        return upload_data(row)


def upload(*, actor: Actor, upload_id: UUID) -> Upload:
    """Return one of the actor's own uploads, with as many bytes as truly lie on our disk.

    Raises `NotFound`, `UploadEnded`.
    """
    actor.require("media.add")
    row = _row(actor, upload_id)
    row.offset_bytes = _on_disk(row)
    return upload_data(row)


def end_upload(*, actor: Actor, upload_id: UUID) -> None:
    """Give an upload up and let go of its bytes. What is in the archive already stays. Raises as `upload`."""
    actor.require("media.add")
    with transaction.atomic():
        row = _row(actor, upload_id, is_locked=True)
        key = row.part_key
        row.delete()
        transaction.on_commit(lambda: store().delete(key))


def sweep_uploads() -> int:
    """Let go of uploads that nobody went on with, and forget how old ones ended; return how many."""
    rows = UploadRow.objects.unscoped(why="every agency's disk is one").filter(
        Q(state=UploadRow.State.ARRIVING, expires_at__lt=clock.now())
        | Q(created_at__lt=clock.now() - REMEMBERED_FOR, asset__isnull=False)
        | Q(created_at__lt=clock.now() - REMEMBERED_FOR, state=UploadRow.State.REFUSED)
    )
    count = 0
    for row in rows.iterator():
        store().delete(row.part_key)
        if row.state == UploadRow.State.ARRIVING and row.offset_bytes >= 0 and not _is_forgotten(row):
            # The address goes on to say that it ended.
            row.offset_bytes = 0
            row.state = UploadRow.State.REFUSED
            row.refused_because = UploadEnded().sentence
            row.save(update_fields=["offset_bytes", "state", "refused_because"])
        else:
            row.delete()
        count += 1
    return count


def _is_forgotten(row: UploadRow) -> bool:
    return row.created_at < clock.now() - REMEMBERED_FOR


def _row(actor: Actor, upload_id: UUID, *, is_locked: bool = False) -> UploadRow:
    rows = UploadRow.objects.for_agency(actor.agency).filter(person_id=actor.person, pk=upload_id)
    if is_locked:
        locked = rows.select_for_update(skip_locked=True).first()
        if locked is None and rows.exists():
            raise UploadBusy()
        row = locked
    else:
        row = rows.select_related("asset").first()
    if row is None:
        raise NotFound()
    if row.expires_at < clock.now() and row.state in (UploadRow.State.ARRIVING, UploadRow.State.REFUSED):
        raise UploadEnded()
    return row


def _on_disk(row: UploadRow) -> int:
    """Return how many confirmed bytes are there: a disk that lost some gets them again."""
    if row.state != UploadRow.State.ARRIVING:
        return row.offset_bytes
    return min(row.offset_bytes, store().size(row.part_key))


def _check(piece: BinaryIO, name: str, wanted: bytes) -> None:
    digest = hashlib.new(name, usedforsecurity=False)
    start = piece.tell()
    while part := piece.read(_READ_BYTES):
        digest.update(part)
    piece.seek(start)
    if digest.digest() != wanted:
        raise WrongChecksum()
