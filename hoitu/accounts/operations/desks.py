"""Desks of an agency: opened, renamed, closed."""

from uuid import UUID

from django.db import IntegrityError, transaction

from hoitu.accounts.errors import NameTaken
from hoitu.accounts.models import Desk
from hoitu.accounts.operations.changes import apply
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound


@transaction.atomic
def save_desk(
    *, actor: Actor, desk_id: UUID | None = None, name: str, short_name: str = "", position: int = 0
) -> UUID:
    """Open or rename a desk of the actor's agency; a closed one opens again."""
    actor.require("accounts.desks")
    desk = Desk(agency_id=actor.agency) if desk_id is None else _desk(actor, desk_id)
    changes = apply(desk, {"name": name, "short_name": short_name, "position": position, "closed_at": None})
    if changes:
        try:
            with transaction.atomic():
                desk.save()
        except IntegrityError as error:
            raise NameTaken() from error
        _record(actor, "accounts.save_desk", desk, changes)
    return desk.id


@transaction.atomic
def close_desk(*, actor: Actor, desk_id: UUID) -> None:
    """Close a desk: nothing new goes to it, what it did stays."""
    actor.require("accounts.desks")
    desk = _desk(actor, desk_id)
    if desk.closed_at is None:
        desk.closed_at = clock.now()
        desk.save(update_fields=["closed_at"])
        _record(actor, "accounts.close_desk", desk, {})


def _desk(actor: Actor, desk_id: UUID) -> Desk:
    desk = Desk.objects.for_agency(actor.agency).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound()
    return desk


def _record(actor: Actor, verb: str, desk: Desk, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"desk:{desk.id}", object_label=desk.name, changes=changes
    )
