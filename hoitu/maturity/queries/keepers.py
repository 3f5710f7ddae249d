"""Who keeps which catalogue and cycle, and who sees it."""

from uuid import UUID

from django.db.models import Q

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor

CATALOGUE = "maturity.catalogue"


def visible_to(actor: Actor) -> Q:
    """Return the condition "the actor sees this catalogue or cycle": the installation's, the own, from above."""
    if actor.agency_id is None:
        return Q(owner=None)
    above = accounts.bodies_above(organisation_id=actor.agency, on=clock.today())
    return Q(owner=None) | Q(owner_id__in={actor.agency, *(body.id for body in above)})


def may_keep(actor: Actor, owner_id: UUID | None) -> bool:
    """Say whether the actor may change what belongs to `owner_id` (None: to the installation).

    The installation's belongs to its operators and to a ministry. Anybody else keeps a provisional one of their own,
    as long as no ministry works here.
    """
    if owner_id is None:
        return actor.may(accounts.OPERATE) or (actor.may(CATALOGUE) and _is_ministry(actor))
    return actor.agency_id == owner_id and actor.may(CATALOGUE) and not ministry_works()


def may_make_provisional(actor: Actor) -> bool:
    """Say whether the actor's organisation may keep a provisional catalogue of its own."""
    return actor.agency_id is not None and may_keep(actor, actor.agency)


def ministry_works() -> bool:
    """Say whether people of a ministry work on this installation."""
    return any(
        accounts.people_of(agency_id=body.id)
        for body in accounts.known_organisations()
        if body.kind == "ministry"
    )


def _is_ministry(actor: Actor) -> bool:
    if actor.agency_id is None:
        return actor.is_system
    return accounts.organisation(organisation_id=actor.agency).kind == "ministry"
