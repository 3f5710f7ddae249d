"""The screens of the trail."""

from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def secretary(agency: Organisation) -> Person:
    return make_person(agency, "secretary", name="Ngô Thư Ký")


def write(person: Person, label: str, verb: str = "stories.write", key: str = "story:1") -> None:
    with transaction.atomic():
        api.record(
            actor=actor_of(person),
            verb=verb,
            object_key=key,
            object_label=label,
            changes={"headline": ("", label)},
        )


def test_the_trail_is_for_those_allowed(agency: Organisation, secretary: Person) -> None:
    for name, args in (("trail", []), ("object", ["story:1"]), ("export", ["csv"])):
        address = reverse(f"audit:{name}", args=args)
        assert Client().get(address).status_code == 302
        assert signed_in(make_person(agency, "reporter")).get(address).status_code == 403


def test_it_shows_one_agency_only(secretary: Person) -> None:
    write(secretary, "Bài của ta")
    hoa = make_person(make_agency("Báo Khác"), "secretary", name="Lê Thị Hoa")
    write(hoa, "Bài của họ")
    client = signed_in(secretary)
    for address in (reverse("audit:trail"), reverse("audit:object", args=["story:1"])):
        page = client.get(address).content.decode()
        assert "Bài của ta" in page
        assert "Bài của họ" not in page
        assert "Lê Thị Hoa" not in page
    assert "Bài của họ" not in b"".join(client.get(reverse("audit:export", args=["csv"]))).decode()
    assert client.get(reverse("audit:object", args=["story:khác"])).status_code == 404


def test_filters_narrow_and_pages_go_on(secretary: Person, agency: Organisation) -> None:
    lan = make_person(agency, "reporter", name="Trần Thị Lan")
    for number in range(60):
        write(secretary, f"Bài thứ {number:02}")
    write(lan, "Bài của Lan", verb="stories.submit")
    client = signed_in(secretary)
    address = reverse("audit:trail")
    page = client.get(address, {"actor": str(lan.id)}).content.decode()
    assert "Bài của Lan" in page
    assert "Bài thứ 59" not in page
    assert "Bài thứ 07" in client.get(address, {"text": "thứ 07"}).content.decode()
    assert "Không có mục nào" in client.get(address, {"until": "2020-01-01"}).content.decode()
    second = client.get(address, {"after": "20"}).content.decode()
    assert "Bài thứ 05" in second
    assert "Bài thứ 59" not in second
    back = client.get(address, {"before": "20"}).content.decode()
    assert "Bài thứ 30" in back
    assert "Bài thứ 05" not in back
    assert client.get(address, {"after": "x", "since": "sai", "actor": "sai"}).status_code == 200


def test_an_export_holds_no_formula_and_is_written_down(secretary: Person, agency: Organisation) -> None:
    write(secretary, '=HYPERLINK("http://x.example")')
    client = signed_in(secretary)
    text = b"".join(client.get(reverse("audit:export", args=["csv"]))).decode()
    assert "'=HYPERLINK" in text
    book = load_workbook(BytesIO(client.get(reverse("audit:export", args=["xlsx"])).content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert api.trail(agency_id=agency.id).entries[0].verb == "audit.export"


def test_a_longer_page_asks_no_more(
    secretary: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(secretary)
    write(secretary, "Bài đầu")
    client.get(reverse("audit:trail"))
    with django_assert_max_num_queries(25) as first:
        client.get(reverse("audit:trail"))
    for number in range(30):
        write(secretary, f"Bài {number}")
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(reverse("audit:trail"))


def test_verification_reads_what_the_screens_wrote(
    secretary: Person, settings: Settings, tmp_path: object
) -> None:
    settings.HOITU_AUDIT_ANCHORS = f"{tmp_path}/anchors.jsonl"
    write(secretary, "Bài đầu")
    found = api.verify()
    assert found.problems == ()
    assert found.entries >= 2
