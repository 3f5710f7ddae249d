"""An authority orders a story down; the clock runs until it is down everywhere."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.channels.data import ReleaseState
from hoitu.channels.models import DeliveryRow, Release, TakedownOrder
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc
from hoitu.registers import api as registers
from hoitu.stories import api as stories
from hoitu.stories.data import Life

RULE_NORMAL, RULE_URGENT = "takedown.normal_hours", "takedown.urgent_hours"


def order_takedown(
    *,
    actor: Actor,
    story_id: UUID,
    authority: str,
    reason: str,
    document_number: str = "",
    is_urgent: bool = False,
    received_at: datetime | None = None,
) -> UUID:
    """Record the order, set its deadline from the law in force, and withdraw the story from every channel.

    Returns the order's id. The item stays on the server for inspection. Raises `BadInput`, `NotFound`.
    """
    actor.require("channels.takedown")
    authority, reason = nfc(authority.strip()), nfc(reason.strip())
    if not authority or not reason:
        raise BadInput(_("Hãy ghi cơ quan yêu cầu và lý do gỡ."))
    received_at = received_at or clock.now()
    if received_at > clock.now():
        raise BadInput(_("Giờ nhận lệnh không thể ở tương lai."))
    rule = registers.legal_rule(
        key=RULE_URGENT if is_urgent else RULE_NORMAL, on=clock.local(received_at).date()
    )
    with transaction.atomic():
        card = stories.story_card(actor=actor, story_id=story_id)
        order = TakedownOrder.objects.create(
            agency_id=actor.agency,
            story_id=story_id,
            authority=authority,
            document_number=nfc(document_number.strip()),
            is_urgent=is_urgent,
            reason=reason,
            received_at=received_at,
            deadline_at=received_at + timedelta(hours=rule.integer()),
            deadline_citation=rule.citation,
            recorded_by_id=actor.person_id,
        )
        audit.record(
            actor=actor,
            verb="channels.takedown",
            object_key=f"story:{story_id}",
            object_label=card.headline,
            note=f"{authority} {order.document_number}: {reason}",
        )
        if card.life in (Life.APPROVED, Life.RELEASED):
            stories.withdraw_story(actor=_with_withdrawal(actor), story_id=story_id, reason=reason)
        close_executed_orders(story_id)
    return order.pk


def close_executed_orders(story_id: UUID) -> None:
    """Stop the clock of the story's orders when it stands on no channel and none is being taken down."""
    releases = Release.objects.unscoped(why="of one story").filter(story_id=story_id)
    on_its_way = DeliveryRow.objects.unscoped(why="of one story").filter(
        release__story_id=story_id, state__in=["queued", "retrying", "by_hand"]
    )
    if releases.filter(state=ReleaseState.OUT).exists() or on_its_way.exists():
        return
    TakedownOrder.objects.unscoped(why="of one story").filter(story_id=story_id, executed_at=None).update(
        executed_at=clock.now()
    )


def _with_withdrawal(actor: Actor) -> Actor:
    # An authority's order is carried out by whoever may record it; withdrawing is part of that permission.
    return replace(actor, permissions=actor.permissions | {"stories.withdraw"})
