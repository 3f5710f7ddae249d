"""Order that a file stays as it is, and lift the order: for a court, an inspection, a complaint."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.media.errors import Held
from hoitu.media.models import AssetRow, HoldRow

LONGEST_REASON = 500


def hold(*, actor: Actor, asset_id: UUID, reason: str) -> None:
    """Keep a file as it is, for a written reason. Raises `BadInput`, `Held`, `NotAllowed`, `NotFound`."""
    actor.require("media.hold")
    reason = reason_of(reason, _("Hãy ghi lý do giữ nguyên tệp, ví dụ số văn bản yêu cầu."))
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        refuse_held(asset)
        HoldRow.objects.for_agency(actor.agency).create(
            asset=asset, reason=reason, held_by_name=actor.name, held_at=clock.now()
        )
        note(actor, asset, "media.hold", reason)


def lift_hold(*, actor: Actor, asset_id: UUID, reason: str) -> None:
    """Let a held file be changed and deleted again. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require("media.hold")
    reason = reason_of(reason, _("Hãy ghi vì sao không cần giữ nguyên tệp nữa."))
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        row = HoldRow.objects.for_agency(actor.agency).filter(asset=asset, lifted_at=None).first()
        if row is None:
            raise NotFound(_("Tệp này không bị giữ nguyên. Có thể người khác vừa bỏ lệnh giữ."))
        row.lifted_because, row.lifted_by_name, row.lifted_at = reason, actor.name, clock.now()
        row.save(update_fields=["lifted_because", "lifted_by_name", "lifted_at"])
        note(actor, asset, "media.lift_hold", reason)


def refuse_held(asset: AssetRow) -> None:
    """Raise `Held` while somebody ordered that the file stays as it is; call it with the file's row locked."""
    row = HoldRow.objects.for_agency(asset.agency_id).filter(asset=asset, lifted_at=None).first()
    if row is not None:
        words = {"who": row.held_by_name, "day": clock.local(row.held_at).strftime("%d/%m/%Y")}
        raise Held(
            _("%(who)s đã yêu cầu giữ nguyên tệp này từ ngày %(day)s nên chưa sửa, chưa xóa được.") % words
            + f" {row.reason}"
        )


def locked(agency_id: UUID, asset_id: UUID) -> AssetRow:
    """Return the file's row, nobody else's until the transaction ends. Raises `NotFound`."""
    asset = AssetRow.objects.for_agency(agency_id).select_for_update().filter(pk=asset_id).first()
    if asset is None:
        raise NotFound()
    return asset


def reason_of(text: str, missing: str) -> str:
    """Return a reason as it is kept. Raises `BadInput` with the sentence `missing` when none was written."""
    reason = " ".join(nfc(text).replace("\0", "").split())[:LONGEST_REASON]
    if not reason:
        raise BadInput(missing)
    return reason


def note(actor: Actor, asset: AssetRow, verb: str, words: str) -> None:
    """Write into the trail what happened to the file, and tell whoever looks at it."""
    audit.record(
        actor=actor, verb=verb, object_key=f"asset:{asset.pk}", object_label=str(asset)[:200], note=words
    )
    notify_live(asset.agency_id, "media", str(asset.pk))
