"""Who may do what with people, roles and organisations, as pure predicates."""

from collections.abc import Iterable
from uuid import UUID

from hoitu.accounts.data import SecurityPolicy
from hoitu.accounts.models import AccountKind
from hoitu.kernel.actor import Actor

# Founding agencies and choosing security profiles: held by operators of the installation, never by a role.
OPERATE = "installation.operate"

# Holding any of `ADMIN_PERMISSIONS` makes a person an administrator in the sense of the security rules.
TECHNICAL_PERMISSIONS = frozenset({"kernel.operate"})
FINAL_APPROVAL = "stories.approve_final"
ADMIN_PERMISSIONS = frozenset({"accounts.people", "accounts.roles", "accounts.security", OPERATE})


def is_administrator(permissions: Iterable[str]) -> bool:
    """Say whether the stricter rules for administrators apply to who holds these permissions."""
    return not ADMIN_PERMISSIONS.isdisjoint(permissions)


def kind_of(permissions: Iterable[str]) -> AccountKind:
    """Return which kind of account a person with these permissions has."""
    held = frozenset(permissions)
    if is_administrator(held):
        return AccountKind.ADMIN
    return AccountKind.TECHNICAL if held & TECHNICAL_PERMISSIONS else AccountKind.OPERATIONAL


def kind_allows(kind: str, permissions: Iterable[str]) -> bool:
    """Say whether an account of this kind may hold these permissions (TCVN 14423:2026, 5.6.2.3).

    Administration is for administrators' accounts alone, running the system not for newsroom accounts, and
    who only runs it, or is a program, does not decide what is published.
    """
    held = frozenset(permissions)
    if kind == AccountKind.ADMIN:
        return True
    if is_administrator(held):
        return False
    if kind == AccountKind.OPERATIONAL:
        return held.isdisjoint(TECHNICAL_PERMISSIONS)
    return FINAL_APPROVAL not in held


def may_grant(actor: Actor, permissions: Iterable[str]) -> bool:
    """Say whether the actor may hand out (or take away) these permissions: only what they hold themselves."""
    return all(actor.may(permission) for permission in permissions)


def may_change_identity(actor: Actor, agency_ids: set[UUID], permissions: Iterable[str]) -> bool:
    """Say whether the actor may change another person's name, e-mail address or phone.

    Whoever changes an address can take the account over. So the person must work for the actor's agency
    alone and hold nothing that the actor does not hold.
    """
    if actor.is_system or actor.may(OPERATE):
        return True
    return agency_ids <= {actor.agency_id} and may_grant(actor, permissions)


def may_edit_organisation(actor: Actor, organisation_id: UUID, entered_by_id: UUID | None) -> bool:
    """Say whether the actor may edit this body: its own agency, one it wrote down, or any as operator."""
    if actor.may(OPERATE):
        return True
    mine = actor.agency_id is not None and actor.agency_id in (organisation_id, entered_by_id)
    return mine and actor.may("accounts.organisation")


def idle_minutes(policy: SecurityPolicy, permissions: Iterable[str]) -> int:
    """Return after how many minutes without a request the session ends."""
    return policy.admin_idle_minutes if is_administrator(permissions) else policy.idle_minutes
