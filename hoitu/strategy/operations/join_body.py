"""Say which organisation of this installation a body of a plan is."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.strategy.models import Body, Plan


@transaction.atomic
def join_body(*, actor: Actor, plan_id: UUID, body_id: UUID, organisation_id: UUID | None) -> None:
    """Join a body to an organisation, or take that back (None). A person's word stays when the plan is loaded again.

    Only the plan's owner says so; where nobody answers for it, who entered it. Raises `NotFound`, `BadInput`.
    """
    actor.require("strategy.manage")
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=plan_id).first()
    body = Body.objects.filter(plan_id=plan_id, pk=body_id).select_related("organisation").first()
    if plan is None or body is None:
        raise NotFound()
    if not may_join(actor, plan):
        raise BadInput(_("Chỉ đơn vị chủ trì kế hoạch ghép cơ quan. Hãy chọn phạm vi kế hoạch trước."))
    before = body.organisation.name if body.organisation else ""
    known = accounts.organisations(ids=[organisation_id] if organisation_id else [])
    if organisation_id and organisation_id not in known:
        raise BadInput(_("Hãy chọn một tổ chức trong danh sách."))
    after = known[organisation_id].name if organisation_id else ""
    body.organisation_id, body.decided_at = organisation_id, clock.now()
    body.save(update_fields=["organisation", "decided_at"])
    if before != after:
        audit.record(
            actor=actor,
            verb="strategy.join_body",
            object_key=f"plan:{plan.pk}",
            object_label=body.name,
            changes={"organisation": (before, after)},
        )


def may_join(actor: Actor, plan: Plan) -> bool:
    """Say whether the actor's organisation says which bodies of a plan are which."""
    return actor.may("strategy.manage") and actor.agency_id == (plan.owner_id or plan.entered_by_id)
