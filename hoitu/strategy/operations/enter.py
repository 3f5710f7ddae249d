"""Take a plan in that people of an organisation have made or confirmed here."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.strategy.data import DocumentState, Pack
from hoitu.strategy.models import Plan
from hoitu.strategy.operations.load import take_in
from hoitu.strategy.queries.stored_plans import plans_to_replace

APPROVE = "strategy.approve_plan"


@transaction.atomic
def enter_plan(
    *,
    actor: Actor,
    pack: Pack,
    agency_id: UUID,
    is_own: bool,
    replaces_id: UUID | None = None,
    note: str = "",
) -> UUID:
    """Store a plan of the organisation `agency_id`, for who manages its plans or approves them; return its id.

    The new plan is answered for as the version before it, or, where `is_own`, by the press agency that made it.
    Raises `BadInput` when something else has taken the old version's place meanwhile.
    """
    if not actor.may(APPROVE):
        actor.require("strategy.manage")
    old = None
    if replaces_id is not None:
        if replaces_id not in {card.id for card in plans_to_replace(agency_id)}:
            raise BadInput(_("Kế hoạch được thay thế đã có bản khác thay rồi."))
        old = Plan.objects.get(pk=replaces_id)
    done = take_in(actor=actor, pack=pack, entered_by=agency_id, replaces=old, note=note)
    plan = Plan.objects.get(pk=done.plan_id)
    if old is not None:
        _take_place(plan, old)
    elif is_own and accounts.organisation(organisation_id=agency_id).kind == "press_agency":
        plan.owner_id, plan.scope = agency_id, Plan.Scope.OWN
    plan.save(update_fields=["owner", "scope"])
    return plan.pk


def _take_place(plan: Plan, old: Plan) -> None:
    plan.owner_id, plan.scope = old.owner_id, old.scope
    if plan.state == DocumentState.ISSUED:
        old.state = DocumentState.REPLACED
        old.save(update_fields=["state"])
