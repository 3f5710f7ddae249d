"""Who somebody is that an identity server vouches for: a known person, or an invited one who joins by it."""

from django.db import transaction

from hoitu.accounts.errors import NotInvited
from hoitu.accounts.models import AccountKind, Invitation, Person
from hoitu.accounts.operations.invitations import join
from hoitu.accounts.operations.sign_in import record_for
from hoitu.kernel import clock


@transaction.atomic
def person_of_identity(*, email: str, server: str, subject: str) -> Person:
    """Return the person with this address, which the server verified, and note that they sign in there.

    Nobody known: the open invitations to the address are taken; the server's word stands for the link that was
    sent there. Raises `NotInvited` when there is none, too, or the account is closed or no person's.
    """
    email = email.strip().lower()
    person = Person.objects.select_for_update().filter(email=email).first() if email else None
    if person is None:
        person = _join_by_invitation(email)
    if person is None or not person.is_active or person.kind == AccountKind.SERVICE:
        raise NotInvited()
    record_for(person, verb="accounts.link_identity", note=f"{server}: {subject}"[:300])
    return person


def _join_by_invitation(email: str) -> Person | None:
    waiting = Invitation.objects.unscoped(why="the address alone says which agencies").filter(
        email=email, accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    )
    invitations = list(waiting.select_for_update().order_by("created_at"))
    if not email or not invitations:
        return None
    person = Person(email=email, full_name=invitations[0].full_name)
    person.set_unusable_password()
    person.save()
    for invitation in invitations:
        join(invitation, person)
    return person
