"""What whoever holds the machine may do when nobody can sign in: break-glass, and it stands in the trail."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from hoitu.accounts.errors import EmailTaken
from hoitu.accounts.models import AccountKind, Membership, Organisation, Person, Role, SignInGuard
from hoitu.accounts.operations.membership import add_member, deactivate
from hoitu.accounts.operations.sessions import end_sessions
from hoitu.accounts.operations.sign_in import record_for
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

CONSOLE = "Dòng lệnh trên máy chủ"


def find_person(email: str) -> Person:
    """Return the person with the address. Raises `NotFound`."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise NotFound()
    return person


def find_agency(slug: str) -> Organisation:
    """Return the agency with the short name in its address. Raises `NotFound`."""
    agency = Organisation.objects.filter(kind="press_agency", slug=slug).first()
    if agency is None:
        raise NotFound()
    return agency


@transaction.atomic
def add_person(
    *,
    email: str,
    full_name: str,
    password: str,
    agency: Organisation | None,
    role_key: str,
    is_operator: bool,
) -> Person:
    """Add a person who must choose an own password at the first sign-in."""
    if Person.objects.filter(email=email.strip().lower()).exists():
        raise EmailTaken()
    person = Person(email=email.strip().lower(), full_name=full_name, is_operator=is_operator)
    person.kind = AccountKind.ADMIN if is_operator else AccountKind.OPERATIONAL
    validate_password(password, person)
    person.set_password(password)
    person.save()
    Person.objects.filter(pk=person.pk).update(must_change_password=True)
    if agency is not None:
        role = Role.objects.for_agency(agency.id).filter(key=role_key).first()
        if role is None:
            raise NotFound()
        add_member(agency_id=agency.id, person=person, titles=(), roles=[role], desks=())
    audit.record(
        actor=Actor.system(agency_id=agency.id if agency else None, name=CONSOLE),
        verb="accounts.add_person",
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
        changes={"email": ("", person.email), "roles": ([], [role_key] if agency else [])},
    )
    return person


@transaction.atomic
def set_password(*, person: Person, password: str) -> None:
    """Give a person a password that they must change at once; their sessions end.

    An account that was closed opens again: the last administrator may have been away too long.
    """
    validate_password(password, person)
    person.set_password(password)
    person.save()
    Person.objects.filter(pk=person.pk).update(
        must_change_password=True, is_active=True, last_seen_at=clock.now()
    )
    SignInGuard.objects.filter(email=person.email).delete()
    end_sessions(person_id=person.pk)
    record_for(person, verb="accounts.reset_password", note=CONSOLE)


@transaction.atomic
def deactivate_everywhere(*, person: Person) -> None:
    """End a person's work in every agency, and their account."""
    everywhere = Membership.objects.unscoped(why="the operator closes the whole account")
    for agency_id in list(
        everywhere.filter(person=person, active_until=None).values_list("agency_id", flat=True)
    ):
        deactivate(actor=Actor.system(agency_id=agency_id, name=CONSOLE), person_id=person.pk, reason=CONSOLE)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person_id=person.pk)


@transaction.atomic
def unlock_person(*, person: Person) -> None:
    """Lift the lock that wrong passwords set."""
    SignInGuard.objects.filter(email=person.email).delete()
    record_for(person, verb="accounts.unlock", note=CONSOLE)
