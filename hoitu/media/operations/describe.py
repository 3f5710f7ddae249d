"""Change what is said about a picture."""

from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import fold, nfc
from hoitu.media.data import Asset
from hoitu.media.models import AssetRow
from hoitu.media.queries import as_data

FIELDS = ("caption", "credit", "alt", "rights_note")


def describe_asset(
    *, actor: Actor, asset_id: UUID, caption: str, credit: str, alt: str, rights_note: str
) -> Asset:
    """Replace caption, credit, alternative text and rights note. Raises `NotFound`, `NotAllowed`."""
    actor.require("media.edit")
    new = {
        "caption": nfc(caption),
        "credit": nfc(credit)[:200],
        "alt": nfc(alt),
        "rights_note": nfc(rights_note),
    }
    with transaction.atomic():
        row = AssetRow.objects.for_agency(actor.agency).select_for_update().filter(pk=asset_id).first()
        if row is None:
            raise NotFound()
        changes: dict[str, tuple[object, object]] = {
            name: (getattr(row, name), new[name]) for name in FIELDS if getattr(row, name) != new[name]
        }
        if changes:
            for name in changes:
                setattr(row, name, new[name])
            row.folded = fold(f"{row.caption} {row.credit} {row.alt} {row.original_name}")
            row.save(update_fields=[*changes, "folded"])
            audit.record(
                actor=actor,
                verb="media.describe",
                object_key=f"asset:{row.pk}",
                object_label=str(row)[:200],
                changes=changes,
            )
    return as_data(row)
