"""Say what happened: to the organisations that it reaches, and in the trails of all who took part."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model

from hoitu.audit import api as audit
from hoitu.correspondence.events import ItemArrived
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.facts import announce

Changes = dict[str, tuple[object, object]]


def arrived(
    what: str,
    row: Model,
    agency_id: UUID,
    *,
    by_name: str,
    permission: str = "",
    person_ids: Iterable[UUID] = (),
    once: str = "",
    days_left: int = 0,
    note: str = "",
) -> None:
    """Announce that something about `row` reached an organisation."""
    announce(
        ItemArrived(
            subject=f"{row._meta.model_name}:{row.pk}",
            agency_id=agency_id,
            what=what,
            object_id=row.pk,
            title=str(row)[:200],
            by_name=by_name,
            at=clock.now(),
            permission=permission,
            person_ids=[str(one) for one in person_ids],
            once=once,
            days_left=days_left,
            note=note[:300],
        )
    )


def noted(
    actor: Actor,
    verb: str,
    row: Model,
    changes: Changes | None = None,
    note: str = "",
    *,
    other: UUID | None = None,
    name: str = "",
) -> None:
    """Write the trail of the actor's organisation; in that of an `other` one stands the organisation, not the person.

    `name` is what the actor's organisation is called there.
    """
    key, label = f"{row._meta.model_name}:{row.pk}", str(row)[:200]
    audit.record(
        actor=actor,
        verb=f"correspondence.{verb}",
        object_key=key,
        object_label=label,
        changes=changes or {},
        note=note,
        agency_id=actor.agency,
    )
    if other is not None and other != actor.agency:
        audit.record(
            actor=Actor.system(agency_id=other, name=name),
            verb=f"correspondence.{verb}",
            object_key=key,
            object_label=label,
            note="",
            agency_id=other,
        )
