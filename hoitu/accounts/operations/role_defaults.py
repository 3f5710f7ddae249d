"""Default roles follow the software: unchanged ones at each upgrade, edited ones when their agency says so."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import override

from hoitu.accounts.default_roles import DEFAULT_ROLES, DefaultRole
from hoitu.accounts.errors import NameTaken
from hoitu.accounts.models import Organisation, Role
from hoitu.accounts.queries import known_codes
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

_DEFAULTS = {role.key: role for role in DEFAULT_ROLES}
_ENTRIES_LOOKED_AT = 10_000


@dataclass(frozen=True)
class Offer:
    """Permissions that a default role has won since an agency's edited copy last followed it."""

    role_id: UUID
    permissions: frozenset[str]


def default_role(role: DefaultRole, *, agency_id: UUID, position: int) -> Role:
    """Return an agency's own copy of a default role, not stored yet."""
    permissions = sorted(role.permissions & known_codes())
    with override("vi"):  # role names are stored data of a Vietnamese newsroom, whoever's screen makes them
        return Role(
            agency_id=agency_id,
            key=role.key,
            name=str(role.name),
            description=str(role.description),
            permissions=permissions,
            shipped=permissions,
            mfa_required=role.mfa_required,
            position=position,
        )


@transaction.atomic
def renew_default_roles() -> int:
    """Bring every unchanged default role of every agency to what this version gives it; return how many.

    Run after migrations. What an agency edited stays as it is and is offered on its screen.
    """
    rows = Role.objects.unscoped(why="an upgrade concerns every agency").exclude(key="")
    return sum(_renew(role) for role in rows.select_for_update().order_by("agency_id", "position"))


def offers(*, agency_id: UUID) -> dict[UUID, Offer]:
    """Return by role what the agency's edited default roles could have now."""
    found = {}
    for role in Role.objects.for_agency(agency_id).filter(key__in=_DEFAULTS, shipped__isnull=False):
        if new := _shipped_now(role.key) - set(role.shipped or []) - set(role.permissions):
            found[role.pk] = Offer(role.pk, frozenset(new))
    return found


def missing_roles(*, agency_id: UUID) -> tuple[DefaultRole, ...]:
    """Return the default roles that the agency has no copy of: made later than it, or removed."""
    present = set(Role.objects.for_agency(agency_id).values_list("key", flat=True))
    return tuple(role for role in DEFAULT_ROLES if role.key not in present)


@transaction.atomic
def answer_offer(*, actor: Actor, role_id: UUID, accept: bool) -> None:
    """Add what a default role has won to the agency's edited copy, or keep the copy as it is.

    Accepting needs `accounts.roles` alone: nobody in the agency may hold a permission yet that is new in the
    software, and only what the default role ships can be won by it. Raises `NotFound` when nothing is offered.
    """
    actor.require("accounts.roles")
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.agency)
    offer = offers(agency_id=actor.agency).get(role_id)
    if offer is None:
        raise NotFound()
    role = Role.objects.for_agency(actor.agency).get(pk=role_id)
    before = role.permissions
    role.shipped = sorted(_shipped_now(role.key))
    if accept:
        role.permissions = sorted({*before, *offer.permissions})
    role.save(update_fields=["permissions", "shipped"])
    verb = "accounts.accept_defaults" if accept else "accounts.decline_defaults"
    _record(actor, verb, role, before, sorted(offer.permissions) if not accept else role.permissions)


@transaction.atomic
def add_default_role(*, actor: Actor, key: str) -> UUID:
    """Give the agency its copy of a default role that it does not have. Raises `NotFound`, `NameTaken`."""
    actor.require("accounts.roles")
    Organisation.objects.select_for_update(no_key=True).get(pk=actor.agency)
    wanted = next((role for role in missing_roles(agency_id=actor.agency) if role.key == key), None)
    if wanted is None:
        raise NotFound()
    last = Role.objects.for_agency(actor.agency).aggregate(last=Max("position"))["last"]
    role = default_role(wanted, agency_id=actor.agency, position=(last or 0) + 1)
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        raise NameTaken() from error
    _record(actor, "accounts.make_role", role, [], role.permissions)
    return role.pk


def _renew(role: Role) -> bool:
    if role.key not in _DEFAULTS:
        return False
    if role.shipped is None:
        role.shipped = _shipped_at_first(role)
        role.save(update_fields=["shipped"])
    wanted = sorted(_shipped_now(role.key))
    if sorted(role.permissions) != sorted(role.shipped) or wanted == sorted(role.shipped):
        return False
    before = role.permissions
    role.permissions = role.shipped = wanted
    role.save(update_fields=["permissions", "shipped"])
    actor = Actor.system(agency_id=role.agency_id)
    _record(actor, "accounts.renew_role", role, before, wanted)
    return True


def _shipped_at_first(role: Role) -> list[str]:
    """Return what an old role was founded with: what the trail says stood there before its first edit."""
    edits = audit.trail(
        agency_id=role.agency_id,
        object_key=f"role:{role.pk}",
        verb="accounts.change_role",
        limit=_ENTRIES_LOOKED_AT,
    ).entries
    changed = [change for entry in edits for change in entry.changes if change.field == "permissions"]
    founded_with = changed[-1].before if changed else role.permissions
    return sorted(map(str, founded_with)) if isinstance(founded_with, list) else list(role.permissions)


def _shipped_now(key: str) -> frozenset[str]:
    return _DEFAULTS[key].permissions & known_codes()


def _record(actor: Actor, verb: str, role: Role, before: list[str], after: list[str]) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"role:{role.pk}",
        object_label=role.name,
        changes={"permissions": (before, after)},
    )
