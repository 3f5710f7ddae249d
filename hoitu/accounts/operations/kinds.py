"""The four kinds of account, kept apart where the security profile asks for it; service accounts."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from hoitu.accounts import policies
from hoitu.accounts.errors import KindMismatch
from hoitu.accounts.models import AccountKind, Membership, Person, Role
from hoitu.accounts.operations.membership import add_member, lock_membership, refuse_excess, roles_of
from hoitu.accounts.operations.person import may_change_identity
from hoitu.accounts.queries import current, held_by
from hoitu.accounts.security import policy_of
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import nfc

# `.invalid` never resolves (RFC 2606): no letter can ever reach, or reset, a service account.
SERVICE_DOMAIN = "dich-vu.invalid"


@transaction.atomic
def set_kind(*, actor: Actor, person_id: UUID, kind: str) -> None:
    """Say which kind of account a person of the actor's agency has.

    Raises `KindMismatch` when their permissions do not fit and their profile keeps kinds apart, `NotAllowed`
    when the account is not the agency's alone. A service account is made as one and stays one.
    """
    actor.require("accounts.people")
    person = lock_membership(actor.agency, person_id).person
    if not may_change_identity(actor, person):
        raise NotAllowed()
    if kind not in AccountKind.values or AccountKind.SERVICE in (kind, person.kind):
        raise BadInput()
    if kind == person.kind:
        return
    if policy_of(person).separate_kinds and not policies.kind_allows(kind, held_by(person)):
        raise KindMismatch()
    before = person.kind
    Person.objects.filter(pk=person.pk).update(kind=kind)
    _record(actor, "accounts.change_kind", person, {"account_kind": (before, kind)})


@transaction.atomic
def make_service(*, actor: Actor, name: str, purpose: str, role_ids: Collection[UUID]) -> UUID:
    """Make an account for a program of the actor's agency and return its id; the actor answers for it.

    Nobody can sign in with it: it works through API tokens. Raises `GrantsTooMuch`, `KindMismatch`, `BadInput`.
    """
    actor.require("accounts.people")
    name, purpose = nfc(name.strip()), nfc(purpose.strip())
    if not name or not purpose:
        raise BadInput()
    roles = roles_of(actor.agency, role_ids)
    refuse_excess(actor, roles)
    if not policies.kind_allows(AccountKind.SERVICE, _permissions(roles)):
        raise KindMismatch()
    service = Person(
        email=f"{new_id().hex}@{SERVICE_DOMAIN}",
        full_name=name[:120],
        kind=AccountKind.SERVICE,
        answerable_id=actor.person,
    )
    service.set_unusable_password()
    service.save()
    add_member(agency_id=actor.agency, person=service, titles=[purpose[:80]], roles=roles, desks=())
    changes: dict[str, tuple[object, object]] = {
        "answerable": ("", actor.name),
        "roles": ([], [role.name for role in roles]),
    }
    _record(actor, "accounts.make_service", service, changes)
    return service.pk


def services_of(*, agency_id: UUID) -> list[Person]:
    """Return the agency's service accounts in use, by name."""
    found = Membership.objects.for_agency(agency_id).filter(
        current(), person__kind=AccountKind.SERVICE, person__is_active=True
    )
    return [row.person for row in found.select_related("person").order_by("person__sort_key")]


def _permissions(roles: Iterable[Role]) -> set[str]:
    return {code for role in roles for code in role.permissions}


def _record(actor: Actor, verb: str, person: Person, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
        changes=changes,
    )
