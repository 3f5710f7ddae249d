"""Factories for the tests of every room. People are made as a newsroom has them: by role."""

from itertools import count
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from hoitu.accounts import policies
from hoitu.accounts.models import AccountKind, Desk, Membership, Organisation, Person, Role
from hoitu.accounts.operations.found_agency import found_agency
from hoitu.accounts.queries import actor_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor

PASSWORD = "Hội Tụ 2026 thử"  # noqa: S105 - only for tests
_numbers = count(1)


def make_agency(name: str = "") -> Organisation:
    """Return a new press agency with the default roles."""
    name = name or f"Báo Thử nghiệm {next(_numbers)}"
    return Organisation.objects.get(pk=found_agency(actor=Actor.system(agency_id=None), name=name))


def make_desk(agency: Organisation, name: str = "") -> Desk:
    """Return a new desk of the agency."""
    desk = Desk(agency=agency, name=name or f"Ban số {next(_numbers)}")
    desk.save()
    return desk


def make_person(
    agency: Organisation,
    role: str = "reporter",
    *,
    name: str = "",
    titles: tuple[str, ...] = (),
    desks: tuple[Desk, ...] = (),
    permissions: tuple[str, ...] | None = None,
    password: str = "",
) -> Person:
    """Return a new person who works for the agency.

    `role` is a key of `default_roles.py`; `permissions` replaces it with a role of exactly these.
    Pass `password=PASSWORD` only when the test signs in by password: hashing costs time.
    """
    number = next(_numbers)
    person = Person(
        email=f"nguoi{number}@toasoan.example",
        full_name=name or f"Nguyễn Thị Người {number}",
        password_changed_at=clock.now(),
    )
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    join(person, agency, role, titles=titles, desks=desks, permissions=permissions)
    return person


def join(
    person: Person,
    agency: Organisation,
    role: str = "reporter",
    *,
    titles: tuple[str, ...] = (),
    desks: tuple[Desk, ...] = (),
    permissions: tuple[str, ...] | None = None,
) -> Membership:
    """Let an existing person work for (another) agency too."""
    if permissions is None:
        held = Role.objects.for_agency(agency.id).get(key=role)
    else:
        held = Role(agency=agency, name=f"Vai trò {next(_numbers)}", permissions=list(permissions))
        held.save()
    membership = Membership(person=person, agency=agency, titles=list(titles))
    membership.save()
    membership.roles.add(held)
    if person.kind == AccountKind.OPERATIONAL:
        person.kind = policies.kind_of(held.permissions)
        person.save()
    membership.desks.add(*desks)
    return membership


def actor_of(person: Person, agency: Organisation | None = None) -> Actor:
    """Return the person as an actor of the agency, by default of the only one they work for."""
    agency_id: UUID = agency.id if agency else person.memberships.get().agency_id
    return actor_for(person_id=person.id, agency_id=agency_id)


def signed_in(person: Person, client: Client | None = None) -> Client:
    """Return a test client in which the person is signed in with two steps done."""
    client = client or Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    # Roles that demand a second step find one here; its code is never asked for by force_login.
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return client
