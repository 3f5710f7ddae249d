"""Forms of catalogues and cycles open for those who may save them, and for nobody else."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.maturity import api
from hoitu.maturity.models import Catalogue, Cycle
from hoitu.maturity.operations.catalogue import NotTheKeeper
from hoitu.maturity.queries.keepers import may_keep, owner_of_new


def kept_catalogue(actor: Actor, catalogue_id: UUID) -> Catalogue:
    """Return a catalogue that the actor keeps. Raises `NotTheKeeper`, `NotFound`."""
    row = api.catalogue(actor, catalogue_id)
    if not may_keep(actor, row.owner_id):
        raise NotTheKeeper()
    return row


def kept_cycle(actor: Actor, cycle_id: UUID | None) -> Cycle:
    """Return a cycle that the actor keeps; without an id a new one of theirs. Raises `NotTheKeeper`, `NotFound`."""
    row = api.cycle(actor, cycle_id) if cycle_id else Cycle(owner_id=owner_of_new(actor))
    if not may_keep(actor, row.owner_id):
        raise NotTheKeeper()
    return row
