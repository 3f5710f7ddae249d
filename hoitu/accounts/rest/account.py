"""Who the caller is, and with whom they work."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from hoitu.accounts import queries
from hoitu.accounts.data import title_label
from hoitu.kernel.actor import Actor

router = Router(tags=["accounts"])


class Me(Schema):
    """The caller as the newsroom sees it."""

    person_id: UUID | None
    name: str
    agency_id: UUID | None
    permissions: list[str]


class Colleague(Schema):
    """Somebody who works for the caller's agency now."""

    id: UUID
    full_name: str
    titles: list[str]
    desk_ids: list[UUID]


class DeskOut(Schema):
    """A desk."""

    id: UUID
    name: str
    short_name: str


@router.get("/me", response=Me)
def me(request: HttpRequest) -> Me:
    """Return who the caller is and what they may do."""
    actor = _actor(request)
    return Me(
        person_id=actor.person_id,
        name=actor.name,
        agency_id=actor.agency_id,
        permissions=sorted(actor.permissions),
    )


@router.get("/people", response=list[Colleague])
def people(request: HttpRequest) -> list[Colleague]:
    """Return the people of the caller's agency, by given name."""
    found = queries.people_of(agency_id=_actor(request).agency)
    return [
        Colleague(
            id=person.id,
            full_name=person.full_name,
            titles=[title_label(title) for title in person.titles],
            desk_ids=sorted(person.desk_ids),
        )
        for person in found
    ]


@router.get("/desks", response=list[DeskOut])
def desks(request: HttpRequest) -> list[DeskOut]:
    """Return the open desks of the caller's agency."""
    found = queries.desks(agency_id=_actor(request).agency)
    return [DeskOut(id=desk.id, name=desk.name, short_name=desk.short_name) for desk in found]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
