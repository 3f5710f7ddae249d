"""A story is released, read back, and stands behind the department's figure; nobody else looks behind it."""

from uuid import UUID

import pytest

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels.data import DeliveryState
from hoitu.channels.models import DeliveryRow
from hoitu.channels.operations import send
from hoitu.channels.testing import make_channel, recording_adapter, run_deliveries
from hoitu.kernel import clock
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.registers.legal_rules import CONVERGED_ROWS, MEASURE_ROWS, REGISTER_ROWS, STRATEGY_ROWS
from hoitu.stories.testing import approve, make_story, move
from hoitu.strategy import packs
from hoitu.strategy.definitions import definitions
from hoitu.strategy.models import Measure, Plan, Publication
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def plan(agency: Organisation) -> Plan:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    return make_plan("ca-mau-203-kh-ubnd", owner=department)


@pytest.fixture
def officer(plan: Plan) -> Person:
    assert plan.owner is not None
    return make_person(plan.owner, permissions=("strategy.read", "strategy.manage"))


def _release(agency: Organisation, headline: str) -> UUID:
    make_channel(agency, name="Trang Vân Giang")
    people = {
        role: actor_of(make_person(agency, role)) for role in ("reporter", "editor", "secretary", "director")
    }
    reporter = people.pop("reporter")
    story = make_story(reporter, headline=headline)
    story = move(reporter, story, "desk")
    approve(story, **people)
    run_deliveries()
    [delivery] = DeliveryRow.objects.for_agency(agency.pk).filter(release__story=story)
    send.confirm(delivery.pk)
    deliver_facts()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CONFIRMED
    return story.pk


def _measure(plan: Plan) -> Measure:
    return Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-01")


def test_a_released_story_stands_behind_the_departments_figure(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    page = signed_in(officer).get(f"/chi-tieu/{_measure(plan).pk}/").content.decode()
    assert "0/1" in page
    assert "Chưa có số liệu" in page
    with recording_adapter():
        _release(agency, "Khánh thành cầu Yên Lộc")
    page = signed_in(officer).get(f"/chi-tieu/{_measure(plan).pk}/").content.decode()
    assert "1 bản ghi" in page
    records = signed_in(officer).get(f"/chi-tieu/{_measure(plan).pk}/{agency.pk}/").content.decode()
    assert "Khánh thành cầu Yên Lộc" in records
    assert "Trang Vân Giang" in records


def test_facts_that_come_twice_leave_one_record(agency: Organisation) -> None:
    with recording_adapter():
        _release(agency, "Một lần")
        versions = list(Publication.objects.for_agency(agency.pk).values_list("pk", "superseded_at"))
        deliver_again()
    assert list(Publication.objects.for_agency(agency.pk).values_list("pk", "superseded_at")) == versions
    assert [row.superseded_at for row in Publication.objects.for_agency(agency.pk)].count(None) == 1


def test_what_is_not_released_never_reaches_the_state_side(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    make_story(actor_of(make_person(agency, "reporter")), headline="CHIM HOÀNG YẾN")
    client, measure = signed_in(officer), _measure(plan)
    for path in ("/chi-tieu/", f"/chi-tieu/ke-hoach/{plan.pk}/", f"/chi-tieu/{measure.pk}/"):
        assert "CHIM HOÀNG YẾN" not in client.get(path).content.decode()


def test_only_the_agency_and_those_above_look_behind_a_figure(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    make_publication(agency, clock.now(), title="Bài của Vân Giang")
    path = f"/chi-tieu/{_measure(plan).pk}/{agency.pk}/"
    assert signed_in(officer).get(path).status_code == 200
    assert signed_in(make_person(agency, "secretary")).get(path).status_code == 200
    assert signed_in(make_person(make_agency(), "director")).get(path).status_code == 404
    assert (
        signed_in(make_person(make_body("Sở khác"), permissions=("strategy.read",))).get(path).status_code
        == 404
    )
    assert signed_in(make_person(agency, "reporter")).get(path).status_code == 403


def test_a_manager_loads_and_binds_on_the_screens(agency: Organisation, officer: Person, plan: Plan) -> None:
    client = signed_in(officer)
    assert "Bộ Tài chính" in client.get("/chi-tieu/").content.decode()
    answer = client.post("/chi-tieu/nap/bo-tai-chinh-2866-qd-btc/", follow=True)
    assert "Đã nạp kế hoạch." in answer.content.decode()
    finance = Plan.objects.get(code="003")
    client.post(f"/chi-tieu/ke-hoach/{finance.pk}/pham-vi/", {"scope": "governed"})
    finance.refresh_from_db()
    assert (finance.owner, finance.scope) == (plan.owner, "governed")
    refused = client.post(f"/chi-tieu/ke-hoach/{finance.pk}/pham-vi/", {"scope": "all"}, follow=True)
    assert "Chỉ bộ quản lý" in refused.content.decode()
    assert client.post("/chi-tieu/nap/khong-co/").status_code == 404


def test_every_plan_has_a_page(officer: Person) -> None:
    client = signed_in(officer)
    for name in packs.names():
        page = client.get(f"/chi-tieu/ke-hoach/{make_plan(name).pk}/").content.decode()
        assert packs.read(name).targets[0].id in page


def test_every_measure_of_every_plan_has_a_page(officer: Person) -> None:
    client = signed_in(officer)
    for name in packs.names():
        make_plan(name)
    for measure in Measure.objects.all():
        assert client.get(f"/chi-tieu/{measure.pk}/").status_code == 200


def test_the_thresholds_of_what_is_counted_are_rows_of_the_register() -> None:
    rows = (*STRATEGY_ROWS, *CONVERGED_ROWS, *REGISTER_ROWS, *MEASURE_ROWS)
    known = {row.key for row in rows if row.key.startswith("strategy.")}
    assert {rule for module in COMPUTED.values() for rule in module.RULES} == known
    stated = {one.key: one.proposed for each in definitions().values() for one in each.parameters}
    assert [stated[key] for key in sorted(known)] == [None] * len(known)
