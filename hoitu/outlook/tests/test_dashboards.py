"""Dashboards: each reader has theirs, every number leads to its list, nobody sees behind somebody else's figures."""

import re
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.outlook.queries.agency import agency_view
from hoitu.outlook.queries.area import area_view
from hoitu.outlook.queries.country import country, of_province, tiles_of
from hoitu.outlook.testing import make_province
from hoitu.registers.testing import keep
from hoitu.reporting.api import CallInput, call_for_report
from hoitu.strategy.models import ReportRule
from hoitu.strategy.testing import (
    give,
    license_agency,
    make_body,
    make_plan,
    make_publication,
    make_task,
    manage,
)

pytestmark = pytest.mark.django_db


def publish_steadily(agency: object, *, weeks: int = 14) -> None:
    """Three stories a day on a domestic website: more than the rule for content on platforms asks."""
    now = clock.now()
    for day in range(7 * weeks):
        for number in range(3):
            make_publication(agency, now - timedelta(days=day, hours=number + 1), title=f"Tin {day}.{number}")  # type: ignore[arg-type]


def test_each_organisation_is_led_to_its_dashboard() -> None:
    place = make_province()
    ministry = make_person(make_body("Bộ VHTTDL", "ministry"), permissions=("strategy.read",))
    for person, there in ((place.head, "co-quan"), (place.officer, "dia-ban"), (ministry, "ca-nuoc")):
        response = signed_in(person).get("/toan-canh/")
        assert response.headers["Location"] == f"/toan-canh/{there}/"


def test_the_head_sees_the_own_targets_tasks_and_warnings() -> None:
    place = make_province()
    case = give(make_task(place.plan, time="Trước ngày 31/3/2026"), place.agency)[0]
    keep(actor_of(place.head), "giay-phep", **licence("Báo in", "2020-02-01"))
    words = {"no_systems": "Chưa ghi hệ thống nào", "unchecked": "Chưa đủ cấp độ"}
    view = agency_view(actor_of(place.head), **words)
    assert {line.year for line in view.due_now} == {view.year}
    assert all(line.unit.agency_id == place.agency.pk for line in view.targets)
    assert [card.case.pk for card in view.cards] == [case.pk]
    assert [(one.count, "giay-phep" in one.url) for one in view.warnings if one.state == "over"] == [
        (1, True)
    ]
    page = signed_in(place.head).get("/toan-canh/co-quan/").content.decode()
    assert f"/nhiem-vu/viec/{case.pk}/" in page
    assert "show=over" in page


def test_a_report_that_was_asked_for_is_called_by_its_subject() -> None:
    place = make_province()
    rule = ReportRule.objects.get(plan=place.plan, key="R-000.1")
    asked = CallInput(rule.pk, "Rà soát tài khoản", clock.today(), [place.agency.pk])
    call_for_report(actor=actor_of(place.officer), values=asked)
    page = signed_in(place.head).get("/toan-canh/co-quan/").content.decode()
    assert "Rà soát tài khoản" in page
    assert not re.search(r"\d\d-\d\dT\d\d:", page)  # the label under which it is kept


def test_production_is_a_list() -> None:
    """The number of a week is the length of the list behind it."""
    place = make_province()
    publish_steadily(place.agency, weeks=3)
    publish_steadily(place.other, weeks=1)
    client = signed_in(place.head)
    page = client.get("/toan-canh/co-quan/").content.decode()
    found = re.findall(r'href="(/toan-canh/tin-bai/[\d-]+/)">([\d.]+)</a>', page)
    assert found
    for address, number in found:
        assert f"{number} tin, bài" in client.get(address).content.decode()
    assert client.get("/toan-canh/tin-bai/2026-13-45/").status_code == 404
    assert client.get("/toan-canh/tin-bai/2126-01-05/").status_code == 404


def test_the_officer_sees_who_is_behind_first() -> None:
    place = make_province()
    give(make_task(place.plan, time="Trước ngày 31/3/2026"), place.other)
    make_evidence(place.agency, "measure:IND-03:2026", title="Quyết định")
    view = area_view(actor_of(place.officer))
    assert view.agencies[0].name == place.other.name
    assert view.late_count == view.agencies[0].late >= 1
    assert [one.title for one in view.evidence] == ["Quyết định"]
    assert view.agencies[1].evidence_waiting == 1
    page = signed_in(place.officer).get("/toan-canh/dia-ban/").content.decode()
    assert "Quyết định" in page
    assert 'role="img"' in page  # the chart has words
    assert "<summary>Bảng số liệu" in page  # and a table behind it


def test_an_officer_of_nobody_is_told_what_to_do() -> None:
    person = make_person(make_body("Sở mới"), permissions=("strategy.read",))
    page = signed_in(person).get("/toan-canh/dia-ban/").content.decode()
    assert "Đơn vị chưa chủ trì kế hoạch nào" in page
    assert "Chưa có cơ quan báo chí nào thuộc đơn vị" in page


def test_in_the_country_an_agency_counts_once_however_many_plans_ask() -> None:
    place = make_province()
    ministry = make_body("Bộ VHTTDL", "ministry")
    make_plan("348-qd-ttg", owner=ministry, scope="all")
    far = make_agency("Báo Lai Châu")
    license_agency(far)
    found = country("Có số liệu")
    assert found.questions
    for one in found.questions:
        ids = [line.agency_id for line in one.lines]
        assert len(ids) == len(set(ids))
        assert one.k + one.failing + one.unknown == one.n
        tiles = tiles_of(one)
        assert sum(tile.n for tile in tiles) == one.n
        assert sum(tile.k for tile in tiles) == one.k
    assert {line.name for line in of_province(found.coverage, "ca-mau")} == {
        place.agency.name,
        place.other.name,
    }


def test_the_map_shows_34_provinces_and_the_archipelagos_of_the_country() -> None:
    make_province()
    page = signed_in(make_person(make_body("Bộ", "ministry"), permissions=("strategy.read",))).get(
        "/toan-canh/ca-nuoc/"
    )
    words = page.content.decode()
    tiles = [tile for tile in tiles_of(country("").coverage) if tile.column]
    assert len(tiles) == 34
    assert len({(tile.column, tile.row) for tile in tiles}) == 34
    shown = re.findall(r'<li class="cell .*?</li>', words, re.S)
    assert len(shown) == 34 + 2
    islands = [one for one in shown if "cell-islands" in one]
    assert ["Hoàng Sa" in islands[0], "Đà Nẵng" in islands[0]] == [True, True]
    assert ["Trường Sa" in islands[1], "Khánh Hòa" in islands[1]] == [True, True]


def test_every_tile_with_agencies_leads_to_its_agencies_and_these_to_records() -> None:
    place = make_province()
    publish_steadily(place.agency)
    client = signed_in(place.officer)
    nation = client.get("/toan-canh/ca-nuoc/?chi-so=IND-01&nam=2030").content.decode()
    tile = re.search(r'<li class="cell[^>]*><a href="([^"]+)"><span>Cà Mau</span> <b>1/2</b>', nation)
    assert tile is not None
    province = client.get(tile[1].replace("&amp;", "&")).content.decode()
    records = re.findall(r'href="(/chi-tieu/[\w-]+/[\w-]+/)"', province)
    assert len(records) == 1  # the one with records
    assert client.get(records[0]).status_code == 200


def test_a_stranger_sees_who_passes_and_not_why() -> None:
    place = make_province()
    publish_steadily(place.agency, weeks=1)
    stranger = make_person(make_agency("Báo Lai Châu"), permissions=("strategy.read",))
    address = "/toan-canh/ca-nuoc/ca-mau/?chi-so=IND-01&nam=2030"
    reason = "tháng chưa đủ"
    assert reason in signed_in(place.officer).get(address).content.decode()
    page = signed_in(stranger).get(address).content.decode()
    assert place.agency.name in page
    assert reason not in page
    what_if = f"/toan-canh/neu/{place.measure().pk}/"
    assert reason in signed_in(place.officer).get(what_if).content.decode()
    assert reason not in signed_in(stranger).get(what_if).content.decode()


def test_odd_choices_of_the_map_are_no_error() -> None:
    place = make_province()
    client = signed_in(place.officer)
    for query in (
        "?chi-so=IND-99&nam=2030",
        "?chi-so=IND-01&nam=x",
        "?chi-so=IND-01&nam=٢٠٣٠",
        "?nam=99999999999",
    ):
        assert client.get(f"/toan-canh/ca-nuoc/{query}").status_code == 200
    assert client.get("/toan-canh/ca-nuoc/khong-co/").status_code == 404


@pytest.mark.parametrize("address", ["dia-ban/", "ca-nuoc/", "ca-nuoc/ca-mau/"])
def test_as_many_queries_for_two_agencies_as_for_twelve(
    address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = make_province()
    client = signed_in(place.officer)

    def queries(most: int = 1_000) -> int:
        client.get(f"/toan-canh/{address}")  # what is kept from one page to the next
        with django_assert_max_num_queries(most) as seen:
            assert client.get(f"/toan-canh/{address}").status_code == 200
        return len(seen)

    few = queries()
    for number in range(10):
        agency = make_agency(f"Báo {number}")
        Organisation.objects.filter(pk=agency.pk).update(province="ca-mau")
        manage(agency, place.department)
        license_agency(agency)
    assert queries(few) == few


@pytest.mark.parametrize("address", ["dia-ban/", "ca-nuoc/"])
def test_the_page_to_print_has_no_menu(address: str) -> None:
    place = make_province()
    page = signed_in(place.officer).get(f"/toan-canh/{address}?in=1").content.decode()
    assert 'class="paper-head"' in page
    assert 'class="rail"' not in page
    assert '<details class="data-behind" open' in page


def licence(name: str, until: str) -> dict[str, str]:
    return {
        "product": "print",
        "name": name,
        "number": "1/GP",
        "issuer": "Bộ",
        "issued_on": "2019-01-01",
        "valid_until": until,
    }
