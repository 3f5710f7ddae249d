"""Who is told: the people of an organisation who may deal with something, and those of the bodies above it."""

from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock


def holding(organisation_id: UUID, permission: str) -> set[UUID]:
    """Return the people of an organisation who hold the permission now."""
    return {person.id for person in accounts.people_with(agency_id=organisation_id, permission=permission)}


def holding_above(agency_id: UUID, permission: str) -> dict[UUID, set[UUID]]:
    """Return the people who hold the permission now at each body that manages or governs the agency today."""
    above = accounts.bodies_above(organisation_id=agency_id, on=clock.today())
    return {body.id: holding(body.id, permission) for body in sorted(above, key=lambda body: str(body.id))}
