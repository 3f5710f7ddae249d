"""The screens of reports: what a clerk types stays, what leaves as a file is whole, who may see what."""

import re
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.document import Document as DocxFile
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.reporting.data import Span
from hoitu.reporting.models import Receipt, Report, Version
from hoitu.reporting.policies.layout import form_for
from hoitu.reporting.testing import Province, make_province, publish, send_yearly
from hoitu.strategy.testing import govern, license_agency, manage

pytestmark = pytest.mark.django_db
YEARLY = form_for(Span.YEAR)
TYPED = {f"actual-{cell.key}": "1.234" for cell in YEARLY.cells if cell.is_typed} | {
    "actual-self_funding": "12,5 %"
}


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def head(province: Province) -> Client:
    return signed_in(province.head)


def _begin(province: Province, head: Client) -> Report:
    head.post(f"/bao-cao/lap/{province.rule.pk}/{clock.today().year}/")
    return Report.objects.for_agency(province.agency.pk).get()


def _form(report: Report, **fields: str) -> dict[str, str]:
    report.refresh_from_db()
    return {"revision": str(report.revision), "number": "15", "code": "BC-BVG", "place": "Vân Giang"} | fields


def _send(report: Report, head: Client) -> Version:
    answer = head.post(f"/bao-cao/{report.pk}/", _form(report, step="send", **TYPED), follow=True)
    assert "Đã gửi báo cáo" in answer.content.decode()
    return Version.objects.for_agency(report.agency_id).filter(report=report).order_by("-number")[0]


def test_the_list_shows_duty_due_day_and_button(province: Province, head: Client) -> None:
    page = head.get("/bao-cao/").content.decode()
    assert "trước ngày 15/11 hằng năm" in page
    assert f"14/11/{clock.today().year}" in page
    assert "Lập báo cáo" in page
    assert "R-000" not in page


def test_wrong_numbers_are_said_and_stay(province: Province, head: Client) -> None:
    report = _begin(province, head)
    answer = head.post(
        f"/bao-cao/{report.pk}/",
        _form(report, **{"actual-revenue": "12,5", "words-difficulties": "Thiếu máy"}),
    )
    page = answer.content.decode()
    assert "Ô này là số nguyên, không có phần lẻ" in page
    assert 'value="12,5"' in page
    assert "Thiếu máy" in page
    report.refresh_from_db()
    assert report.revision == 0


def test_a_stale_form_keeps_what_was_typed(province: Province, head: Client) -> None:
    report = _begin(province, head)
    old = _form(report, **{"words-difficulties": "Của người thứ hai"})
    head.post(f"/bao-cao/{report.pk}/", _form(report, **{"words-difficulties": "Của người thứ nhất"}))
    page = head.post(f"/bao-cao/{report.pk}/", old).content.decode()
    assert "Có người khác vừa lưu" in page
    assert "Của người thứ hai" in page
    assert 'name="revision" value="1"' in page


def test_sending_without_numbers_stores_what_was_typed(province: Province, head: Client) -> None:
    report = _begin(province, head)
    fields = _form(report, step="send", **{"words-difficulties": "Thiếu máy quay"})
    page = head.post(f"/bao-cao/{report.pk}/", fields, follow=True).content.decode()
    assert "số chưa nhập" in page
    assert "Thiếu máy quay" in page
    fields = _form(report, step="send", without="on", **{"words-difficulties": "Thiếu máy quay"})
    assert "Đã gửi báo cáo" in head.post(f"/bao-cao/{report.pk}/", fields, follow=True).content.decode()


def test_a_reason_at_a_number_comes_back_to_the_clerk(province: Province, head: Client) -> None:
    report = _begin(province, head)
    version = _send(report, head)
    officer = signed_in(province.officer)
    assert str(report.pk) in officer.get("/bao-cao/").content.decode()
    page = officer.get(f"/bao-cao/{report.pk}/ban/1/?tra-lai=1").content.decode()
    assert 'name="note-revenue"' in page
    receipt = Receipt.objects.for_agency(report.agency_id).get(version=version, recipient=province.department)
    page = officer.post(f"/bao-cao/tiep-nhan/{receipt.pk}/", {"step": "return"}).content.decode()
    assert "Hãy ghi lý do trả lại" in page
    officer.post(f"/bao-cao/tiep-nhan/{receipt.pk}/", {"step": "return", "note-revenue": "Chưa gồm quý IV"})
    page = head.get(f"/bao-cao/{report.pk}/").content.decode()
    assert "trả lại báo cáo" in page
    assert "Chưa gồm quý IV" in page
    second = _send(report, head)
    assert second.number == 2
    assert "Đây là bản cũ" in head.get(f"/bao-cao/{report.pk}/ban/1/").content.decode()


def test_the_document_holds_numbers_words_and_recipients(province: Province, head: Client) -> None:
    publish(province.agency, 3)
    report = _begin(province, head)
    draft = Document(BytesIO(head.get(f"/bao-cao/{report.pk}/du-thao/docx/").content))
    assert "DỰ THẢO" in _text(draft)
    _send(report, head)
    words = _text(Document(BytesIO(head.get(f"/bao-cao/{report.pk}/ban/1/docx/").content)))
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "15/BC",
        "Tin, bài mới",
        "1.234",
        "Sở VHTTDL Vân Giang",
    ):
        assert expected in words, expected
    assert "DỰ THẢO" not in words
    assert head.get(f"/bao-cao/{report.pk}/ban/1/pdf/").content.startswith(b"%PDF-")
    book = load_workbook(BytesIO(head.get(f"/bao-cao/{report.pk}/ban/1/xlsx/").content))
    assert ("Tin, bài mới", "tin, bài", 3) in {
        tuple(row[1:4]) for row in book.worksheets[0].iter_rows(values_only=True)
    }
    assert head.get(f"/bao-cao/{report.pk}/ban/1/json/").json()["figures"]["items"]["actual"] == 3
    assert head.get(f"/bao-cao/{report.pk}/ban/1/exe/").status_code == 404


def _text(document: DocxFile) -> str:
    return "\n".join(
        element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t")
    )


def test_a_number_opens_to_its_list(province: Province, head: Client) -> None:
    publish(province.agency, 2, title="Lúa được mùa")
    report = _begin(province, head)
    page = head.get(f"/bao-cao/{report.pk}/so/items/").content.decode()
    assert "2 bản ghi đã đếm" in page
    assert "Lúa được mùa" in page
    assert head.get(f"/bao-cao/{report.pk}/so/people/").status_code == 404


def test_nobody_else_reads_a_report(province: Province, head: Client) -> None:
    report = _begin(province, head)
    officer = signed_in(province.officer)
    assert officer.get(f"/bao-cao/{report.pk}/ban/1/").status_code == 404  # drafts stay at home
    _send(report, head)
    assert officer.get(f"/bao-cao/{report.pk}/ban/1/").status_code == 200
    assert officer.get(f"/bao-cao/{report.pk}/du-thao/docx/").status_code == 404
    assert officer.get(f"/bao-cao/{report.pk}/").status_code == 404
    stranger = signed_in(make_person(make_agency(), "director"))
    for path in ("", "ban/1/", "ban/1/docx/", "so/items/", "so/items/?ban=1"):
        assert stranger.get(f"/bao-cao/{report.pk}/{path}").status_code == 404, path
    # The list behind a number goes with the version that was sent, never with the draft.
    assert officer.get(f"/bao-cao/{report.pk}/so/items/").status_code == 404
    assert officer.get(f"/bao-cao/{report.pk}/so/items/?ban=1").status_code == 200


def test_who_may_only_read_finds_the_draft_closed(province: Province, head: Client) -> None:
    report = _begin(province, head)
    client = signed_in(make_person(province.agency, permissions=("reporting.read",)))
    page = client.get(f"/bao-cao/{report.pk}/").content.decode()
    form = page.partition('class="report-form"')[2].partition("</form>")[0]
    fields = re.findall(r"<(?:input|textarea|select)[^>]*>", form)
    assert len(fields) > 10
    assert all("disabled" in one or 'type="hidden"' in one for one in fields)
    assert 'type="submit"' not in form


def test_the_calendar_holds_the_last_days(head: Client) -> None:
    from icalendar import Calendar

    answer = head.get("/bao-cao/lich.ics")
    days = {
        event.decoded("dtstart").isoformat() for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }
    assert f"{clock.today().year}-11-14" in days


def test_the_office_adds_up(province: Province, head: Client) -> None:
    report = _begin(province, head)
    officer = signed_in(province.officer)
    assert "0/1" in officer.get("/bao-cao/tong-hop/").content.decode()
    _send(report, head)
    page = officer.get("/bao-cao/tong-hop/").content.decode()
    assert "1/1" in page
    assert "1.234" in page
    book = officer.get(f"/bao-cao/tong-hop/{province.rule.pk}/{clock.today().year}/")
    assert load_workbook(BytesIO(book.content)).sheetnames == ["Tình trạng", "Tổng hợp"]
    assert head.get("/bao-cao/tong-hop/").status_code == 200  # a head receives, too; nothing came


@pytest.mark.parametrize("year", ["²", "x", "99999999999999999999", "-1"])
def test_odd_years_show_the_running_one(province: Province, head: Client, year: str) -> None:
    officer = signed_in(province.officer)
    for page in (head.get("/bao-cao/", {"nam": year}), officer.get("/bao-cao/tong-hop/", {"nam": year})):
        assert page.status_code == 200
        assert f'aria-current="page" href="?nam={clock.today().year}"' in page.content.decode()


@pytest.mark.parametrize("address", ["/bao-cao/tong-hop/", "/bao-cao/yeu-cau/"])
def test_the_same_queries_for_two_agencies_and_twelve(
    province: Province, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(province.officer)

    def send(number: int) -> None:
        agency = make_agency(f"Báo {number}")
        manage(agency, province.department)
        govern(agency, province.governing)
        license_agency(agency)
        send_yearly(province, sender=actor_of(make_person(agency, "director")))

    def queries(most: int = 1_000) -> int:
        client.get(address)  # what is kept from one page to the next
        with django_assert_max_num_queries(most) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    send_yearly(province)
    send(2)
    few = queries()
    for number in range(3, 13):
        send(number)
    assert queries(few) == few
    page = client.get(address).content.decode()
    assert all(f"Báo {number}" in page for number in range(2, 13))
