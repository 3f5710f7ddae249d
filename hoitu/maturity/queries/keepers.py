"""Who keeps which catalogue and cycle, and who sees it."""

from uuid import UUID

from django.db.models import Q

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor

CATALOGUE = "maturity.catalogue"


def usable_by(actor: Actor) -> Q:
    """Return the condition "one may score by it or build on it": the installation's, the own, those from above."""
    if actor.agency_id is None:
        return Q(owner=None)
    above = accounts.bodies_above(organisation_id=actor.agency, on=clock.today())
    return Q(owner=None) | Q(owner_id__in={actor.agency, *(body.id for body in above)})


def visible_to(actor: Actor) -> Q:
    """Return the condition "the actor sees it": what they may use, and what the offices below them keep.

    What a press agency keeps for itself stays there.
    """
    if actor.agency_id is None:
        return usable_by(actor)
    below = accounts.below(organisation_id=actor.agency, on=clock.today())
    offices = {body.id for body in below if body.kind != "press_agency"}
    return usable_by(actor) | Q(owner_id__in=offices)


def may_keep(actor: Actor, owner_id: UUID | None) -> bool:
    """Say whether the actor may change what belongs to `owner_id` (None: to the installation).

    The installation's belongs to its operators and to a ministry, a provisional one to the organisation that made it.
    """
    if owner_id is None:
        return actor.may(accounts.OPERATE) or (actor.may(CATALOGUE) and _is_ministry(actor))
    return actor.agency_id == owner_id and actor.may(CATALOGUE)


def may_make_provisional(actor: Actor) -> bool:
    """Say whether the actor may make a provisional one for their organisation; a ministry keeps the real one."""
    return actor.agency_id is not None and actor.may(CATALOGUE) and not _is_ministry(actor)


def owner_of_new(actor: Actor) -> UUID | None:
    """Return to whom a cycle belongs that the actor adds: to the installation (None) or to their organisation."""
    return None if may_keep(actor, None) else actor.agency


def _is_ministry(actor: Actor) -> bool:
    if actor.agency_id is None:
        return actor.is_system
    return accounts.organisation(organisation_id=actor.agency).kind == "ministry"
