"""Make an asset of a file that arrived: compare, quarantine, scan, make what readers get.

Every step may run twice: a worker that is killed is followed by another, which begins the step anew.
"""

import hashlib
import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.ids import new_id
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.kernel.storage import store
from hoitu.media.adapters import making
from hoitu.media.adapters.embedded.child import read_file
from hoitu.media.adapters.kinds import sort_of
from hoitu.media.adapters.made import Made, MadeFile
from hoitu.media.adapters.scanner import virus_in
from hoitu.media.errors import Infected
from hoitu.media.models import AssetRow, RenditionRow, UploadRow
from hoitu.media.operations.collections import put_arrived
from hoitu.media.operations.embedded import fill
from hoitu.media.operations.holding_bytes import taking_in
from hoitu.media.operations.recognise import recognise
from hoitu.media.operations.words import Said, clean, folded

log = logging.getLogger(__name__)
_READ_BYTES = 1024 * 1024
ENDINGS = {"webp": "webp", "jpeg": "jpg", "avif": "avif"}
State = AssetRow.State


def receive(*, upload_id: UUID) -> UUID | None:
    """Give a complete upload its asset and return it: one that has the same bytes, else a new one in quarantine."""
    row = UploadRow.objects.unscoped(why="jobs serve every agency").filter(pk=upload_id).first()
    if row is None or row.state != UploadRow.State.ARRIVED:
        return row.asset_id if row else None
    sha256 = _hash_of(row.part_key)
    with transaction.atomic():
        row = UploadRow.objects.for_agency(row.agency_id).select_for_update().get(pk=row.pk)
        asset, is_new = take_in(
            agency_id=row.agency_id,
            key=row.part_key,
            sha256=sha256,
            name=row.name,
            said=clean(row.said),
            person_id=row.person_id,
        )
        if row.collection_id:
            put_arrived(agency_id=row.agency_id, collection_id=row.collection_id, asset_id=asset.pk)
        row.asset, row.is_duplicate, row.state = asset, not is_new, UploadRow.State.SETTLED
        row.save(update_fields=["asset", "is_duplicate", "state"])
        part = row.part_key
        transaction.on_commit(lambda: store().delete(part))
    notify_live(row.agency_id, "media", str(row.pk))
    return asset.pk


def take_in(
    *, agency_id: UUID, key: str, sha256: str, name: str, said: Said, person_id: UUID | None
) -> tuple[AssetRow, bool]:
    """Return the asset of the bytes under `key` and whether it is new; new ones wait in quarantine for their job.

    What was refused before is looked at again: the reason may be gone. Call it in a transaction.
    """
    asset, is_new = (
        AssetRow.objects.for_agency(agency_id)
        .select_for_update()
        .get_or_create(
            agency_id=agency_id,
            sha256=sha256,
            copy_number=0,
            defaults={
                "id": new_id(),
                "state": State.QUARANTINED,
                "kind": AssetRow.Kind.DOCUMENT,  # until its content was looked at
                "original_name": name,
                "media_type": "application/octet-stream",
                "size_bytes": store().size(key),
                "added_by_id": person_id,
                "added_at": clock.now(),
                **said,
            },
        )
    )
    if not is_new and asset.state != State.REFUSED:
        return asset, False
    asset.original_key = f"quarantine/{asset.pk}"
    asset.state, asset.refused_because, asset.folded = State.QUARANTINED, "", folded(asset)
    asset.save(update_fields=["original_key", "state", "refused_because", "folded"])
    store().link(key, asset.original_key)
    later("media.ingest", queue="media", lock=f"asset:{asset.pk}", asset_id=str(asset.pk))
    return asset, True


def ingest(*, asset_id: UUID) -> None:
    """Scan a quarantined file, make what readers get of it and set it free, or refuse it with a sentence.

    Raises `ScannerAway`: the file stays in quarantine and the job comes again.
    """
    asset = AssetRow.objects.unscoped(why="jobs serve every agency").filter(pk=asset_id).first()
    if asset is None or asset.state not in (State.QUARANTINED, State.PROCESSING):
        return
    folder = store().path(f"making/{asset.pk}")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _scan(asset)
        original = store().path(asset.original_key)
        sort = sort_of(original, asset.original_name)
        asset.kind, asset.media_type = AssetRow.Kind(sort.kind), sort.media_type
        _to(asset, State.PROCESSING, "kind", "media_type")
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = making.make(original, sort, folder)
        _set_free(asset, made, read_file(original, made.kind))
    except BadInput as refused:
        _refuse(asset, refused)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scan(key: str) -> None:
    """Ask the configured scanner about stored bytes. Raises `Infected`, `ScannerAway`."""
    if not settings.CLAMD_ADDRESS:
        return
    with store().open(key) as file:
        found = virus_in(file, address=settings.CLAMD_ADDRESS, size_bytes=store().size(key))
    if found:
        log.warning("%s holds %s", key, found)
        raise Infected()


def _scan(asset: AssetRow) -> None:
    if asset.state == State.QUARANTINED:
        scan(asset.original_key)


def _to(asset: AssetRow, state: str, *fields: str) -> None:
    asset.state = state
    asset.save(update_fields=["state", *fields])
    notify_live(asset.agency_id, "media", str(asset.pk))


def _set_free(asset: AssetRow, made: Made, read: Mapping[str, Any]) -> None:
    """Keep what was made and move the original to its place; from here on it may be used."""
    quarantine = asset.original_key
    kept = f"originals/{asset.sha256[:2]}/{asset.sha256}"
    with transaction.atomic():
        taking_in()
        renditions = [_keep(asset, file) for file in made.files]
        store().link(quarantine, kept)
        asset.kind, asset.original_key = AssetRow.Kind(made.kind), kept
        asset.width, asset.height, asset.duration_ms = made.width, made.height, made.duration_ms
        before = RenditionRow.objects.for_agency(asset.agency_id).filter(asset=asset)
        before.exclude(name__startswith="captions/").delete()  # people wrote those
        RenditionRow.objects.bulk_create(renditions)
        filled = fill(asset, read)
        recognise(asset)
        _to(asset, State.READY, "kind", "original_key", "width", "height", "duration_ms", *filled)
        _record(asset, "media.add")
        transaction.on_commit(lambda: store().delete(quarantine))


def _refuse(asset: AssetRow, refused: BadInput) -> None:
    quarantine = asset.original_key
    with transaction.atomic():
        asset.refused_because, asset.original_key = refused.sentence, ""
        _to(asset, State.REFUSED, "refused_because", "original_key", "kind", "media_type")
        _record(asset, "media.refuse", note=refused.sentence)
        transaction.on_commit(lambda: store().delete(quarantine))


def _record(asset: AssetRow, verb: str, note: str = "") -> None:
    name = asset.added_by.full_name if asset.added_by else ""
    person = Actor(person_id=asset.added_by_id, name=name, agency_id=asset.agency_id)
    actor = person if asset.added_by_id else Actor.system(agency_id=asset.agency_id)
    audit.record(
        actor=actor, verb=verb, object_key=f"asset:{asset.pk}", object_label=str(asset)[:200], note=note
    )


def _keep(asset: AssetRow, file: MadeFile) -> RenditionRow:
    sha256 = file_hash(file.path)
    form = file.media_type.partition("/")[2]
    if "/" in file.name or "." in file.name:
        key = f"media/{asset.sha256[:2]}/{asset.sha256}/{file.name}"  # files that name each other
    else:
        key = f"media/{sha256[:2]}/{sha256}-{file.width}.{ENDINGS[form]}"
    with file.path.open("rb") as made:
        store().put_file(key, made)
    return RenditionRow(
        asset=asset,
        name=file.name,
        format=form[:20],
        width=file.width,
        height=file.height,
        duration_ms=file.duration_ms,
        key=key,
        sha256=sha256,
        size_bytes=file.path.stat().st_size,
    )


def _hash_of(key: str) -> str:
    return file_hash(store().path(key))


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_READ_BYTES):
            digest.update(part)
    return digest.hexdigest()
