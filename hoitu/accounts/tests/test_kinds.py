"""Four kinds of account: kept apart at level 3, seen everywhere; programs have accounts that somebody answers for."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts import policies
from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.errors import GrantsTooMuch, KindMismatch
from hoitu.accounts.models import AccountKind, Organisation, Person, Role, SecurityProfile
from hoitu.accounts.operations.invitations import accept, invite
from hoitu.accounts.operations.kinds import make_service, set_kind
from hoitu.accounts.operations.membership import change_membership, deactivate
from hoitu.accounts.operations.sign_in import disable_dormant
from hoitu.accounts.operations.tokens import actor_of_token, make_token
from hoitu.accounts.queries import people_of, people_with
from hoitu.accounts.testing import PASSWORD, actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def level3(agency: Organisation) -> Organisation:
    agency.security_profile = SecurityProfile.objects.get(key="level3")
    agency.save()
    return agency


def role_of(agency: Organisation, key: str) -> Role:
    return Role.objects.for_agency(agency.pk).get(key=key)


def give(actor: Actor, person: Person, *roles: Role) -> None:
    change_membership(
        actor=actor, person_id=person.pk, titles=[], role_ids=[role.pk for role in roles], desk_ids=[]
    )


def kind_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).kind


@pytest.mark.parametrize(
    ("role", "kind"),
    [("reporter", "operational"), ("secretary", "operational"), ("technician", "technical"),
     ("admin", "admin"), ("director", "admin")],
)  # fmt: skip
def test_whoever_joins_gets_the_kind_that_the_roles_say(agency: Organisation, role: str, kind: str) -> None:
    director = actor_of(make_person(agency, "director"))
    sent = invite(
        actor=director, email="moi@toasoan.example", full_name="Người Mới", titles=[],
        role_ids=[role_of(agency, role).pk],
    )  # fmt: skip
    assert accept(secret=sent.secret, person=None, password=PASSWORD).kind == kind


@given(st.sets(st.sampled_from(sorted({code for role in DEFAULT_ROLES for code in role.permissions}))))
def test_the_kind_that_is_derived_always_fits(permissions: set[str]) -> None:
    kind = policies.kind_of(permissions)
    assert (
        policies.kind_allows(kind, permissions) or {"kernel.operate", policies.FINAL_APPROVAL} <= permissions
    )
    assert policies.kind_allows(AccountKind.SERVICE, permissions) is (
        not policies.is_administrator(permissions) and policies.FINAL_APPROVAL not in permissions
    )


def test_level_3_refuses_administration_on_a_newsroom_account(level3: Organisation) -> None:
    director = actor_of(make_person(level3, "director"))
    lan = make_person(level3, "reporter")
    with pytest.raises(KindMismatch):
        give(director, lan, role_of(level3, "reporter"), role_of(level3, "admin"))
    set_kind(actor=director, person_id=lan.pk, kind="admin")
    give(director, lan, role_of(level3, "reporter"), role_of(level3, "admin"))
    with pytest.raises(KindMismatch):
        set_kind(actor=director, person_id=lan.pk, kind="operational")
    [entry] = audit.trail(agency_id=level3.pk, verb="accounts.change_kind").entries
    assert [(each.before, each.after) for each in entry.changes] == [("operational", "admin")]


def test_elsewhere_it_is_shown_and_not_refused(agency: Organisation) -> None:
    director = make_person(agency, "director")
    lan = make_person(agency, "reporter", name="Trần Thị Lan")
    give(actor_of(director), lan, role_of(agency, "admin"))
    client = signed_in(director)
    assert "Quyền vượt loại" in client.get("/nhan-su/").content.decode()
    assert "vượt loại tài khoản" in client.get(f"/nhan-su/{lan.pk}/").content.decode()
    client.post(f"/nhan-su/{lan.pk}/loai/", {"kind": "admin"})
    assert kind_of(lan) == "admin"
    assert "Quyền vượt loại" not in client.get("/nhan-su/").content.decode()
    assert client.post(f"/nhan-su/{lan.pk}/loai/", {"kind": "service"}).status_code == 400
    assert client.post(f"/nhan-su/{lan.pk}/loai/", {"kind": "chủ"}).status_code == 400


def test_another_agency_changes_no_kind(agency: Organisation) -> None:
    lan = make_person(agency, "reporter")
    hoa = make_person(make_agency(), "director")
    assert signed_in(hoa).post(f"/nhan-su/{lan.pk}/loai/", {"kind": "admin"}).status_code == 404
    with pytest.raises(NotFound):
        set_kind(actor=actor_of(hoa), person_id=lan.pk, kind="admin")
    with pytest.raises(NotAllowed):
        set_kind(actor=actor_of(lan), person_id=lan.pk, kind="admin")


def test_a_program_works_by_token_and_nobody_signs_in_as_it(agency: Organisation) -> None:
    director = make_person(agency, "director", name="Phạm Dũng")
    client = signed_in(director)
    fields = {"name": "Máy in lịch", "purpose": "Lấy bài cho lịch", "roles": [role_of(agency, "reporter").pk]}
    answer = client.post("/nhan-su/dich-vu-moi/", fields)
    service = Person.objects.get(kind=AccountKind.SERVICE)
    assert answer.headers["Location"] == f"/nhan-su/{service.pk}/"
    page = client.get(f"/nhan-su/{service.pk}/").content.decode()
    assert "Phạm Dũng" in page
    assert "dich-vu.invalid" not in page
    assert "Gửi đường dẫn đặt lại mật khẩu" not in page
    token = {"name": "lịch", "service_id": str(service.pk), "days": "30", "scopes": ["stories.read"]}
    assert "hoitu_" in client.post("/tai-khoan/khoa-api/", token).content.decode()
    made = make_token(
        actor=actor_of(director), name="x", scopes=["stories.read"], days=1, service_id=service.pk
    )
    acting = actor_of_token(secret=made.secret)
    assert acting is not None
    assert (acting.person_id, acting.name, set(acting.permissions)) == (
        service.pk, "Máy in lịch", {"stories.read"},
    )  # fmt: skip
    with pytest.raises(GrantsTooMuch):
        make_token(actor=actor_of(director), name="x", scopes=["stories.edit"], days=1, service_id=service.pk)
    login = Client().post("/dang-nhap/", {"login": service.email, "password": "x"})
    assert login.status_code == 200
    assert client.post(f"/nhan-su/{service.pk}/thao-tac/", {"action": "reset"}).status_code == 409


def test_a_program_is_no_colleague_and_no_administrator(agency: Organisation) -> None:
    director = actor_of(make_person(agency, "director"))
    made = make_service(actor=director, name="Máy", purpose="Thử", role_ids=[role_of(agency, "editor").pk])
    assert made not in {person.id for person in people_of(agency_id=agency.pk)}
    told = people_with(agency_id=agency.pk, permission="stories.edit")
    assert made not in {person.id for person in told}
    for role in ("admin", "director"):
        with pytest.raises(KindMismatch):
            make_service(actor=director, name="Máy", purpose="Thử", role_ids=[role_of(agency, role).pk])
    with pytest.raises(BadInput):
        make_service(actor=director, name="Máy", purpose=" ", role_ids=[])


def test_only_ones_own_services_get_tokens(agency: Organisation) -> None:
    director = actor_of(make_person(agency, "director"))
    lan = make_person(agency, "reporter")
    other = actor_of(make_person(make_agency(), "director"))
    foreign = make_service(actor=other, name="Máy", purpose="Thử", role_ids=[])
    with pytest.raises(NotAllowed):
        make_token(actor=director, name="x", scopes=[], days=1, service_id=foreign)
    with pytest.raises(NotFound):
        make_token(actor=director, name="x", scopes=[], days=1, service_id=lan.pk)


def test_somebody_always_answers_for_a_program(agency: Organisation) -> None:
    admin, director = make_person(agency, "admin"), make_person(agency, "director", name="Phạm Dũng")
    service = make_service(
        actor=actor_of(admin), name="Máy", purpose="Thử", role_ids=[role_of(agency, "reporter").pk]
    )
    deactivate(actor=actor_of(director), person_id=admin.pk)
    assert Person.objects.get(pk=service).answerable == director
    [entry] = audit.trail(agency_id=agency.pk, verb="accounts.hand_over").entries
    assert entry.changes[0].after == "Phạm Dũng"


def test_a_program_in_use_is_not_closed_as_dormant(level3: Organisation) -> None:
    director = actor_of(make_person(level3, "director"))
    service = make_service(
        actor=director, name="Máy", purpose="Thử", role_ids=[role_of(level3, "reporter").pk]
    )
    made = make_token(actor=director, name="x", scopes=["stories.read"], days=90, service_id=service)
    with clock.frozen(clock.now() + timedelta(days=44)):
        assert actor_of_token(secret=made.secret) is not None
    with clock.frozen(clock.now() + timedelta(days=60)):
        disable_dormant()
        assert actor_of_token(secret=made.secret) is not None
    with clock.frozen(clock.now() + timedelta(days=120)):
        disable_dormant()
        assert not Person.objects.get(pk=service).is_active
