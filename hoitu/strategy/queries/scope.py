"""Which plans somebody may read, which press agencies a plan is about, and whose records somebody may see."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers import api as registers
from hoitu.strategy.data import DocumentState
from hoitu.strategy.models import Plan

LINES = {Plan.Scope.MANAGED: "state_management", Plan.Scope.GOVERNED: "governing"}


def readable_plans(agency_id: UUID | None) -> Q:
    """Return the condition "people of the organisation may read this plan": a draft stays with who entered it."""
    return ~Q(state=DocumentState.DRAFT) | Q(entered_by=None) | Q(entered_by_id=agency_id)


def agencies_of(plan: Plan, *, on: date) -> list[Organisation]:
    """Return the agencies in the plan's scope that existed and held a licence on a day, by name."""
    if plan.scope == Plan.Scope.NONE:
        return []
    if plan.scope == Plan.Scope.ALL:
        found = accounts.press_agencies(on=on)
    elif plan.scope == Plan.Scope.OWN:
        found = tuple(row for row in accounts.press_agencies(on=on) if row.id == plan.owner_id)
    else:
        found = accounts.press_agencies(on=on, below=plan.owner_id, kind=LINES[Plan.Scope(plan.scope)])
    licensed = registers.licensed(organisation_ids=[row.id for row in found], on=on)
    return [row for row in found if row.id in licensed]


def open_to(actor: Actor) -> set[UUID]:
    """Return the agencies behind whose figures the actor may look: the own one, and those below it today."""
    below = accounts.press_agency_ids(on=clock.today(), below=actor.agency, kinds=LINES.values())
    return {actor.agency} | below
