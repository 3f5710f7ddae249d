"""Put a file into the bin, and take it out again. Nothing of it is lost there."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound, Refused
from hoitu.media.errors import StillShown
from hoitu.media.models import AssetRow, BinRow, CollectionRow
from hoitu.media.operations.hold import locked, note, reason_of, refuse_held
from hoitu.media.queries.rights import uses_of

NAMED_PLACES = 3
SETTLED = (AssetRow.State.READY, AssetRow.State.REFUSED)


def put_in_bin(*, actor: Actor, asset_id: UUID, reason: str) -> None:
    """Take a file out of use, for a written reason: search, the editor and new releases leave it out.

    Raises `BadInput`, `StillShown`, `Held`, `Refused` while it is worked on, `NotAllowed`, `NotFound`.
    """
    actor.require("media.delete")
    reason = reason_of(reason, _("Hãy ghi lý do bỏ tệp vào thùng rác."))
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        if asset.state == AssetRow.State.BINNED:
            return
        if asset.state not in SETTLED:
            raise Refused(_("Tệp còn đang được kiểm tra và xử lý. Hãy chờ xong rồi bỏ."))
        refuse_held(asset)
        refuse_shown(asset)
        BinRow.objects.for_agency(actor.agency).create(
            asset=asset,
            reason=reason,
            binned_by_name=actor.name,
            binned_at=clock.now(),
            state_before=asset.state,
        )
        asset.state = AssetRow.State.BINNED
        asset.save(update_fields=["state"])
        CollectionRow.objects.for_agency(actor.agency).filter(cover=asset).update(cover=None)
        note(actor, asset, "media.bin", reason)


def restore(*, actor: Actor, asset_id: UUID) -> None:
    """Take a file out of the bin as it went in; who asked to purge it has asked in vain.

    Raises `NotAllowed`, `NotFound` when it is not in the bin.
    """
    actor.require("media.delete")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        row = in_bin(asset)
        asset.state = row.state_before
        asset.save(update_fields=["state"])
        row.delete()
        note(actor, asset, "media.restore", "")


def in_bin(asset: AssetRow) -> BinRow:
    """Return what the bin says about a file. Raises `NotFound`."""
    row = BinRow.objects.for_agency(asset.agency_id).filter(asset=asset).first()
    if row is None:
        raise NotFound(_("Tệp không còn trong thùng rác. Có thể người khác vừa khôi phục."))
    return row


def refuse_shown(asset: AssetRow) -> None:
    """Raise `StillShown`, naming the places, while readers have the file."""
    uses = uses_of(agency_id=asset.agency_id, asset_ids=[asset.pk], open_only=True)
    if uses:
        places = "; ".join(f"“{use.title}” ({use.channel})" for use in uses[:NAMED_PLACES])
        left = len(uses) - NAMED_PLACES
        more = _(" và %(count)d nơi khác") % {"count": left} if left > 0 else ""
        raise StillShown(
            _("Bạn đọc đang thấy tệp này ở %(places)s. Hãy gỡ hoặc thay tệp ở đó trước.")
            % {"places": places + more}
        )
