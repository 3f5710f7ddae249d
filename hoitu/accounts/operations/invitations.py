"""Invitations: an e-mail with a one-time link; whoever opens it joins the agency with the roles chosen."""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from hoitu.accounts import data
from hoitu.accounts.errors import AlreadyMember, InvitationGone
from hoitu.accounts.models import Invitation, Person
from hoitu.accounts.operations.hashing import token_hash
from hoitu.accounts.operations.membership import add_member, desks_of, refuse_excess, roles_of
from hoitu.accounts.queries import current
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.scoping import ScopedQuerySet

VALID_DAYS = 7
Changes = Mapping[str, tuple[object, object]]


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    full_name: str,
    titles: Collection[str],
    role_ids: Collection[UUID],
    desk_ids: Collection[UUID] = (),
) -> data.SentToken:
    """Invite somebody to the actor's agency and return the token of the link, which is stored nowhere.

    An earlier open invitation of the same address ends. Raises `GrantsTooMuch`, `AlreadyMember`.
    """
    actor.require("accounts.people")
    email = email.strip().lower()
    roles, desks = roles_of(actor.agency, role_ids), desks_of(actor.agency, desk_ids)
    refuse_excess(actor, roles)
    member = Person.objects.filter(current("memberships__"), email=email, memberships__agency_id=actor.agency)
    if member.exists():
        raise AlreadyMember()
    now = clock.now()
    _open(actor.agency).filter(email=email).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        agency_id=actor.agency,
        email=email,
        full_name=full_name,
        titles=list(titles),
        token_hash=token_hash(secret),
        invited_by_id=actor.person_id,
        expires_at=now + timedelta(days=VALID_DAYS),
    )
    invitation.save()
    invitation.roles.set(roles)
    invitation.desks.set(desks)
    changes = {"email": ("", email), "roles": ([], [role.name for role in roles])}
    _record(actor, "accounts.invite", invitation, changes)
    return data.SentToken(invitation.id, secret, invitation.expires_at)


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation_id: UUID) -> None:
    """End an open invitation: its link leads nowhere from now on."""
    actor.require("accounts.people")
    invitation = _open(actor.agency).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound()
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    _record(actor, "accounts.revoke_invitation", invitation)


def open_invitation(*, secret: str) -> Invitation:
    """Return the invitation behind a link. Raises `InvitationGone`."""
    invitation = (
        Invitation.objects.unscoped(why="the link alone says which agency")
        .filter(token_hash=token_hash(secret), accepted_at=None, revoked_at=None, expires_at__gt=clock.now())
        .select_related("agency", "invited_by")
        .first()
    )
    if invitation is None:
        raise InvitationGone()
    return invitation


@transaction.atomic
def accept(*, secret: str, person: Person | None, full_name: str = "", password: str = "") -> Person:
    """Take an invitation: as the signed-in person whose address it names, or as a new one.

    Raises `InvitationGone`; `NotAllowed` when the address has an account and its owner is not signed in;
    `ValidationError` when the password is too weak.
    """
    invitation = open_invitation(secret=secret)
    waiting = Invitation.objects.for_agency(invitation.agency_id).select_for_update()
    if not waiting.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).exists():
        raise InvitationGone()
    known = Person.objects.filter(email=invitation.email).first()
    if known is not None and (person is None or person.pk != known.pk):
        raise NotAllowed()
    if known is None:
        known = Person(email=invitation.email, full_name=full_name or invitation.full_name)
        validate_password(password, known)
        known.set_password(password)
        known.save()
    join(invitation, known)
    return known


def join(invitation: Invitation, person: Person) -> None:
    """Let the person work for the inviting agency; the caller has made sure that the invitation is theirs."""
    membership = add_member(
        agency_id=invitation.agency_id,
        person=person,
        titles=invitation.titles,
        roles=list(invitation.roles.all()),
        desks=list(invitation.desks.filter(closed_at=None)),
    )
    Person.objects.filter(pk=person.pk).update(is_active=True)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    actor = Actor(person_id=person.pk, name=person.full_name, agency_id=invitation.agency_id)
    audit.record(
        actor=actor,
        verb="accounts.join",
        object_key=f"person:{person.pk}",
        object_label=person.full_name,
        changes={"roles": ([], [role.name for role in membership.roles.all()])},
    )


def _open(agency_id: UUID) -> ScopedQuerySet[Invitation]:
    return Invitation.objects.for_agency(agency_id).filter(accepted_at=None, revoked_at=None)


def _record(actor: Actor, verb: str, invitation: Invitation, changes: Changes | None = None) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"invitation:{invitation.id}",
        object_label=f"{invitation.full_name} <{invitation.email}>",
        changes=changes,
    )
