"""A plan of many agencies at a glance: numbers, names without data, provinces, three clicks down to the records."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoitu.accounts import api as accounts
from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels.testing import make_channel, recording_adapter, run_deliveries
from hoitu.kernel import clock
from hoitu.kernel.testing import deliver_facts
from hoitu.stories import api as stories
from hoitu.stories.testing import approve, make_story, move
from hoitu.strategy import api
from hoitu.strategy.models import Measure, Plan, Publication, StoredTally
from hoitu.strategy.operations import follow, refresh
from hoitu.strategy.queries import rollup
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL")


@pytest.fixture
def plan(department: Organisation) -> Plan:
    return make_plan("ca-mau-203-kh-ubnd", owner=department)


@pytest.fixture
def officer(department: Organisation) -> Person:
    return make_person(department, permissions=("strategy.read", "strategy.manage"))


def _agency(department: Organisation, name: str, province: str = "", items: int = 0) -> Organisation:
    agency = make_agency(name)
    Organisation.objects.filter(pk=agency.pk).update(province=province)
    manage(agency, department)
    license_agency(agency)
    for month in range(3):
        for number in range(items):
            make_publication(
                agency, clock.now() - timedelta(days=2 + 30 * month, minutes=number), title=f"Tin {name}"
            )
    return agency


def _measure(plan: Plan) -> Measure:
    return Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-01")


def test_a_roll_up_counts_names_and_places(plan: Plan, department: Organisation) -> None:
    _agency(department, "Báo Cà Mau", "ca-mau", items=20)
    _agency(department, "Tạp chí Cà Mau", "ca-mau", items=1)
    silent = _agency(department, "Báo im lặng", "lai-chau")
    _agency(department, "Báo trung ương", "", items=20)
    found = rollup.roll_up(plan)
    value = next(one for one in found.values if one.measure == _measure(plan))
    assert value.verdict is not None
    assert (value.verdict.k, value.verdict.n, value.mix) == (2, 4, "2A")
    assert found.silent == {silent.pk}
    assert found.covered == 3
    assert dict(found.without_data)["IND-01"] == ("Báo im lặng",)
    places = {place.key: (place.k, place.n, place.tone) for place in rollup.places_of(value) if place.n}
    assert places == {"ca-mau": (1, 2, "some"), "lai-chau": (0, 1, "unknown"), rollup.NOWHERE: (1, 1, "all")}
    assert sum(1 for place in rollup.places_of(value) if place.column) == 34


def test_of_two_agencies_with_one_name_only_the_silent_one_is_silent(
    plan: Plan, department: Organisation
) -> None:
    _agency(department, "Tạp chí Văn nghệ", "ca-mau", items=1)
    silent = _agency(department, "Tạp chí Văn nghệ", "lai-chau")
    found = rollup.roll_up(plan)
    assert found.silent == {silent.pk}
    assert found.covered == 1


def test_no_two_provinces_share_a_tile() -> None:
    tiles = [(one.column, one.row) for one in accounts.provinces().values()]
    assert len(set(tiles)) == len(tiles) == 35
    assert max(column for column, _row in tiles) <= 5
    assert max(row for _column, row in tiles) <= 14


def test_three_clicks_lead_from_the_plan_to_the_records(
    plan: Plan, department: Organisation, officer: Person
) -> None:
    agency = _agency(department, "Báo Cà Mau", "ca-mau", items=20)
    client = signed_in(officer)
    page = client.get(f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/?muc={_measure(plan).pk}").content.decode()
    link = f"/chi-tieu/{_measure(plan).pk}/tinh/ca-mau/"
    assert link in page
    province = client.get(link).content.decode()
    records = f"/chi-tieu/{_measure(plan).pk}/{agency.pk}/"
    assert records in province
    listed = client.get(records).content.decode()
    assert listed.count("Tin Báo Cà Mau") == 50
    assert "60 bản ghi" in listed
    second = client.get(f"{records}?phan=counted&trang=2").content.decode()
    assert second.count("Tin Báo Cà Mau") == 10
    assert _measure(plan).target.verbatim in listed
    assert client.get(f"/chi-tieu/{_measure(plan).pk}/tinh/khong-co/").status_code == 404


def test_a_stranger_sees_numbers_and_no_way_down(plan: Plan, department: Organisation) -> None:
    agency = _agency(department, "Báo Cà Mau", "ca-mau", items=1)
    stranger = signed_in(make_person(make_body("Sở khác"), permissions=("strategy.read",)))
    province = stranger.get(f"/chi-tieu/{_measure(plan).pk}/tinh/ca-mau/").content.decode()
    assert "Báo Cà Mau" in province
    assert str(agency.pk) not in province


def test_drafts_stay_out_of_the_nation(plan: Plan, department: Organisation, officer: Person) -> None:
    _agency(department, "Báo Cà Mau", "ca-mau")
    draft = make_plan("lai-chau-ke-hoach-2023", owner=department)
    make_agency("Báo không thuộc kế hoạch nào")
    nation = rollup.nation()
    assert [one.plan for one in nation.plans] == [plan]
    assert nation.drafts == (draft,)
    assert nation.uncovered == ("Báo không thuộc kế hoạch nào",)
    page = signed_in(officer).get("/chi-tieu/toan-quoc/").content.decode()
    assert "bản dự thảo" in page
    assert f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/" in page
    assert f"/chi-tieu/ke-hoach/{draft.pk}/tong-hop/" not in page


@pytest.mark.parametrize("path", ["/chi-tieu/ke-hoach/{}/", "/chi-tieu/ke-hoach/{}/tong-hop/"])
def test_pages_ask_as_often_for_thirty_agencies_as_for_one(
    plan: Plan, department: Organisation, officer: Person, path: str
) -> None:
    client = signed_in(officer)
    counts = []
    for amount in (1, 29):
        for number in range(amount):
            _agency(department, f"Báo {amount}-{number}", "ca-mau", items=1)
        refresh.recount_everything()
        client.get(path.format(plan.pk))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path.format(plan.pk)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_empty_plan_says_so(plan: Plan, officer: Person) -> None:
    client = signed_in(officer)
    assert "Chưa có cơ quan nào" in client.get(f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/").content.decode()
    assert client.get(f"/chi-tieu/ke-hoach/{UUID(int=1)}/tong-hop/").status_code == 404


def _release(agency: Organisation, topic: str) -> None:
    make_channel(agency, name="Trang")
    people = {
        role: actor_of(make_person(agency, role)) for role in ("reporter", "editor", "secretary", "director")
    }
    reporter = people.pop("reporter")
    story = make_story(reporter, headline="Đại hội")
    details = stories.Details(topic_names=(topic,))
    stories.edit_details(actor=reporter, story_id=story.pk, details=details)
    approve(move(reporter, story, "desk"), **people)
    with recording_adapter():
        run_deliveries()
        deliver_facts()


def test_a_topic_that_a_person_put_under_a_service_counts_and_another_does_not(
    plan: Plan, department: Organisation
) -> None:
    agency = _agency(department, "Báo Cà Mau", "ca-mau")
    _release(agency, "Đại hội Đảng bộ")
    rows = Publication.objects.for_agency(agency.pk).filter(superseded_at=None)
    assert rows.get().subject == ""
    secretary = signed_in(make_person(agency, "secretary"))
    page = secretary.get("/chi-tieu/chu-de/").content.decode()
    assert "Đại hội Đảng bộ" in page
    name = re.findall(r'name="(topic-[0-9a-f-]+)"', page)[0]
    assert "Đã lưu" in secretary.post("/chi-tieu/chu-de/", {name: "political"}, follow=True).content.decode()
    follow.note_agency(agency.pk)
    assert rows.get().subject == "political"
    secretary.post("/chi-tieu/chu-de/", {name: ""})
    follow.note_agency(agency.pk)
    assert rows.get().subject == ""
    refused = secretary.post("/chi-tieu/chu-de/", {name: "khac"}, follow=True).content.decode()
    assert "trong danh sách" in refused
    assert signed_in(make_person(agency, "reporter")).get("/chi-tieu/chu-de/").status_code == 403


def test_a_release_is_counted_by_its_job(plan: Plan, department: Organisation) -> None:
    agency = _agency(department, "Báo Cà Mau", "ca-mau")
    refresh.recount_everything()
    _release(agency, "Đời sống")
    Publication.objects.for_agency(agency.pk).update(confirmed_at=clock.now())
    assert api.value_of(plan, _measure(plan)).behind == 1
    refresh.refresh_agency(agency.pk)
    value = api.value_of(plan, _measure(plan))
    assert (value.behind, value.units[0].figure.records) == (0, 1)
    assert (
        StoredTally.objects.for_agency(agency.pk).get(indicator="IND-01", year=clock.today().year).version
        >= 1
    )


def test_the_operator_sees_when_figures_were_counted_and_what_was_wrong(
    plan: Plan, department: Organisation
) -> None:
    agency = _agency(department, "Báo Cà Mau", "ca-mau", items=1)
    refresh.recount_everything()
    StoredTally.objects.for_agency(agency.pk).filter(indicator="IND-01").update(tally=None)
    operator = make_person(agency, "director")
    Person.objects.filter(pk=operator.pk).update(is_operator=True)
    client = signed_in(Person.objects.get(pk=operator.pk))
    assert "Chưa lần nào" in client.get("/chi-tieu/kiem-tra/").content.decode()
    assert refresh.recount_everything().wrong == 1
    page = client.get("/chi-tieu/kiem-tra/").content.decode()
    assert "Báo Cà Mau" in page
    assert "Đang đếm lại" in client.post("/chi-tieu/kiem-tra/dem-lai/", follow=True).content.decode()
    assert signed_in(make_person(agency, "secretary")).get("/chi-tieu/kiem-tra/").status_code == 403
