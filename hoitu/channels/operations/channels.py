"""Set up the places where an agency releases."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.channels.models import ChannelRow
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.sealing import seal
from hoitu.kernel.text import nfc

SHORTEST_SECRET_CHARACTERS = 16


def save_channel(
    *,
    actor: Actor,
    channel_id: UUID | None = None,
    name: str,
    kind: str,
    medium: str,
    config: Mapping[str, str] | None = None,
    secret: str = "",
    is_domestic: bool = True,
    is_default: bool = False,
    is_active: bool = True,
    licence_note: str = "",
) -> UUID:
    """Add a channel or change one; an empty `secret` leaves the stored one. Raises `BadInput`, `NotFound`."""
    actor.require("channels.manage")
    name = nfc(name.strip())
    config = dict(config or {})
    if not name:
        raise BadInput(_("Hãy đặt tên cho kênh."))
    if kind not in ChannelRow.Kind.values or medium not in ChannelRow.Medium.values:
        raise BadInput()
    if kind == ChannelRow.Kind.WEB and not config.get("site"):
        raise BadInput(_("Hãy ghi mã của trang web mà kênh này phát lên (xem ở mục Trang web)."))
    if kind == ChannelRow.Kind.NINJS:
        _check_push(config, secret, is_new=channel_id is None)
    with transaction.atomic():
        rows = ChannelRow.objects.for_agency(actor.agency)
        row = rows.select_for_update().filter(pk=channel_id).first() if channel_id else None
        if channel_id and row is None:
            raise NotFound()
        same = rows.filter(name=name)
        if (same.exclude(pk=row.pk) if row else same).exists():
            raise BadInput(_("Đã có kênh tên này. Hãy chọn tên khác."))
        before = _said(row) if row else {}
        row = row or ChannelRow(agency_id=actor.agency, order=rows.count())
        row.name, row.kind, row.medium, row.config = name, kind, medium, config
        row.is_domestic, row.is_default, row.is_active = is_domestic, is_default, is_active
        row.licence_note = nfc(licence_note.strip())[:200]
        if secret:
            row.sealed_secret = seal(secret)
        row.save()
        after = _said(row)
        audit.record(
            actor=actor,
            verb="channels.save_channel",
            object_key=f"channel:{row.pk}",
            object_label=row.name,
            changes={
                key: (before.get(key, ""), after[key]) for key in after if before.get(key) != after[key]
            },
        )
    return row.pk


def _check_push(config: Mapping[str, str], secret: str, *, is_new: bool) -> None:
    if not config.get("url", "").startswith(("https://", "http://")):
        raise BadInput(_("Hãy ghi địa chỉ nhận tin, bắt đầu bằng https://."))
    if (is_new or secret) and len(secret) < SHORTEST_SECRET_CHARACTERS:
        raise BadInput(_("Khóa ký phải dài ít nhất 16 ký tự để đơn vị nhận tin được người gửi."))


def _said(row: ChannelRow) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": row.kind,
        "medium": row.medium,
        "config": row.config,
        "is_domestic": row.is_domestic,
        "is_default": row.is_default,
        "is_active": row.is_active,
        "licence_note": row.licence_note,
    }
