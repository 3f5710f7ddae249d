"""Record what was released by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.channels.data import DeliveryState, Receipt
from hoitu.channels.models import ChannelRow, DeliveryRow, HandEvidence
from hoitu.channels.operations.send import settle
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.media import api as media


def record_by_hand(
    *,
    actor: Actor,
    delivery_id: UUID,
    media_type: str,
    place: str = "",
    aired_at: datetime | None = None,
    link: str = "",
    scan_id: UUID | None = None,
) -> None:
    """Note where a story was released (or taken down) by hand; the delivery is complete with that.

    One of place, air time, link or scan is needed as evidence. Raises `BadInput`, `NotFound`.
    """
    actor.require("channels.record")
    if media_type not in ChannelRow.Medium.values:
        raise BadInput()
    if link and not link.startswith(("https://", "http://")):
        raise BadInput(_("Đường dẫn phải bắt đầu bằng https:// hoặc http://."))
    if not (place.strip() or aired_at or link or scan_id):
        raise BadInput(_("Hãy ghi số báo và trang, giờ phát sóng, đường dẫn, hoặc kèm ảnh chụp."))
    if scan_id:
        media.asset(agency_id=actor.agency, asset_id=scan_id)
    with transaction.atomic():
        row = (
            DeliveryRow.objects.for_agency(actor.agency)
            .select_for_update(of=("self",))
            .select_related("release__channel", "release__story")
            .filter(pk=delivery_id)
            .first()
        )
        if row is None:
            raise NotFound()
        if row.state != DeliveryState.BY_HAND:
            raise BadInput(_("Lần phát này đã được ghi nhận hoặc không còn cần ghi nhận."))
        HandEvidence.objects.create(
            delivery=row,
            media_type=media_type,
            place=nfc(place.strip())[:200],
            aired_at=aired_at,
            link=link[:500],
            scan_id=scan_id,
            recorded_by_id=actor.person_id,
            recorded_at=clock.now(),
        )
        audit.record(
            actor=actor,
            verb="channels.record",
            object_key=f"story:{row.release.story_id}",
            object_label=row.release.story.headline,
            note=" · ".join(filter(None, [row.release.channel.name, place.strip(), link])),
        )
        settle(row, Receipt(url=link, detail={"place": place.strip()}))
