"""Roles: named sets of permissions that an agency shapes, within what its administrators hold."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from hoitu.accounts import policies
from hoitu.accounts.errors import GrantsTooMuch, NameTaken, RoleInUse
from hoitu.accounts.events import LIVE_TOPIC
from hoitu.accounts.models import Organisation, Role
from hoitu.accounts.models.work import known_permissions
from hoitu.accounts.operations.changes import apply
from hoitu.accounts.operations.membership import keep_an_administrator
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.live import notify_live


@transaction.atomic
def save_role(
    *,
    actor: Actor,
    role_id: UUID | None = None,
    name: str,
    description: str,
    permissions: Collection[str],
    mfa_required: bool,
) -> UUID:
    """Make or change a role of the actor's agency.

    Raises `GrantsTooMuch` when a permission added or removed is not one of the actor's own.
    """
    actor.require("accounts.roles")
    known_permissions(list(permissions))
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.agency)
    if role_id is None:
        last = Role.objects.for_agency(actor.agency).aggregate(last=Max("position"))["last"]
        role = Role(agency_id=actor.agency, position=(last or 0) + 1)
    else:
        role = _role(actor, role_id)
    if not policies.may_grant(actor, set(role.permissions) ^ set(permissions)):
        raise GrantsTooMuch()
    values = {
        "name": name,
        "description": description,
        "permissions": sorted(permissions),
        "mfa_required": mfa_required,
    }
    changes = apply(role, values)
    if not changes:
        return role.id
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise NameTaken() from error
    if role_id is not None:
        keep_an_administrator(actor.agency)
        notify_live(actor.agency, LIVE_TOPIC, "")
    verb = "accounts.make_role" if role_id is None else "accounts.change_role"
    _record(actor, verb, role, changes)
    return role.id


@transaction.atomic
def remove_role(*, actor: Actor, role_id: UUID) -> None:
    """Remove a role that nobody has. Raises `RoleInUse` otherwise."""
    actor.require("accounts.roles")
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.agency)
    role = _role(actor, role_id)
    if not policies.may_grant(actor, role.permissions):
        raise GrantsTooMuch()
    if role.memberships.exists():
        raise RoleInUse()
    changes: dict[str, tuple[object, object]] = {"permissions": (role.permissions, [])}
    _record(actor, "accounts.remove_role", role, changes)
    role.delete()


def _role(actor: Actor, role_id: UUID) -> Role:
    role = Role.objects.for_agency(actor.agency).filter(pk=role_id).first()
    if role is None:
        raise NotFound()
    return role


def _record(actor: Actor, verb: str, role: Role, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"role:{role.id}", object_label=role.name, changes=changes
    )
