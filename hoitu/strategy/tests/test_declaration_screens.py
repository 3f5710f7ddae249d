"""An agency states a figure and adds evidence; an officer sees stated, checked and computed beside each other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence, pdf_bytes
from hoitu.kernel import clock
from hoitu.strategy import api
from hoitu.strategy.models import Declaration, Measure, Plan
from hoitu.strategy.queries.indicators import content_on_platforms as ind01
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
    rights = ("strategy.read", "strategy.declare", "evidence.read", "evidence.check")
    return make_person(plan.owner, permissions=rights)


def _path(agency: Organisation, indicator: str) -> str:
    return f"/chi-tieu/tu-khai/{agency.pk}/{indicator}/{clock.today().year}/"


def _page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_state_submit_check_and_see(agency: Organisation, plan: Plan, officer: Person) -> None:
    year = clock.today().year
    lan, path = signed_in(make_person(agency, "secretary")), _path(agency, "IND-03")
    assert path in _page(lan, "/chi-tieu/tu-khai/")
    answer = lan.post(path, {f"n{year}-answer": "1", f"n{year}-note": "Đề án số 5"}, follow=True)
    assert "Đã ghi số liệu tự khai." in answer.content.decode()
    assert "D: tự khai" in _page(lan, "/chi-tieu/tu-khai/")
    file = SimpleUploadedFile("de-an.pdf", pdf_bytes())
    fields = {"about": f"measure:IND-03:{year}", "title": "Đề án tòa soạn", "file": file, "back": path}
    assert lan.post("/minh-chung/nop/", fields).headers["Location"].startswith(path)

    client = signed_in(officer)
    measure = Measure.objects.get(
        target__plan=plan, target__year=2030, indicator="IND-03", unit="share_of_agencies"
    )
    seen = _page(client, f"/chi-tieu/{measure.pk}/")
    assert "1/1 (1D)" in seen
    assert path in seen
    assert "Tòa soạn hội tụ, năm" in _page(client, "/minh-chung/cho-kiem-tra/")
    page = _page(client, path)
    assert "Đề án số 5" in page
    assert f'name="n{year}-answer"' not in page
    button = page.partition('action="/minh-chung/')[2].partition("/")[0]
    client.post(f"/minh-chung/{button}/kiem-tra/", {"decision": "accept", "back": path})
    assert "1/1 (1C)" in _page(client, f"/chi-tieu/{measure.pk}/")
    assert "C: người thứ hai đã kiểm tra" in _page(lan, "/chi-tieu/tu-khai/")
    assert "1/1</strong> (1C)" in _page(client, f"/chi-tieu/ke-hoach/{plan.pk}/")


def test_a_statement_is_taken_back(agency: Organisation, plan: Plan) -> None:
    year = clock.today().year
    client, path = signed_in(make_person(agency, "secretary")), _path(agency, "IND-03")
    client.post(path, {f"n{year}-answer": "0"})
    assert "Chưa khai" in client.post(path, {f"n{year}-answer": ""}, follow=True).content.decode()
    [version] = Declaration.objects.for_agency(agency.pk)
    assert version.superseded_at is not None


def test_amounts_of_two_years_are_typed_with_points(agency: Organisation, plan: Plan) -> None:
    year = clock.today().year
    client, path = signed_in(make_person(agency, "secretary")), _path(agency, "IND-05")
    given = {
        f"n{year}-amount": "1.250.000.000",
        f"n{year}-of_amount": "10 000 000 000",
        f"n{year - 1}-amount": "500000000",
        f"n{year - 1}-of_amount": "9.000.000.000",
    }
    refused = client.post(path, given | {f"n{year}-amount": "1,5 tỷ"}).content.decode()
    assert "Hãy ghi một số nguyên" in refused
    assert 'value="1,5 tỷ"' in refused
    assert 'value="9.000.000.000"' in refused
    half = client.post(path, given | {f"n{year}-of_amount": ""}).content.decode()
    assert "Hãy ghi đủ cả hai số." in half
    assert not Declaration.objects.for_agency(agency.pk).exists()
    assert client.post(path, given).status_code == 302
    amounts = Declaration.objects.for_agency(agency.pk).order_by("year").values_list("year", "amount")
    assert list(amounts) == [(year - 1, 500_000_000), (year, 1_250_000_000)]
    assert "1.250.000.000" in _page(client, path)


def test_stated_and_computed_stand_side_by_side(agency: Organisation, plan: Plan, officer: Person) -> None:
    year = clock.today().year
    for window in ind01.windows(api.until_of(2030)):
        for number in range(20):
            make_publication(agency, window.start + timedelta(hours=1 + number))
    client = signed_in(make_person(agency, "secretary"))
    client.post(_path(agency, "IND-01"), {f"n{year}-answer": "1", f"n{year}-amount": "80"})
    measure = Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-01")
    page = _page(signed_in(officer), f"/chi-tieu/{measure.pk}/")
    assert "1/1 (1A)" in page
    assert "Hệ số kiểm chứng 0,75 (tính được 60, tự khai 80)" in page


def test_only_those_above_look_behind_a_statement(agency: Organisation, plan: Plan, officer: Person) -> None:
    year = clock.today().year
    client, path = signed_in(make_person(agency, "secretary")), _path(agency, "IND-05")
    values = {"amount": "777111", "of_amount": "777222"}
    given = {f"n{each}-{name}": value for each in (year, year - 1) for name, value in values.items()}
    assert client.post(path, given).status_code == 302
    make_evidence(agency, f"measure:IND-05:{year}", title="Báo cáo tài chính", accepted=True)
    measure = Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-05")
    other = make_agency()
    license_agency(other)
    assert plan.owner is not None
    manage(other, plan.owner)
    neighbour = signed_in(make_person(other, "director"))
    assert neighbour.get(path).status_code == 404
    assert neighbour.post(path, {}).status_code == 404
    assert "777.111" not in _page(neighbour, f"/chi-tieu/{measure.pk}/")
    assert "777.111" in _page(signed_in(officer), f"/chi-tieu/{measure.pk}/")
    assert "Báo cáo tài chính" in _page(signed_in(officer), path)
    assert signed_in(officer).post(path, given).status_code == 403
    reader = make_person(agency, permissions=("strategy.read",))
    assert signed_in(reader).post(path, given).status_code == 403
    assert signed_in(make_person(agency, "reporter")).get(path).status_code == 403


def test_every_figure_that_is_asked_has_a_page(agency: Organisation, plan: Plan, officer: Person) -> None:
    pages = 0
    for person in (make_person(agency, "director"), officer):
        client = signed_in(person)
        listed = _page(client, "/chi-tieu/tu-khai/")
        for line in set(listed.split('href="')[1:]):
            path = line.partition('"')[0]
            if path.startswith("/chi-tieu/tu-khai/"):
                _page(client, path)
                pages += 1
    assert pages > 5


def test_an_organisation_of_which_nothing_is_asked_is_told_so() -> None:
    client = signed_in(make_person(make_agency(), "director"))
    assert "Chưa có kế hoạch nào đòi số liệu" in _page(client, "/chi-tieu/tu-khai/")
    assert "Chưa có kế hoạch nào" in _page(client, "/chi-tieu/tu-khai/?nam=abc")
