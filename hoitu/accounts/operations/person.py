"""A person's own data: name, address, phone, language."""

from uuid import UUID

from django.db import IntegrityError, transaction

from hoitu.accounts import policies
from hoitu.accounts.errors import EmailTaken
from hoitu.accounts.models import Membership, Person, Role
from hoitu.accounts.operations.changes import apply
from hoitu.accounts.operations.membership import lock_membership
from hoitu.accounts.queries import current
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed


@transaction.atomic
def change_identity(*, actor: Actor, person_id: UUID, full_name: str, email: str, phone: str) -> None:
    """Correct another person's name, address and phone; `NotAllowed` when that could take an account over."""
    actor.require("accounts.people")
    membership = lock_membership(actor.agency, person_id)
    if not may_change_identity(actor, membership.person):
        raise NotAllowed()
    _save(actor, membership.person, {"full_name": full_name, "email": email.strip().lower(), "phone": phone})


@transaction.atomic
def change_own_profile(*, actor: Actor, full_name: str, phone: str, language: str) -> None:
    """Change what everybody may change about themselves."""
    if actor.person_id is None:
        raise NotAllowed()
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    _save(actor, person, {"full_name": full_name, "phone": phone, "language": language})


def may_change_identity(actor: Actor, person: Person) -> bool:
    """Say whether the actor may change this person's data, see `policies.may_change_identity`."""
    agency_ids = set(
        Membership.objects.unscoped(why="all agencies of one person")
        .filter(current(), person=person)
        .values_list("agency_id", flat=True)
    )
    held = {policies.OPERATE} if person.is_operator else set()
    roles = Role.objects.unscoped(why="all roles of one person").filter(memberships__person=person)
    for permissions in roles.values_list("permissions", flat=True):
        held.update(permissions)
    return policies.may_change_identity(actor, agency_ids, held)


def _save(actor: Actor, person: Person, values: dict[str, object]) -> None:
    changes = apply(person, values)
    if not changes:
        return
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise EmailTaken() from error
    audit.record(
        actor=actor,
        verb="accounts.change_identity",
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
        changes=changes,
    )
