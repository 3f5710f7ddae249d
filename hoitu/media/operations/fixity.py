"""Look whether every file that must not be lost is what it was, in the store and its second copy; repair one from the
other.

A file is hashed from the disk, not from memory: what the kernel still remembers of it is dropped first. Each file is
its own transaction, so that a run may stop after any of them.
"""

import contextlib
import hashlib
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.kernel.storage import FolderStore, copy_store, store
from hoitu.media.data import Verified
from hoitu.media.errors import CopyAway, StoreAway
from hoitu.media.events import FilesDamaged
from hoitu.media.models import AssetRow, FixityFinding, RenditionRow, StoredFile
from hoitu.media.operations.holding_bytes import taking_in

log = logging.getLogger(__name__)
_READ_BYTES = 1024 * 1024
RUN_SECONDS = 20.0  # of every five minutes: readers and editors use the same disks
NOTED_AT_ONCE = 5_000
SLACK = 0.8  # a round begins anew after this part of the days, so that it ends within them
MARKER = ".hoitu-ban-thu-hai"
State, Where = StoredFile.State, FixityFinding.Where


def verify_some(*, seconds: float = RUN_SECONDS) -> Verified:
    """Note new files, copy them, and hash those whose turn has come, for so many seconds; return what was found.

    Raises `StoreAway`, `CopyAway` before anything is touched when a disk is not there.
    """
    due = clock.now() - timedelta(days=settings.FIXITY_DAYS) * SLACK
    return _verify(Q(checked_at=None) | Q(checked_at__lt=due), seconds, lambda _done: None)


def verify_all(*, watch: Callable[[int], None] = lambda _done: None) -> Verified:
    """Hash every file now; `watch` hears how many are done. Raises as `verify_some`."""
    began = clock.now()
    return _verify(Q(checked_at=None) | Q(checked_at__lt=began), float("inf"), watch)


def note_files() -> int:
    """Write down which originals and captions must lie in the store, so many at once; return how many were new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO media_storedfile (key, sha256, size_bytes, noted_at, state, copy_state)"
            " SELECT DISTINCT ON (key) key, sha256, size_bytes, now(), '', '' FROM ("
            "  SELECT original_key AS key, sha256, size_bytes FROM media_assetrow"
            "  WHERE original_key LIKE 'originals/%%' UNION ALL"
            "  SELECT key, sha256, size_bytes FROM media_renditionrow WHERE name LIKE 'captions/%%') AS kept"
            " WHERE NOT EXISTS (SELECT 1 FROM media_storedfile AS known WHERE known.key = kept.key)"
            " ORDER BY key LIMIT %s ON CONFLICT DO NOTHING",
            [NOTED_AT_ONCE],
        )
        return int(cursor.rowcount)


def forget_files(keys: Iterable[str]) -> None:
    """Let go of purged files in the second copy too. Raises `CopyAway`: the job comes again."""
    keys = list(keys)
    known = StoredFile.objects.filter(key__in=keys)
    copy = _copy() if known.exclude(copy_state="").exists() else None
    for key in keys:
        if copy is not None:
            copy.delete(key)
    known.delete()
    FixityFinding.objects.filter(key__in=keys, repaired_at=None).delete()


def _verify(wanted: Q, seconds: float, watch: Callable[[int], None]) -> Verified:
    _look_for_store()
    copy = _copy()
    ends, count = time.monotonic() + seconds, 0
    found: Counter[str] = Counter()
    damaged: list[str] = []
    while note_files() == NOTED_AT_ONCE:
        pass
    while time.monotonic() < ends:
        key = _next(wanted)
        if key is None:
            break
        outcome = _check(key, copy)
        found[outcome] += 1
        if outcome != "whole":
            damaged.append(key)
        count += 1
        watch(count)
    if damaged:
        _tell(damaged)
    return Verified(checked=count, repaired=found["repaired"], lost=found["lost"])


def _next(wanted: Q) -> str | None:
    rows = StoredFile.objects.filter(wanted).order_by(F("checked_at").asc(nulls_first=True), "key")
    return rows.values_list("key", flat=True).first()


def _check(key: str, copy: FolderStore | None) -> str:
    """Check one file in both places and repair it; return "whole", "repaired", "lost", or "alone".

    "alone": whole, but its second copy is not and could not be written anew.
    """
    with transaction.atomic():
        taking_in()
        row = StoredFile.objects.select_for_update().filter(key=key).first()
        if row is None:
            return "whole"  # purged meanwhile
        was_copied = bool(row.copy_state)
        row.state = _state(store(), row)
        row.copy_state = _state(copy, row) if copy is not None else ""
        bad: list[tuple[str, str]] = []
        if row.state != State.WHOLE:
            bad.append((Where.STORE, row.state))
        if (
            copy is not None
            and row.copy_state != State.WHOLE
            and (was_copied or row.copy_state == State.WRONG)
        ):
            bad.append((Where.COPY, row.copy_state))
        if copy is not None and row.state != row.copy_state:
            _mend(row, copy)
        row.checked_at = clock.now()
        row.save(update_fields=["state", "copy_state", "checked_at"])
        _note(row, bad)
    if row.state != State.WHOLE:
        return "lost"
    if not bad:
        return "whole"
    return "repaired" if row.copy_state == State.WHOLE else "alone"


def _mend(row: StoredFile, copy: FolderStore) -> None:
    """Give the place that is wrong what the other still has, and read back what was written."""
    main_is_whole = row.state == State.WHOLE
    if not main_is_whole and row.copy_state != State.WHOLE:
        return
    source, target = (store(), copy) if main_is_whole else (copy, store())
    try:
        with source.open(row.key) as file:
            target.put_file(row.key, file)
        state = _state(target, row)
    except OSError as error:
        log.warning("%s could not be written anew: %s", row.key, error)
        return
    if main_is_whole:
        row.copy_state = state
    else:
        row.state = state


def _note(row: StoredFile, bad: list[tuple[str, str]]) -> None:
    now = clock.now()
    states = {Where.STORE: row.state, Where.COPY: row.copy_state}
    for where, what in bad:
        FixityFinding.objects.get_or_create(
            key=row.key, where=where, repaired_at=None, defaults={"what": what, "found_at": now}
        )
    whole = [where for where, state in states.items() if state == State.WHOLE]
    FixityFinding.objects.filter(key=row.key, where__in=whole, repaired_at=None).update(repaired_at=now)


def _state(place: FolderStore, row: StoredFile) -> str:
    try:
        with place.open(row.key) as file:
            if os.fstat(file.fileno()).st_size != row.size_bytes:
                return State.WRONG
            return State.WHOLE if _hash(file) == row.sha256 else State.WRONG
    except NotFound:
        return State.MISSING
    except OSError as error:  # a disk that cannot read the place any more
        log.warning("%s cannot be read: %s", row.key, error)
        return State.WRONG


def _hash(file: BinaryIO) -> str:
    with contextlib.suppress(OSError, AttributeError):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    digest = hashlib.sha256()
    while part := file.read(_READ_BYTES):
        digest.update(part)
    with contextlib.suppress(OSError, AttributeError):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return digest.hexdigest()


def _look_for_store() -> None:
    """Raise `StoreAway` when the store's disk is not there: nothing must be "repaired" onto the disk below it."""
    if StoredFile.objects.exclude(state="").exists() and not store().path("originals").is_dir():
        raise StoreAway()


def _copy() -> FolderStore | None:
    """Return the second copy, None when no operator set one. Raises `CopyAway` when its disk is not there."""
    copy = copy_store()
    if copy is None:
        return None
    marker = copy.root / MARKER
    if not copy.root.is_dir():
        raise CopyAway()
    if not marker.exists():
        if StoredFile.objects.exclude(copy_state="").exists():
            raise CopyAway()
        marker.write_text("Bản thứ hai của kho tư liệu Hội Tụ. Đừng xóa tệp này.\n", encoding="utf-8")
    return copy


def _tell(keys: list[str]) -> None:
    everybody = "the store is one for every agency"
    assets = AssetRow.objects.unscoped(why=everybody)
    made = RenditionRow.objects.unscoped(why=everybody)
    agencies: set[UUID] = set(assets.filter(original_key__in=keys).values_list("agency_id", flat=True))
    agencies |= set(made.filter(key__in=keys).values_list("asset__agency_id", flat=True))
    known = StoredFile.objects.filter(key__in=keys)
    lost = known.exclude(state=State.WHOLE).count()
    alone = known.filter(state=State.WHOLE).exclude(copy_state=State.WHOLE).count()
    with transaction.atomic():
        for agency_id in agencies:
            announce(
                FilesDamaged(
                    subject=f"fixity:{agency_id}",
                    agency_id=agency_id,
                    batch_id=new_id(),
                    repaired=len(keys) - lost - alone,
                    lost=lost,
                    alone=alone,
                )
            )


def is_away() -> str:
    """Return a sentence when one of the disks is not there, "" when all is well."""
    try:
        _look_for_store()
        _copy()
    except Refused as away:
        return away.sentence
    return ""
