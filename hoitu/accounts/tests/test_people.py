"""Who may give what to whom: nobody hands out more than they hold, nobody reaches into another agency."""

import pytest

from hoitu.accounts.errors import AlreadyMember, GrantsTooMuch, InvitationGone, LastAdministrator
from hoitu.accounts.models import Membership, Organisation, Person, Role
from hoitu.accounts.operations.invitations import accept, invite, revoke_invitation
from hoitu.accounts.operations.membership import change_membership, deactivate, reactivate
from hoitu.accounts.operations.person import change_identity
from hoitu.accounts.operations.roles import remove_role, save_role
from hoitu.accounts.operations.tokens import actor_of_token, make_token, revoke_token
from hoitu.accounts.queries import actor_for, people_of
from hoitu.accounts.testing import actor_of, join, make_agency, make_desk, make_person
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def director(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "director"))


@pytest.fixture
def admin(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "admin"))


def role(agency: Organisation, key: str) -> Role:
    return Role.objects.for_agency(agency.id).get(key=key)


def set_roles(actor: Actor, person: Person, *roles: Role) -> None:
    change_membership(
        actor=actor, person_id=person.id, titles=(), role_ids=[each.id for each in roles], desk_ids=()
    )


def test_an_administrator_gives_roles_below_their_own(agency: Organisation, admin: Actor) -> None:
    lan = make_person(agency, "contributor", name="Trần Thị Lan")
    desk = make_desk(agency, "Ban Thời sự")
    change_membership(
        actor=admin,
        person_id=lan.id,
        titles=["reporter"],
        role_ids=[role(agency, "reporter").id],
        desk_ids=[desk.id],
    )
    actor = actor_of(lan)
    assert actor.may("stories.read")
    assert actor.titles == ("Phóng viên",)
    assert actor.desk_ids == {desk.id}
    entry = audit.trail(agency_id=agency.id, object_key=f"person:{lan.id}").entries[0]
    assert entry.verb == "accounts.change_membership"
    assert {change.field: change.after for change in entry.changes} == {
        "titles": ["reporter"],
        "roles": ["Phóng viên"],
        "desks": ["Ban Thời sự"],
    }


def test_nobody_makes_a_director_but_a_director(agency: Organisation, admin: Actor, director: Actor) -> None:
    minh = make_person(agency, "editor")
    with pytest.raises(GrantsTooMuch):
        set_roles(admin, minh, role(agency, "director"))
    with pytest.raises(GrantsTooMuch):
        set_roles(admin, Person.objects.get(full_name=admin.name), role(agency, "director"))
    set_roles(director, minh, role(agency, "director"))
    with pytest.raises(GrantsTooMuch):  # nor does an administrator take it away
        set_roles(admin, minh, role(agency, "editor"))


def test_an_administrator_cannot_grow_through_a_role(agency: Organisation, admin: Actor) -> None:
    mine = role(agency, "admin")
    with pytest.raises(GrantsTooMuch):
        save_role(
            actor=admin,
            role_id=mine.id,
            name=mine.name,
            description="",
            permissions=[*mine.permissions, "stories.approve_final"],
            mfa_required=False,
        )
    with pytest.raises(GrantsTooMuch):
        save_role(
            actor=admin,
            name="Mới",
            description="",
            permissions=["stories.approve_final"],
            mfa_required=False,
        )
    with pytest.raises(GrantsTooMuch):
        invite(
            actor=admin,
            email="ban@vi.example",
            full_name="Bạn",
            titles=(),
            role_ids=[role(agency, "director").id],
        )
    with pytest.raises(GrantsTooMuch):
        make_token(actor=admin, name="x", scopes=["stories.approve_final"], days=1)


def test_a_reporter_manages_nobody(agency: Organisation) -> None:
    lan = actor_of(make_person(agency, "reporter"))
    other = make_person(agency, "editor")
    with pytest.raises(NotAllowed):
        set_roles(lan, other, role(agency, "contributor"))
    with pytest.raises(NotAllowed):
        deactivate(actor=lan, person_id=other.id)
    with pytest.raises(NotAllowed):
        save_role(actor=lan, name="Mới", description="", permissions=[], mfa_required=False)


def test_hoa_of_another_agency_is_out_of_reach(agency: Organisation, admin: Actor) -> None:
    other = make_agency("Báo Khác")
    hoa = make_person(other, "reporter", name="Lê Thị Hoa")
    lan = make_person(agency, "reporter")
    with pytest.raises(NotFound):
        set_roles(admin, hoa, role(agency, "reporter"))
    with pytest.raises(NotFound):
        set_roles(admin, lan, role(other, "reporter"))
    with pytest.raises(NotFound):
        deactivate(actor=admin, person_id=hoa.id)
    with pytest.raises(NotFound):
        remove_role(actor=admin, role_id=role(other, "reporter").id)
    with pytest.raises(NotAllowed):
        actor_for(person_id=hoa.id, agency_id=agency.id)
    assert hoa.id not in {person.id for person in people_of(agency_id=agency.id)}


def test_the_last_administrator_stays(agency: Organisation, director: Actor) -> None:
    assert director.person_id is not None
    me = Person.objects.get(pk=director.person_id)
    with pytest.raises(LastAdministrator):
        set_roles(director, me, role(agency, "reporter"))
    with pytest.raises(NotAllowed):
        deactivate(actor=director, person_id=me.id)


def test_who_leaves_is_out_at_once_and_may_come_back(agency: Organisation, admin: Actor) -> None:
    lan = make_person(agency, "reporter")
    deactivate(actor=admin, person_id=lan.id, reason="Chuyển công tác")
    with pytest.raises(NotAllowed):
        actor_for(person_id=lan.id, agency_id=agency.id)
    assert not Person.objects.get(pk=lan.id).is_active
    reactivate(actor=admin, person_id=lan.id)
    assert actor_of(lan).may("stories.write")


def test_who_leaves_one_agency_keeps_the_other(agency: Organisation, admin: Actor) -> None:
    other = make_agency()
    lan = make_person(agency, "reporter")
    join(lan, other, "editor")
    deactivate(actor=admin, person_id=lan.id)
    assert actor_of(lan, other).may("stories.edit")


def test_changing_an_address_never_takes_an_account_over(
    agency: Organisation, admin: Actor, director: Actor
) -> None:
    lan = make_person(agency, "reporter")
    change_identity(actor=admin, person_id=lan.id, full_name="Lan", email="LAN@toasoan.example", phone="")
    assert Person.objects.get(pk=lan.id).email == "lan@toasoan.example"
    assert director.person_id is not None
    with pytest.raises(NotAllowed):
        change_identity(
            actor=admin, person_id=director.person_id, full_name="X", email="x@x.example", phone=""
        )
    join(lan, make_agency(), "reporter")
    with pytest.raises(NotAllowed):
        change_identity(actor=admin, person_id=lan.id, full_name="X", email="x@x.example", phone="")


def test_an_invitation_works_once(agency: Organisation, admin: Actor) -> None:
    sent = invite(
        actor=admin,
        email="Moi@ToaSoan.example",
        full_name="Phạm Văn Mới",
        titles=["reporter"],
        role_ids=[role(agency, "reporter").id],
    )
    person = accept(secret=sent.secret, person=None, password="một câu dài dễ nhớ")
    assert person.email == "moi@toasoan.example"
    assert actor_of(person).may("stories.write")
    with pytest.raises(InvitationGone):
        accept(secret=sent.secret, person=person)
    with pytest.raises(AlreadyMember):
        invite(actor=admin, email=person.email, full_name="X", titles=(), role_ids=[])


def test_an_invitation_to_somebody_known_needs_them_signed_in(agency: Organisation, admin: Actor) -> None:
    hoa = make_person(make_agency(), "reporter")
    sent = invite(
        actor=admin, email=hoa.email, full_name="X", titles=(), role_ids=[role(agency, "reporter").id]
    )
    with pytest.raises(NotAllowed):
        accept(secret=sent.secret, person=None, password="một câu dài dễ nhớ")
    with pytest.raises(NotAllowed):
        accept(secret=sent.secret, person=make_person(agency, "reporter"))
    accept(secret=sent.secret, person=hoa)
    assert Membership.objects.for_agency(agency.id).filter(person=hoa).exists()


def test_a_revoked_invitation_leads_nowhere(agency: Organisation, admin: Actor) -> None:
    sent = invite(actor=admin, email="a@b.example", full_name="A", titles=(), role_ids=[])
    revoke_invitation(actor=admin, invitation_id=sent.id)
    with pytest.raises(InvitationGone):
        accept(secret=sent.secret, person=None, password="một câu dài dễ nhớ")


def test_a_token_is_its_owner_within_its_scopes(agency: Organisation, admin: Actor) -> None:
    sent = make_token(actor=admin, name="Máy in", scopes=["stories.read"], days=30)
    program = actor_of_token(secret=sent.secret)
    assert program is not None
    assert program.permissions == {"stories.read"}
    assert program.agency_id == agency.id
    revoke_token(actor=admin, token_id=sent.id)
    assert actor_of_token(secret=sent.secret) is None
    assert actor_of_token(secret="hoitu_không có") is None
