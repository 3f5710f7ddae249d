"""Say who answers for a plan and which agencies it is about."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.strategy.models import Plan
from hoitu.strategy.queries.scope import readable_plans


@transaction.atomic
def bind_plan(*, actor: Actor, plan_id: UUID, scope: str) -> None:
    """Let the actor's organisation answer for a plan, or no longer (`none`).

    Only a ministry answers for every agency of the installation. Raises `BadInput`, `NotFound`.
    """
    actor.require("strategy.manage")
    readable = readable_plans(actor.agency)
    plan = Plan.objects.select_for_update(of=("self",)).filter(readable, pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if scope not in Plan.Scope.values:
        raise BadInput(_("Hãy chọn một phạm vi trong danh sách."))
    if plan.owner_id not in (None, actor.agency):
        raise BadInput(_("Kế hoạch này đã có đơn vị chủ trì khác."))
    own = accounts.organisation(organisation_id=actor.agency)
    if scope == Plan.Scope.ALL and own.kind != "ministry":
        raise BadInput(_("Chỉ bộ quản lý mới chủ trì kế hoạch của mọi cơ quan báo chí."))
    if scope == Plan.Scope.OWN and own.kind != "press_agency":
        raise BadInput(_("Chỉ cơ quan báo chí mới có kế hoạch cho chính mình."))
    before = plan.get_scope_display()
    plan.scope = scope
    plan.owner_id = None if scope == Plan.Scope.NONE else own.id
    plan.save(update_fields=["scope", "owner"])
    audit.record(
        actor=actor,
        verb="strategy.bind_plan",
        object_key=f"plan:{plan.pk}",
        object_label=str(plan),
        changes={"scope": (before, plan.get_scope_display())},
    )
