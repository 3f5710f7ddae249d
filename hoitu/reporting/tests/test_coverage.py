"""The roll-up says where reports came from: a map for an office of many provinces, lists for one of a single one."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.reporting.queries.coverage import NOWHERE, places_of
from hoitu.reporting.queries.rollup import Rollup, rollup_of
from hoitu.reporting.testing import Province, accept_everywhere, make_province, send_yearly
from hoitu.strategy.testing import license_agency, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Province:
    return make_province()


def _place(agency: Organisation, key: str) -> None:
    Organisation.objects.filter(pk=agency.pk).update(province=key)


def _another(office: Province, name: str, key: str) -> Person:
    agency = make_agency(name)
    _place(agency, key)
    manage(agency, office.department)
    license_agency(agency)
    return make_person(agency, "director")


def _rollup(office: Province) -> Rollup:
    found = rollup_of(office.department.pk, rule_id=office.rule.pk, period=str(clock.today().year))
    assert found is not None
    return found


def _page(office: Province, query: str = "") -> str:
    return signed_in(office.officer).get(f"/bao-cao/tong-hop/{query}").content.decode()


def _link(page: str, words: str) -> str:
    """Return the address, to be asked, of the first link that leads to these words."""
    found = re.search(rf'href="([^"]*{words}[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&").partition("#")[0]


def test_the_map_counts_each_province_and_its_table_says_the_same(office: Province) -> None:
    _place(office.agency, "lai-chau")
    _another(office, "Báo Cà Mau", "ca-mau")
    heads = [_another(office, "Báo Lào Cai", "lao-cai"), _another(office, "Tạp chí Lào Cai", "lao-cai")]
    _another(office, "Báo không tỉnh", "")
    accept_everywhere(send_yearly(office), office.officer)
    send_yearly(office, sender=actor_of(heads[0]))
    places = {place.key: place for place in places_of(_rollup(office)) if place.n}
    assert {key: (one.came, one.accepted, one.missing, one.n, one.tone) for key, one in places.items()} == {
        "lai-chau": (1, 1, 0, 1, "all"),
        "lao-cai": (1, 0, 1, 2, "some"),
        "ca-mau": (0, 0, 1, 1, "zero"),
        NOWHERE: (0, 0, 1, 1, "zero"),
    }
    found = _rollup(office)
    assert sum(one.n for one in places.values()) == len(found.standings) == 5
    assert sum(one.came for one in places.values()) == found.came == 2
    page = _page(office)
    tile = re.search(r'tile-some[^"]*"><a [^>]*><span>Lào Cai</span><strong>(\S+)</strong>', page)
    assert tile
    assert tile[1] == "1/2"
    assert re.search(r"Lào Cai</a></td>.*?1/2.*?0/2.*?>1</td>", page)
    assert "Trung ương, chưa ghi tỉnh" in page
    for islands in ("Hoàng Sa", "Trường Sa"):
        assert f"<span>{islands}<em>" in page


def test_a_tile_opens_to_its_organisations_only(office: Province) -> None:
    _place(office.agency, "lai-chau")
    _another(office, "Báo Cà Mau", "ca-mau")
    page = _page(office, _link(_page(office), "tinh=ca-mau"))
    behind = _standings(page)
    assert "Báo Cà Mau" in behind
    assert office.agency.name not in behind
    assert "Hiện tất cả" in page


def test_an_office_of_one_province_sees_no_map_but_who_sent_and_who_did_not(office: Province) -> None:
    _place(office.agency, "lai-chau")
    _another(office, "Tạp chí Lai Châu", "lai-chau")
    sent = send_yearly(office)
    page = _page(office)
    assert places_of(_rollup(office)) == []
    assert "tile-map" not in page
    here, there = office.agency.name, "Tạp chí Lai Châu"
    for words, seen, hidden in (("xem=sent", here, there), ("xem=missing", there, here)):
        behind = _standings(_page(office, _link(page, words)))
        assert seen in behind
        assert hidden not in behind
    assert "Không có đơn vị nào" in _page(office, _link(page, "xem=accepted"))
    accept_everywhere(sent, office.officer)
    assert here in _standings(_page(office, _link(page, "xem=accepted")))


@pytest.mark.parametrize("query", ["?muc=x&tinh=y&xem=z", "?nam=abc&tinh=%0A", "?muc=<b>&xem=<script>"])
def test_an_address_that_says_nothing_narrows_nothing(office: Province, query: str) -> None:
    page = _page(office, query)
    assert office.agency.name in page
    assert "Hiện tất cả" not in page
    assert "<script>" not in re.sub(r"<script[ >].*?</script>", "", page, flags=re.S)


def test_more_provinces_ask_the_database_no_more_often(
    office: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _place(office.agency, "lai-chau")
    _another(office, "Báo Cà Mau", "ca-mau")
    client = signed_in(office.officer)
    client.get("/bao-cao/tong-hop/")
    with django_assert_max_num_queries(200) as few:
        client.get("/bao-cao/tong-hop/")
    for key in ("lao-cai", "son-la", "ha-noi", "hue", "gia-lai"):
        _another(office, f"Báo {key}", key)
    with django_assert_max_num_queries(len(few)):
        client.get("/bao-cao/tong-hop/")


def _standings(page: str) -> str:
    """Return the first list of who sent and who did not."""
    return page[page.index("Tình trạng từng đơn vị") :].partition("</table>")[0]
