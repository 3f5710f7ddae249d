"""The map of remote communes: each once, reached or not, with its people; a body above sees those of its agencies."""

import pytest

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.registers.testing import keep

pytestmark = pytest.mark.django_db
MAP = "/so/xa-vung-sau/ban-do/"


def _list(agency: Organisation) -> None:
    actor = actor_of(make_person(agency, "admin"))
    for code, name, province, people in (
        ("01", "Mường Tè", "Lai Châu", "1200"),
        ("02", "Pa Ủ", "Lai Châu", "800"),
        ("03", "Đất Mũi", "Cà Mau", "500"),
    ):
        keep(
            actor, "xa-vung-sau", code=code, name=name, province=province, population=people, decision="QĐ 1"
        )
    keep(actor, "phu-song", commune="01", press_type="radio", source="Khảo sát", surveyed_on="2026-11-01")


def test_each_commune_is_a_tile_with_what_reaches_it() -> None:
    agency = make_agency()
    _list(agency)
    client = signed_in(make_person(agency, "admin"))
    page = client.get(MAP).content.decode()
    assert page.index("Cà Mau") < page.index("Lai Châu")
    assert "1/2 xã được phủ, 1.200/2.000 người dân" in page
    assert "0/1 xã được phủ, 0/500 người dân" in page
    assert page.count("tile-all") - 1 == 1, "one reached, beside the legend"
    assert page.count("tile-zero") - 1 == 2
    assert MAP in client.get("/so/xa-vung-sau/").content.decode()
    assert MAP in client.get("/so/phu-song/").content.decode()


def test_who_sees_whose_communes() -> None:
    agency, other = make_agency(), make_agency()
    _list(agency)
    department = Organisation.objects.create(name="Sở", kind="department")
    OrganisationLink.objects.create(
        from_organisation=agency, to_organisation=department, kind="state_management"
    )
    above = signed_in(make_person(department, permissions=("registers.read",)))
    assert "Mường Tè" in above.get(MAP).content.decode()
    assert MAP in above.get("/so/xa-vung-sau/").content.decode(), "readers find the way, too"
    stranger = signed_in(make_person(other, "admin")).get(MAP).content.decode()
    assert "Mường Tè" not in stranger
    assert "Chưa có xã nào trong sổ" in stranger
