"""What a person does for an agency: titles, roles, desks; leaving and coming back."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from hoitu.accounts import policies
from hoitu.accounts.errors import AlreadyMember, GrantsTooMuch, KindMismatch, LastAdministrator
from hoitu.accounts.events import LIVE_TOPIC, PersonLeft, WorkChanged
from hoitu.accounts.models import AccountKind, ApiToken, Desk, Membership, Organisation, Person, Role
from hoitu.accounts.operations.sessions import end_sessions
from hoitu.accounts.queries import current
from hoitu.accounts.security import policy_of
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.live import notify_live


@transaction.atomic
def change_membership(
    *,
    actor: Actor,
    person_id: UUID,
    titles: Collection[str],
    role_ids: Collection[UUID],
    desk_ids: Collection[UUID],
) -> None:
    """Set what the person is and may do in the actor's agency.

    Raises `GrantsTooMuch` when a permission given or taken away is not the actor's own, `LastAdministrator`
    when nobody would be left to manage people and roles.
    """
    actor.require("accounts.people")
    membership = lock_membership(actor.agency, person_id)
    roles_before, desks_before = list(membership.roles.all()), list(membership.desks.all())
    roles, desks = roles_of(actor.agency, role_ids), desks_of(actor.agency, desk_ids)
    refuse_excess(actor, set(roles_before) ^ set(roles))
    refuse_wrong_kind(membership.person, roles)
    changes: dict[str, tuple[object, object]] = {}
    if membership.titles != list(titles):
        changes["titles"] = (membership.titles, list(titles))
    for name, before, after in (("roles", roles_before, roles), ("desks", desks_before, desks)):
        if set(before) != set(after):
            changes[name] = ([str(each) for each in before], [str(each) for each in after])
    if not changes:
        return
    membership.titles = list(titles)
    membership.save(update_fields=["titles"])
    _tell(actor.agency, person_id)
    membership.roles.set(roles)
    membership.desks.set(desks)
    keep_an_administrator(actor.agency)
    _record(actor, "accounts.change_membership", membership.person, changes)


@transaction.atomic
def deactivate(*, actor: Actor, person_id: UUID, reason: str = "") -> None:
    """End the person's work for the actor's agency at once: sessions and API tokens end with it.

    Whoever works for no other agency can no longer sign in at all.
    """
    actor.require("accounts.people")
    if person_id == actor.person_id:
        raise NotAllowed()
    membership = lock_membership(actor.agency, person_id)
    now = clock.now()
    membership.active_until = max(now, membership.active_from)
    membership.save(update_fields=["active_until"])
    keep_an_administrator(actor.agency)
    tokens = ApiToken.objects.for_agency(actor.agency).filter(person_id=person_id, revoked_at=None)
    tokens.update(revoked_at=now)
    person = membership.person
    elsewhere = Membership.objects.unscoped(why="does the person work anywhere").filter(
        current(), person=person
    )
    if not elsewhere.exists() and not person.is_operator:
        Person.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person_id=person_id)
    _hand_over_services(actor, person)
    announce(PersonLeft(subject=f"person:{person_id}", agency_id=actor.agency, person_id=person_id))
    _tell(actor.agency, person_id)
    _record(actor, "accounts.deactivate", person, note=reason)


@transaction.atomic
def reactivate(*, actor: Actor, person_id: UUID) -> None:
    """Let a person who left work for the actor's agency again, with the roles they had."""
    actor.require("accounts.people")
    membership = lock_membership(actor.agency, person_id)
    refuse_excess(actor, membership.roles.all())
    membership.active_until = None
    membership.save(update_fields=["active_until"])
    # `last_seen_at` too: otherwise the rule about dormant accounts would close the account again at once.
    Person.objects.filter(pk=person_id).update(is_active=True, last_seen_at=clock.now())
    _tell(actor.agency, person_id)
    _record(actor, "accounts.reactivate", membership.person)


@transaction.atomic
def add_member(
    *,
    agency_id: UUID,
    person: Person,
    titles: Collection[str],
    roles: Collection[Role],
    desks: Collection[Desk],
) -> Membership:
    """Let a person work for an agency, or again for it; the caller has checked who may grant what."""
    Organisation.objects.select_for_update(no_key=True).get(pk=agency_id)
    membership = Membership.objects.for_agency(agency_id).filter(person=person).first()
    if membership is None:
        membership = Membership(agency_id=agency_id, person=person)
    elif membership.active_until is None or membership.active_until > clock.now():
        raise AlreadyMember()
    membership.titles, membership.active_until = list(titles), None
    membership.save()
    if (
        not Membership.objects.unscoped(why="is it the first")
        .filter(person=person)
        .exclude(pk=membership.pk)
        .exists()
        and person.kind == AccountKind.OPERATIONAL
    ):
        held = {code for role in roles for code in role.permissions}
        person.kind = policies.kind_of(held | ({policies.OPERATE} if person.is_operator else set()))
        Person.objects.filter(pk=person.pk).update(kind=person.kind)
    refuse_wrong_kind(person, roles)
    membership.roles.set(roles)
    membership.desks.set(desks)
    _tell(agency_id, person.pk)
    return membership


def lock_membership(agency_id: UUID, person_id: UUID) -> Membership:
    """Return the person's membership; until commit no other change of the agency's people runs."""
    Organisation.objects.select_for_update(no_key=True).get(pk=agency_id)
    memberships = Membership.objects.for_agency(agency_id).select_related("person")
    membership = memberships.filter(person_id=person_id).first()
    if membership is None:
        raise NotFound()
    return membership


def roles_of(agency_id: UUID, role_ids: Collection[UUID]) -> list[Role]:
    """Return the agency's roles of these ids; `NotFound` when one is another agency's."""
    found = list(Role.objects.for_agency(agency_id).filter(pk__in=set(role_ids)))
    if len(found) != len(set(role_ids)):
        raise NotFound()
    return found


def desks_of(agency_id: UUID, desk_ids: Collection[UUID]) -> list[Desk]:
    """Return the agency's desks of these ids; `NotFound` when one is another agency's."""
    found = list(Desk.objects.for_agency(agency_id).filter(pk__in=set(desk_ids)))
    if len(found) != len(set(desk_ids)):
        raise NotFound()
    return found


def refuse_excess(actor: Actor, roles: Collection[Role]) -> None:
    """Raise `GrantsTooMuch` unless the actor holds everything that these roles hold."""
    for role in roles:
        if not policies.may_grant(actor, role.permissions):
            raise GrantsTooMuch()


def refuse_wrong_kind(person: Person, roles: Collection[Role]) -> None:
    """Raise `KindMismatch` where kinds of account are kept apart and the person's does not go with the roles."""
    held = {code for role in roles for code in role.permissions}
    is_kept_apart = person.kind == AccountKind.SERVICE or policy_of(person).separate_kinds
    if is_kept_apart and not policies.kind_allows(person.kind, held):
        raise KindMismatch()


def keep_an_administrator(agency_id: UUID) -> None:
    """Raise `LastAdministrator` when nobody is left who manages people, or nobody who manages roles."""
    for permission in ("accounts.people", "accounts.roles"):
        holders = Membership.objects.for_agency(agency_id).filter(
            current(), person__is_active=True, roles__permissions__contains=permission
        )
        if not holders.exists():
            raise LastAdministrator()


def _hand_over_services(actor: Actor, person: Person) -> None:
    """Have the actor answer for the agency's services that a person who leaves answered for."""
    services = Membership.objects.for_agency(actor.agency).filter(current(), person__answerable=person)
    if actor.person_id is None:
        return
    for membership in services.select_related("person"):
        Person.objects.filter(pk=membership.person_id).update(answerable_id=actor.person_id)
        changes: dict[str, tuple[object, object]] = {"answerable": (person.full_name, actor.name)}
        _record(actor, "accounts.hand_over", membership.person, changes)


def _record(
    actor: Actor,
    verb: str,
    person: Person,
    changes: dict[str, tuple[object, object]] | None = None,
    note: str = "",
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
        changes=changes,
        note=note,
    )


def _tell(agency_id: UUID, person_id: UUID) -> None:
    notify_live(agency_id, LIVE_TOPIC, str(person_id))
    announce(WorkChanged(subject=f"work:{agency_id}", agency_id=agency_id, person_id=person_id))
