"""Freeze a plan's figures, so that they can be shown and counted again as they were known."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.strategy.models import Plan, Snapshot
from hoitu.strategy.operations.refresh import end_of_changes
from hoitu.strategy.queries import snapshots
from hoitu.strategy.queries.values import until_of


def freeze_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    cut_off: datetime | None = None,
    note: str = "",
    occasion: str = Snapshot.Occasion.BY_HAND,
) -> UUID:
    """Freeze the figures of a plan for which the actor's organisation answers; return the snapshot's id.

    They count up to `cut_off` (None: the end of today) as known now. A report may freeze the plan that it is about,
    whoever answers for it. Raises `BadInput`, `NotFound`.
    """
    by_hand = occasion == Snapshot.Occasion.BY_HAND
    actor.require("strategy.manage" if by_hand else "strategy.read")
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None or (by_hand and plan.owner_id != actor.agency):
        raise NotFound()
    last = until_of(None)
    if cut_off is not None and cut_off > last:
        raise BadInput(_("Chưa chốt được số liệu của ngày chưa tới."))
    with transaction.atomic():  # alone: new records wait while it is open
        known_at = end_of_changes()
    content = snapshots.canonical(snapshots.content_of(plan, cut_off=cut_off or last, known_at=known_at))
    with transaction.atomic():
        row = Snapshot.objects.create(
            plan=plan,
            cut_off=cut_off or last,
            known_at=known_at,
            occasion=occasion,
            note=nfc(note.strip())[:300],
            content=content,
            sha256=snapshots.digest(content),
            made_by_name=actor.name,
            made_at=clock.now(),
        )
        audit.record(
            actor=actor,
            verb="strategy.freeze_plan",
            object_key=f"plan:{plan.pk}",
            object_label=str(plan),
            changes={"cut_off": ("", str(clock.local(row.cut_off))), "sha256": ("", row.sha256)},
        )
    return row.pk
