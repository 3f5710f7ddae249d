"""Take a picture into the archive."""

import hashlib
import io
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.jobs import later
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc
from hoitu.media.adapters.pictures import Encoded, read_picture
from hoitu.media.adapters.scanner import virus_in
from hoitu.media.data import Asset
from hoitu.media.errors import InBin, Infected
from hoitu.media.models import AssetRow, RenditionRow
from hoitu.media.operations.holding_bytes import taking_in
from hoitu.media.operations.recognise import recognise
from hoitu.media.operations.words import searchable
from hoitu.media.queries import as_data

FORMAT_ENDINGS = {"webp": "webp", "jpeg": "jpg"}


def add_picture(
    *,
    actor: Actor,
    filename: str,
    data: bytes,
    caption: str = "",
    credit: str = "",
    alt: str = "",
    rights_note: str = "",
) -> Asset:
    """Keep the original, make the renditions, and return the asset.

    The same bytes given twice are one asset: the second call returns the first one's record unchanged.
    Raises `UnreadablePicture`, `PictureTooLarge`, `InBin`, `Infected`, `ScannerAway`,
    `NotAllowed`.
    """
    actor.require("media.add")
    sha256 = hashlib.sha256(data).hexdigest()
    existing = _existing(actor.agency, sha256)
    if existing is not None:
        return existing
    _scan(data)
    picture = read_picture(data)
    original_key = f"originals/{sha256[:2]}/{sha256}"
    with transaction.atomic():
        taking_in()
        store().put(original_key, data)
        renditions = [(encoded, _keep(encoded)) for encoded in picture.renditions]
        row, created = AssetRow.objects.for_agency(actor.agency).update_or_create(
            agency_id=actor.agency,
            sha256=sha256,
            copy_number=0,
            defaults={
                "kind": AssetRow.Kind.PICTURE,
                "state": AssetRow.State.READY,
                "refused_because": "",
                "original_key": original_key,
                "original_name": nfc(filename)[:200],
                "media_type": picture.media_type,
                "size_bytes": len(data),
                "width": picture.width,
                "height": picture.height,
                "caption": nfc(caption),
                "credit": nfc(credit)[:200],
                "alt": nfc(alt),
                "rights_note": nfc(rights_note),
                "folded": searchable(f"{caption} {credit} {alt} {filename}"),
                "added_by_id": actor.person_id,
                "added_at": clock.now(),
            },
        )
        if created or not row.renditions.exists():
            RenditionRow.objects.bulk_create(
                RenditionRow(
                    asset=row,
                    name=encoded.name,
                    format=encoded.format,
                    width=encoded.width,
                    height=encoded.height,
                    key=key,
                    sha256=encoded.sha256,
                    size_bytes=len(encoded.data),
                )
                for encoded, key in renditions
            )
            recognise(row)
            later("media.read_embedded", queue="media", lock=f"asset:{row.pk}", asset_id=str(row.pk))
            audit.record(
                actor=actor, verb="media.add", object_key=f"asset:{row.pk}", object_label=str(row)[:200]
            )
    return as_data(row)


def _existing(agency_id: UUID, sha256: str) -> Asset | None:
    """Return what has these bytes already, unless it was refused or waits for its job: here it is made at once."""
    row = AssetRow.objects.for_agency(agency_id).filter(sha256=sha256, copy_number=0).first()
    if row is not None and row.state == AssetRow.State.BINNED:
        raise InBin()
    return as_data(row) if row is not None and row.state == AssetRow.State.READY else None


def _scan(data: bytes) -> None:
    """Refuse what the configured scanner knows. Raises `Infected`, `ScannerAway`."""
    address = settings.CLAMD_ADDRESS
    if address and virus_in(io.BytesIO(data), address=address, size_bytes=len(data)):
        raise Infected()


def _keep(encoded: Encoded) -> str:
    sha256 = encoded.sha256
    key = f"media/{sha256[:2]}/{sha256}-{encoded.width}.{FORMAT_ENDINGS[encoded.format]}"
    if not store().exists(key):
        store().put(key, encoded.data)
    return key
