"""Submit, read, check and withdraw on the screens; who sees what; the file's own address."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.models import Organisation, OrganisationLink, Person
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.signing import signature
from hoitu.evidence.testing import make_evidence, pdf_bytes
from hoitu.kernel import clock
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
ABOUT = "measure:IND-03:2026"


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Vân Giang")


@pytest.fixture
def officer(agency: Organisation) -> Person:
    department = Organisation.objects.create(name="Sở VHTTDL", kind="department")
    OrganisationLink.objects.create(
        from_organisation=agency, to_organisation=department, kind="state_management"
    )
    return make_person(department, permissions=("evidence.read", "evidence.check"))


def _post(client: Client, content: bytes, *, htmx: bool = False, **more: str) -> Any:
    fields = {"about": ABOUT, "title": "Quyết định số 5", "back": "/minh-chung/", "last_day": "2027-12-31"}
    headers = {"HX-Request": "true"} if htmx else {}
    file = SimpleUploadedFile("qd.pdf", content)
    return client.post("/minh-chung/nop/", fields | more | {"file": file}, headers=headers)


def _ids(agency: Organisation) -> list[object]:
    return list(EvidenceRow.objects.for_agency(agency.pk).values_list("pk", flat=True))


def test_submit_and_have_it_accepted(agency: Organisation, officer: Person) -> None:
    lan = signed_in(make_person(agency, "secretary"))
    answer = _post(lan, pdf_bytes())
    assert (answer.status_code, answer.url.partition("#")[0]) == (302, "/minh-chung/")
    [evidence_id] = _ids(agency)
    assert "đến hết" in lan.get("/minh-chung/").content.decode()
    client = signed_in(officer)
    page = client.get("/minh-chung/cho-kiem-tra/").content.decode()
    assert "Quyết định số 5" in page
    assert "Báo Vân Giang" in page
    path = f"/minh-chung/{evidence_id}/kiem-tra/"
    client.post(path, {"decision": "accept", "back": "/minh-chung/cho-kiem-tra/"})
    assert "Đã chấp nhận" in lan.get("/minh-chung/").content.decode()
    assert "Quyết định số 5" not in client.get("/minh-chung/cho-kiem-tra/").content.decode()


def test_what_was_typed_stays_when_the_file_is_refused(agency: Organisation) -> None:
    client = signed_in(make_person(agency, "secretary"))
    for htmx in (False, True):
        page = _post(client, b"<html></html>", htmx=htmx, number="5/QĐ-BVG").content.decode()
        assert "Chỉ nhận tệp PDF" in page
        assert 'value="5/QĐ-BVG"' in page
        assert 'value="Quyết định số 5"' in page
        assert 'value="2027-12-31"' in page
        assert ("<html" in page) is not htmx
    assert _ids(agency) == []
    assert "Hãy chọn tệp." in client.post("/minh-chung/nop/", {"about": ABOUT, "title": "A"}).content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_slip_of_the_year_stays_in_the_form(agency: Organisation, day: str) -> None:
    answer = _post(signed_in(make_person(agency, "secretary")), pdf_bytes(), last_day=day)
    assert answer.status_code == 200
    assert f'value="{day}"' in answer.content.decode()
    assert _ids(agency) == []


def test_htmx_gets_the_panel_alone(agency: Organisation) -> None:
    client = signed_in(make_person(agency, "secretary"))
    page = _post(client, pdf_bytes(), htmx=True).content.decode()
    assert page.lstrip().startswith("<div")
    assert "Đã nộp minh chứng" in page
    assert "Chờ kiểm tra" in page


def test_a_check_shows_the_whole_page_anew_and_a_refused_one_only_the_panel(agency: Organisation) -> None:
    evidence_id = make_evidence(agency, ABOUT)
    client, htmx = signed_in(make_person(agency, "director")), {"HX-Request": "true"}
    path = f"/minh-chung/{evidence_id}/kiem-tra/"
    page = client.post(path, {"decision": "refuse"}, headers=htmx).content.decode()
    assert "Hãy ghi lý do" in page
    assert "<html" not in page
    done = client.post(path, {"decision": "accept"}, headers=htmx)
    assert (done.status_code, done.headers["HX-Refresh"]) == (204, "true")
    again = client.post(path, {"decision": "accept"}, headers=htmx).content.decode()
    assert "đã được kiểm tra rồi" in again
    gone = client.post(f"/minh-chung/{evidence_id}/rut/", {"reason": "Nhầm"}, headers=htmx)
    assert gone.status_code == 204


def test_an_address_of_elsewhere_is_no_way_back(agency: Organisation) -> None:
    client = signed_in(make_person(agency, "secretary"))
    for back in ("https://xau.example/", "//xau.example/", "javascript:alert(1)"):
        assert _post(client, pdf_bytes(), back=back).url.startswith("/minh-chung/#")


def test_ones_own_document_has_no_buttons_to_check(agency: Organisation) -> None:
    dung = make_person(agency, "director")
    client = signed_in(dung)
    _post(client, pdf_bytes())
    page = client.get("/minh-chung/cho-kiem-tra/").content.decode()
    assert "người khác kiểm tra" in page
    assert "kiem-tra/" not in page.replace("cho-kiem-tra/", "")
    [evidence_id] = _ids(agency)
    answer = client.post(f"/minh-chung/{evidence_id}/kiem-tra/", {"decision": "accept"}, follow=True)
    assert "phải do người khác kiểm tra" in answer.content.decode()


def test_the_file_is_behind_a_short_lived_address(agency: Organisation, settings: Any) -> None:
    evidence_id = make_evidence(agency, ABOUT, accepted=True)
    client = signed_in(make_person(agency, "secretary"))
    url = client.get(f"/minh-chung/{evidence_id}/tep/").headers["Location"]
    assert url.startswith(f"{settings.PUBLIC_URL}/_evidence/{agency.pk}/")
    given = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    path = urlsplit(url).path.removeprefix("/_evidence/")
    right = signature(path, given["name"], int(given["exp"]), settings.MEDIA_SIGNING_KEY)
    assert given["sig"] == right
    assert 0 < int(given["exp"]) - clock.now().timestamp() <= 600


def test_who_opens_which_file(agency: Organisation, officer: Person) -> None:
    waiting, accepted, refused = (
        make_evidence(agency, ABOUT, accepted=state) for state in (None, True, False)
    )
    reader = make_person(officer.memberships.get().agency, permissions=("evidence.read",))
    stranger = make_person(make_agency(), "director")
    secretary = make_person(agency, "secretary")
    expected = {
        secretary: (302, 302, 302),
        officer: (302, 302, 404),  # what was refused stays with the agency
        reader: (404, 302, 404),
        stranger: (404, 404, 404),
        make_person(agency, "reporter"): (403, 403, 403),
    }
    for person, answers in expected.items():
        client = signed_in(person)
        found = tuple(
            client.get(f"/minh-chung/{one}/tep/").status_code for one in (waiting, accepted, refused)
        )
        assert found == answers, person


def test_another_agency_changes_nothing(agency: Organisation) -> None:
    evidence_id = make_evidence(agency, ABOUT, title="Riêng của Vân Giang")
    client = signed_in(make_person(make_agency(), "director"))
    for verb in ("kiem-tra", "rut"):
        assert client.post(f"/minh-chung/{evidence_id}/{verb}/", {"reason": "x"}).status_code == 404
    for path in ("/minh-chung/", "/minh-chung/cho-kiem-tra/"):
        assert "Riêng của Vân Giang" not in client.get(path).content.decode()


def test_the_own_list_is_narrowed(agency: Organisation) -> None:
    today = clock.today()
    make_evidence(agency, ABOUT, title="Đang chờ")
    make_evidence(agency, ABOUT, title="Còn lâu", accepted=True, valid_until=today + timedelta(days=61))
    make_evidence(agency, ABOUT, title="Sắp hết", accepted=True, valid_until=today + timedelta(days=60))
    make_evidence(agency, ABOUT, title="Đã hết", accepted=True, valid_until=today)
    make_evidence(agency, ABOUT, title="Bị trả", accepted=False)
    client = signed_in(make_person(agency, "secretary"))
    titles = ("Đang chờ", "Còn lâu", "Sắp hết", "Đã hết", "Bị trả")

    def shown(query: str) -> list[str]:
        page = client.get(f"/minh-chung/{query}").content.decode()
        return [title for title in titles if f">{title}</a>" in page]

    assert shown("") == list(titles)
    assert shown("?state=waiting") == ["Đang chờ"]
    assert shown("?state=accepted") == ["Còn lâu", "Sắp hết"]
    assert shown("?state=expiring") == ["Sắp hết"]
    assert shown("?state=expired") == ["Đã hết"]
    assert shown("?state=refused") == ["Bị trả"]
    assert shown("?q=lâu còn") == ["Còn lâu"]
    assert shown("?state=khong-co") == list(titles)


@pytest.mark.parametrize("path", ["/minh-chung/", "/minh-chung/cho-kiem-tra/"])
def test_the_lists_ask_as_often_for_thirty_as_for_one(agency: Organisation, path: str) -> None:
    client = signed_in(make_person(agency, "director"))
    make_evidence(agency, ABOUT)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in range(29):
        make_evidence(agency, f"measure:IND-0{number % 9 + 1}:2026")
    with CaptureQueriesContext(connection) as thirty:
        client.get(path)
    assert len(thirty) == len(one)


def test_the_second_person_is_told_and_then_the_first(agency: Organisation, officer: Person) -> None:
    lan, dung = make_person(agency, "secretary", name="Lan"), make_person(agency, "director", name="Dũng")
    _post(signed_in(lan), pdf_bytes())
    deliver_facts()
    deliver_again()
    assert _told() == [(dung.pk, "Lan nộp minh chứng “Quyết định số 5”, chờ người thứ hai kiểm tra.")]
    [evidence_id] = _ids(agency)
    signed_in(dung).post(
        f"/minh-chung/{evidence_id}/kiem-tra/", {"decision": "refuse", "reason": "Thiếu con dấu"}
    )
    deliver_facts()
    deliver_again()
    words = "Dũng không chấp nhận minh chứng “Quyết định số 5”: Thiếu con dấu"
    assert _told()[1:] == [(lan.pk, words)]


def test_where_nobody_else_may_check_the_body_above_is_told(agency: Organisation, officer: Person) -> None:
    dung = make_person(agency, "director", name="Dũng")
    _post(signed_in(dung), pdf_bytes())
    deliver_facts()
    assert [person for person, _ in _told()] == [officer.pk]


def _told() -> list[tuple[object, str]]:
    rows = Notification.objects.unscoped(why="test").order_by("made_at", "pk")
    return [(row.person_id, row.text) for row in rows]
