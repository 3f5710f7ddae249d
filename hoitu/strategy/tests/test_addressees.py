"""Every duty finds who has it today: bodies are joined by the owner, successors are followed from their day on."""

from datetime import date

import pytest

from hoitu.accounts.models import Organisation, OrganisationLink, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.errors import BadInput
from hoitu.strategy import api
from hoitu.strategy.models import Body, Plan
from hoitu.strategy.testing import make_body, make_plan

pytestmark = pytest.mark.django_db
MERGED = date(2025, 3, 1)
BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


def succeed(old: Organisation, new: Organisation, since: date | None = MERGED) -> None:
    OrganisationLink.objects.create(
        from_organisation=old, to_organisation=new, kind="successor", valid_from=since
    )


@pytest.fixture
def old() -> Organisation:
    return Organisation.objects.create(name="Sở TTTT Vân Giang", kind="department", valid_until=MERGED)


@pytest.fixture
def new() -> Organisation:
    return make_body("Sở VHTTDL Vân Giang")


@pytest.fixture
def plan(new: Organisation) -> Plan:
    return make_plan("ca-mau-203-kh-ubnd", owner=new)


@pytest.fixture
def officer(new: Organisation) -> Person:
    return make_person(new, permissions=("strategy.read", "strategy.manage"))


def body_of(plan: Plan, key: str = "so-tai-chinh-ca-mau") -> Body:
    return plan.bodies.get(key=key)


def join(officer: Person, body: Body, organisation: Organisation | None) -> Body:
    api.join_body(
        actor=actor_of(officer), plan_id=body.plan_id, body_id=body.pk,
        organisation_id=organisation.pk if organisation else None,
    )  # fmt: skip
    body.refresh_from_db()
    return body


def name_on(body: Body, day: date) -> str:
    found = api.addressee(body, day)
    return found.name if found else ""


def test_a_duty_passes_to_the_successor_on_its_day(
    plan: Plan, officer: Person, old: Organisation, new: Organisation
) -> None:
    succeed(old, new)
    body = join(officer, body_of(plan), old)
    assert (name_on(body, BEFORE), name_on(body, AFTER)) == (old.name, new.name)


def test_two_agencies_that_merged_in_2025_lead_to_one(plan: Plan, officer: Person) -> None:
    paper, station, both = (make_agency(name) for name in ("Báo cũ", "Đài cũ", "Báo và PTTH mới"))
    for agency in (paper, station):
        agency.valid_until = date(2025, 7, 1)
        agency.save()
        succeed(agency, both, date(2025, 7, 1))
    first = join(officer, body_of(plan), paper)
    second = join(officer, body_of(plan, "so-noi-vu-ca-mau"), station)
    assert (name_on(first, date(2025, 6, 30)), name_on(second, date(2025, 6, 30))) == ("Báo cũ", "Đài cũ")
    assert {name_on(one, date(2025, 7, 1)) for one in (first, second)} == {"Báo và PTTH mới"}


def test_a_chain_of_successors_is_followed_to_its_end(
    plan: Plan, officer: Person, old: Organisation, new: Organisation
) -> None:
    last = make_body("Sở mới nhất")
    succeed(old, new)
    succeed(new, last, date(2026, 7, 1))
    body = join(officer, body_of(plan), old)
    assert name_on(body, date(2026, 6, 30)) == new.name
    assert name_on(body, date(2026, 7, 1)) == last.name
    chain = [row.name for row in api.succession(body, date(2026, 7, 1)).chain]
    assert chain == [old.name, new.name, last.name]


def test_a_succession_without_a_day_holds_once_the_old_body_has_ended(
    plan: Plan, officer: Person, old: Organisation, new: Organisation
) -> None:
    succeed(old, new, None)
    body = join(officer, body_of(plan), old)
    assert (name_on(body, BEFORE), name_on(body, AFTER)) == (old.name, new.name)


def test_among_several_successors_nobody_is_chosen_silently(
    plan: Plan, officer: Person, old: Organisation, new: Organisation
) -> None:
    science = make_body("Sở KHCN")
    succeed(old, new)
    succeed(old, science)
    body = join(officer, body_of(plan), old)
    assert api.addressee(body, AFTER) is None
    assert {row.name for row in api.succession(body, AFTER).choices} == {new.name, science.name}
    page = signed_in(officer).get(f"/chi-tieu/ke-hoach/{plan.pk}/co-quan/").content.decode()
    assert "Nhiều cơ quan kế thừa" in page


def test_successors_that_the_plan_itself_names_are_followed_where_nobody_is_joined(
    plan: Plan, officer: Person, new: Organisation
) -> None:
    ended = body_of(plan, "so-tttt-ca-mau")
    assert api.addressee(ended, AFTER) is None
    join(officer, body_of(plan, "so-vhttdl-ca-mau"), new)
    assert name_on(ended, AFTER) == new.name
    page = signed_in(officer).get(f"/chi-tieu/ke-hoach/{plan.pk}/co-quan/").content.decode()
    assert f"Sở Thông tin và Truyền thông → Sở Văn hóa, Thể thao và Du lịch → {new.name}" in page


def test_what_a_person_took_back_stays_back_when_the_plan_is_loaded_again(
    plan: Plan, officer: Person
) -> None:
    treasury = make_body("Sở Tài chính")
    body = join(officer, body_of(plan), treasury)
    join(officer, body, None)
    plan.content_hash = ""
    plan.save()
    make_plan("ca-mau-203-kh-ubnd", owner=plan.owner)
    body.refresh_from_db()
    assert body.organisation is None


def test_only_the_plans_owner_joins(plan: Plan, officer: Person, new: Organisation) -> None:
    other = make_person(make_agency(), "admin")
    with pytest.raises(BadInput, match="chủ trì"):
        join(other, body_of(plan), new)
    page = signed_in(other).get(f"/chi-tieu/ke-hoach/{plan.pk}/co-quan/").content.decode()
    assert "<select" not in page
    path = f"/chi-tieu/ke-hoach/{plan.pk}/co-quan/{body_of(plan).pk}/"
    signed_in(officer).post(path, {"organisation": str(new.pk)})
    assert body_of(plan).organisation == new
    assert signed_in(officer).post(path, {"organisation": "khong-phai"}).status_code == 404
