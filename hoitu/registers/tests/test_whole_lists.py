"""Nothing is cut in silence, nothing is refused whole: exports, choices, unknown figures, names that change."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.registers.books import BOOKS
from hoitu.registers.models import LegalRule, Licence, OrderLine
from hoitu.registers.operations import keep as keeping
from hoitu.registers.queries import rows
from hoitu.registers.testing import keep, sample_row
from hoitu.registers.web import filters, views

pytestmark = pytest.mark.django_db
KEEPER = ("registers.read", "registers.manage", "registers.training", "registers.security", "registers.money")


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Vạn Giang")


def test_an_export_holds_every_row(agency: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ROWS_READ_AT_ONCE", 2)
    person = make_person(agency, permissions=KEEPER)
    for number in range(7):
        keep(
            actor_of(person), "khoa-hoc", code=f"K{number}", name=f"Khóa {number}", activity="drill",
            is_digital="on", starts_on="2026-11-10",
        )  # fmt: skip
    answer = signed_in(person).get("/so/khoa-hoc/xuat.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    codes = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert codes == [f"K{number}" for number in range(7)]
    formats = {cell.number_format for cell in sheet[2]}
    assert "dd/mm/yyyy" in formats


def test_an_unknown_legal_figure_leaves_the_books_readable_and_says_what_is_missing(
    agency: Organisation,
) -> None:
    person = make_person(agency, permissions=KEEPER)
    sample_row(actor_of(person), BOOKS["giay-phep"])
    LegalRule.objects.filter(key="registers.warn_days").update(value=None)
    client = signed_in(person)
    overview = client.get("/so/")
    assert overview.status_code == 200
    assert "Chưa có số liệu" in overview.content.decode()
    row = Licence.objects.for_agency(agency.pk).get()
    for address in ("/so/giay-phep/", f"/so/giay-phep/{row.pk}/", "/so/giay-phep/?show=over"):
        assert client.get(address).status_code == 200, address
    assert "registers.warn_days" in client.get("/so/giay-phep/").content.decode()
    assert client.get("/so/giay-phep/xuat.xlsx").status_code == 200


def _lines(agency: Organisation, count: int) -> None:
    actor = actor_of(make_person(agency, permissions=KEEPER))
    for number in range(count):
        keep(
            actor, "don-hang", code=f"DH{number}", name=f"Đơn số {number}", method="order", orderer="Sở",
            decision=f"{number}/HĐ", ordered_on="2026-05-01",
        )  # fmt: skip
        keep(
            actor, "dong-don-hang", order=f"DH{number}", code=f"D{number}", programme="Chuyên mục", unit="tin",
            quantity="10", price_vnd="100",
        )  # fmt: skip


def test_too_many_choices_become_a_field_to_search(
    agency: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "OFFERED_LIMIT", 2)
    _lines(agency, 3)
    person = make_person(agency, permissions=KEEPER)
    client, line = signed_in(person), OrderLine.objects.for_agency(agency.pk).get(code="D1")
    page = client.get("/so/dong-don-hang/").content.decode()
    assert '<input class="form-control" type="search" name="order"' in page
    by_words = client.get("/so/dong-don-hang/", {"order": "don so 1"})
    assert [each.row.pk for each in by_words.context["lines"]] == [line.pk]
    by_link = client.get("/so/dong-don-hang/", {"order": str(line.order_id)})
    assert [each.row.pk for each in by_link.context["lines"]] == [line.pk]
    assert f'name="order" value="{line.order}"' in by_link.content.decode()
    monkeypatch.setattr(filters, "OFFERED_LIMIT", 3)
    assert '<select class="form-select" name="order"' in client.get("/so/dong-don-hang/").content.decode()


def test_a_row_is_found_by_todays_name_of_what_it_hangs_on(agency: Organisation) -> None:
    actor = actor_of(make_person(agency, permissions=KEEPER))
    book, child = BOOKS["xa-vung-sau"], BOOKS["phu-song"]
    typed = {"code": "X1", "name": "Xã Cũ", "province": "Vạn Giang", "population": "10", "decision": "1/QĐ"}
    keep(actor, book.key, **typed)
    keep(actor, child.key, commune="X1", press_type="radio", source="Khảo sát", surveyed_on="2026-01-01")
    parent = book.model.objects.for_agency(agency.pk).get()
    before = child.model.objects.for_agency(agency.pk).get()
    keeping.save_row(actor=actor, book=book, typed=typed | {"name": "Xã Mới"}, row_id=parent.pk)
    found = rows.found_rows(actor, child, rows.Search(words="xa moi"), on=date(2026, 11, 20))
    assert [row.pk for row in found] == [before.pk]
    after = child.model.objects.for_agency(agency.pk).get()
    assert after.changed_at == before.changed_at  # nobody who has it open is told that somebody changed it
    assert bytes(after.sort_key) != bytes(before.sort_key)
