"""What files say about themselves fills what nobody has said yet; what the house says goes out inside a copy."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.storage import store
from hoitu.media.adapters.embedded.child import read_file, write_file
from hoitu.media.adapters.embedded.fields import TAKES_WORDS
from hoitu.media.errors import TakesNoWords
from hoitu.media.models import AssetRow, EmbeddedRow
from hoitu.media.operations.words import Said, clean, folded
from hoitu.media.policies import may_download_original
from hoitu.media.queries import as_data
from hoitu.media.signing import signed_download

# Copies are made anew when asked for again; an address to one works for six hours.
LARGEST_COPY_BYTES = 2_000_000_000  # made while somebody waits
KEPT_SECONDS = 24 * 3600
FOLDER = "exports"


def read_embedded(*, asset_id: UUID) -> None:
    """Read what a ready file says about itself and fill what is empty; twice is once."""
    asset = AssetRow.objects.unscoped(why="jobs serve every agency").filter(pk=asset_id).first()
    if asset is None or asset.state != AssetRow.State.READY:
        return
    read = read_file(store().path(asset.original_key), asset.kind)
    with transaction.atomic():
        asset = AssetRow.objects.for_agency(asset.agency_id).select_for_update().get(pk=asset_id)
        asset.save(update_fields=fill(asset, read))
        notify_live(asset.agency_id, "media", str(asset.pk))


def fill(asset: AssetRow, read: Mapping[str, Any]) -> list[str]:
    """Keep everything that was read, fill the asset's empty fields from it, and return which may have changed.

    What a person said stays. The caller saves the asset.
    """
    if read["all"]:
        EmbeddedRow.objects.for_agency(asset.agency_id).update_or_create(
            asset=asset, defaults={"said": read["all"], "position": read["position"]}
        )
    said = said_by(read["known"])
    empty = {name: value for name, value in said.items() if not getattr(asset, name)}
    for name, value in empty.items():
        setattr(asset, name, value)
    asset.folded = folded(asset)
    return [*empty, "folded"]


def said_by(known: Mapping[str, Any]) -> Said:
    """Return the words of the archive for the properties that a picture carries."""
    creator = ", ".join(known.get("creator", ()))
    place = ", ".join(
        filter(None, (known.get(one, "") for one in ("sublocation", "city", "province", "country")))
    )
    said = clean(
        {
            **{name: known.get(name) for name in ("caption", "alt", "headline", "event", "tags", "people")},
            "credit": known.get("credit") or creator,
            "creator": creator,
            "place": place,
            "rights_note": "\n".join(filter(None, (known.get("copyright"), known.get("terms")))),
        }
    )
    if known.get("source_type"):
        said["source_type"] = str(known["source_type"])[:200]
    if known.get("taken"):
        said["taken_at"] = datetime.fromisoformat(known["taken"])
    return said


def export_url(*, actor: Actor, asset_id: UUID) -> str:
    """Return a short-lived address of a copy of the original with what the house says written into it.

    Raises `NotFound`, `NotAllowed`, `TakesNoWords` where the format has no place for it.
    """
    row = AssetRow.objects.for_agency(actor.agency).filter(pk=asset_id).first()
    if row is None or not row.original_key:
        raise NotFound()
    if not may_download_original(actor, as_data(row)):
        raise NotAllowed()
    if row.media_type not in TAKES_WORDS or row.size_bytes > LARGEST_COPY_BYTES:
        raise TakesNoWords()
    said = words_of(row)
    digest = hashlib.sha256(json.dumps([row.sha256, said], sort_keys=True).encode()).hexdigest()
    key = f"{FOLDER}/{row.pk}-{digest[:32]}"
    if not store().exists(key):
        folder = store().path(f"making/{row.pk}-{digest[:8]}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            copy = folder / "copy"
            shutil.copyfile(store().path(row.original_key), copy)
            write_file(copy, said, row.kind)
            with copy.open("rb") as file:
                store().put_file(key, file)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    audit.record(actor=actor, verb="media.export", object_key=f"asset:{row.pk}", object_label=str(row)[:200])
    name = PurePosixPath(row.original_name or "tep")
    return signed_download(key, f"{name.stem}-kem-thong-tin{name.suffix}")


def words_of(row: AssetRow) -> dict[str, Any]:
    """Return what goes into a copy; what the house does not say stays as the picture says it."""
    said = {
        "headline": row.headline,
        "caption": row.caption,
        "alt": row.alt,
        "creator": [name for name in row.creator.split(", ") if name],
        "credit": row.credit,
        "copyright": row.rights_note.partition("\n")[0],
        "terms": row.rights_note.partition("\n")[2],
        "tags": row.tags,
        "people": row.people,
        "event": row.event,
        "source_type": row.source_type,
        "taken": clock.local(row.taken_at).isoformat() if row.taken_at else "",
    }
    return {name: value for name, value in said.items() if value}


def sweep_exports() -> int:
    """Let go of copies whose addresses have ended; return how many."""
    folder = store().path(FOLDER)
    if not folder.exists():
        return 0
    before = clock.now().timestamp() - KEPT_SECONDS
    old = [path for path in folder.iterdir() if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
