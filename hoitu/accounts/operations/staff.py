"""People of an agency from a list: by their address they are invited, changed, or left as they are.

A list that is brought again changes nothing and writes nobody a second letter.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts.data import SentToken, StaffChange, StaffInput
from hoitu.accounts.models import AccountKind, Invitation, Membership
from hoitu.accounts.operations.invitations import invite
from hoitu.accounts.operations.membership import change_membership
from hoitu.accounts.queries import current
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.turns import take_turn


@dataclass(frozen=True)
class _Work:
    """What somebody is, or is offered to be, in an agency."""

    titles: tuple[str, ...]
    role_ids: frozenset[UUID]
    desk_ids: frozenset[UUID]

    def with_said(self, values: StaffInput) -> "_Work":
        """Return the work as the list wants it: where it says nothing, what was stays."""
        return _Work(
            values.titles or self.titles, values.role_ids or self.role_ids, values.desk_ids or self.desk_ids
        )


NOTHING = _Work((), frozenset(), frozenset())


def would_change_staff(*, actor: Actor, values: StaffInput) -> StaffChange:
    """Say what `enter_staff` would do, without doing it. Raises `NotAllowed`, `BadInput`."""
    actor.require("accounts.people")
    standing = _membership(actor.agency, values) or _invitation(actor.agency, values)
    if standing is None:
        return StaffChange.NEW
    before = _work_of(standing)
    return StaffChange.SAME if before.with_said(values) == before else StaffChange.CHANGE


@transaction.atomic
def enter_staff(*, actor: Actor, values: StaffInput) -> SentToken | None:
    """Let the agency's people be as the list says; return the token of a link where somebody is invited.

    Whoever works here keeps name and account: only titles, roles and desks follow the list. Whoever does not is
    invited. An open invitation that offers the same stays, one that offers other work is replaced.
    Raises `GrantsTooMuch`, `LastAdministrator`, `KindMismatch`, `BadInput`.
    """
    take_turn("staff", actor.agency, values.email.lower())
    if would_change_staff(actor=actor, values=values) is StaffChange.SAME:
        return None
    membership = _membership(actor.agency, values)
    if membership is not None:
        work = _work_of(membership).with_said(values)
        change_membership(
            actor=actor,
            person_id=membership.person_id,
            titles=work.titles,
            role_ids=work.role_ids,
            desk_ids=work.desk_ids,
        )
        return None
    invitation = _invitation(actor.agency, values)
    work = (_work_of(invitation) if invitation else NOTHING).with_said(values)
    return invite(
        actor=actor,
        email=values.email,
        full_name=values.full_name,
        titles=work.titles,
        role_ids=work.role_ids,
        desk_ids=work.desk_ids,
    )


def _membership(agency_id: UUID, values: StaffInput) -> Membership | None:
    here = Membership.objects.for_agency(agency_id).filter(current(), person__email=values.email.lower())
    membership = here.select_related("person").first()
    if membership is not None and membership.person.kind == AccountKind.SERVICE:
        raise BadInput(_("Địa chỉ này là của một tài khoản dịch vụ. Hãy sửa ở trang Tài khoản dịch vụ."))
    return membership


def _invitation(agency_id: UUID, values: StaffInput) -> Invitation | None:
    waiting = Invitation.objects.for_agency(agency_id).filter(accepted_at=None, revoked_at=None)
    return waiting.filter(email=values.email.lower(), expires_at__gt=clock.now()).first()


def _work_of(standing: Membership | Invitation) -> _Work:
    # Desks that were closed meanwhile stay with a membership, so that the list does not take them away.
    return _Work(
        tuple(standing.titles),
        frozenset(standing.roles.values_list("pk", flat=True)),
        frozenset(standing.desks.values_list("pk", flat=True)),
    )
