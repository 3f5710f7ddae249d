"""Signing in: wrong tries are counted, locks set and lifted, what happened is written down."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from hoitu.accounts import queries
from hoitu.accounts.errors import AccountLocked
from hoitu.accounts.models import Membership, Person, SignInGuard
from hoitu.accounts.queries import current
from hoitu.accounts.security import policy_of
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

# Wrong tries further apart than this are not one attack; the count starts anew.
FORGET_FAILURES_AFTER = timedelta(hours=24)


def refuse_locked(*, email: str) -> None:
    """Raise `AccountLocked` while the address is locked, whether or not somebody has it."""
    locked = SignInGuard.objects.filter(email=_key(email), locked_until__gt=clock.now())
    if locked.exists():
        raise AccountLocked()


@transaction.atomic
def count_failure(*, email: str) -> None:
    """Count a wrong password or code; at the policy's limit the address is locked."""
    now = clock.now()
    SignInGuard.objects.bulk_create([SignInGuard(email=_key(email))], ignore_conflicts=True)
    guard = SignInGuard.objects.select_for_update().get(email=_key(email))
    if guard.last_failed_at is None or now - guard.last_failed_at > FORGET_FAILURES_AFTER:
        guard.failures = 0
    guard.failures += 1
    guard.last_failed_at = now
    person = Person.objects.filter(email=_key(email)).first()
    policy = policy_of(person)
    locks = guard.failures >= policy.lock_after_failures
    if locks:
        guard.locked_until = now + timedelta(minutes=policy.lock_minutes)
        guard.failures = 0
    guard.save()
    if locks and person is not None:
        record_for(person, verb="accounts.lock", note=f"{policy.lock_minutes} min")


@transaction.atomic
def signed_in(*, person: Person, note: str = "") -> None:
    """Forget the wrong tries and write the sign-in into the trail of every agency the person works for."""
    SignInGuard.objects.filter(email=person.email).delete()
    Person.objects.filter(pk=person.pk).update(last_seen_at=clock.now())
    record_for(person, verb="accounts.sign_in", note=note)


@transaction.atomic
def unlock(*, actor: Actor, person_id: UUID) -> None:
    """Lift the lock from a person of the actor's agency."""
    actor.require("accounts.people")
    membership = queries.memberships_of(agency_id=actor.agency, with_former=True).filter(person_id=person_id)
    person = next((each.person for each in membership), None)
    if person is None:
        raise NotFound()
    SignInGuard.objects.filter(email=person.email).delete()
    audit.record(
        actor=actor,
        verb="accounts.unlock",
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
    )


def locked_until(*, emails: list[str]) -> dict[str, object]:
    """Return until when which of the addresses are locked."""
    locked = SignInGuard.objects.filter(email__in=emails, locked_until__gt=clock.now())
    return dict(locked.values_list("email", "locked_until"))


@transaction.atomic
def disable_dormant() -> int:
    """Close the accounts that nobody used for as long as their policy allows; return how many."""
    people = Person.objects.filter(is_active=True).order_by("id")
    return sum(disable_if_dormant(person=person) for person in people.iterator(chunk_size=500))


@transaction.atomic
def disable_if_dormant(*, person: Person) -> bool:
    """Close the account if it was unused for longer than the person's policy allows; say whether it was."""
    days = policy_of(person).disable_after_days
    last_used_at = max(person.created_at, person.last_seen_at or person.created_at)
    if days is None or clock.now() - last_used_at <= timedelta(days=days):
        return False
    Person.objects.filter(pk=person.pk).update(is_active=False)
    record_for(person, verb="accounts.disable_dormant")
    return True


def record_for(person: Person, *, verb: str, note: str = "") -> None:
    """Write what a person did about their own account into the trail of each of their agencies."""
    own = Membership.objects.unscoped(why="all agencies of one person").filter(current(), person=person)
    agency_ids: list[UUID | None] = list(own.order_by("agency_id").values_list("agency_id", flat=True))
    for agency_id in agency_ids or [None]:
        audit.record(
            actor=Actor(person_id=person.pk, name=person.full_name, agency_id=agency_id),
            verb=verb,
            object_key=f"person:{person.pk}",
            object_label=person.full_name,
            note=note,
        )


def _key(email: str) -> str:
    return email.strip().lower()[:254]
