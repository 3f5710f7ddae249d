"""Whose published items somebody may look at: the own agency's, and those of agencies below."""

from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel.actor import Actor
from hoitu.strategy import api as strategy


def watched(actor: Actor) -> dict[UUID, Organisation]:
    """Return the press agencies, by name, whose published items the actor may look at."""
    found = accounts.organisations(ids=strategy.open_to(actor))
    agencies = [one for one in found.values() if one.kind == "press_agency"]
    return {one.id: one for one in sorted(agencies, key=lambda one: one.name)}
