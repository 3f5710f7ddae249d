"""A sheet is looked at before it is written; what is wrong in it is kept and put right on the screen."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.workbooks import UNPACKED_BYTES_MAX
from hoitu.registers.adapters import workbook
from hoitu.registers.books import BOOKS
from hoitu.registers.books.fields import MoneyField, WholeField, YesNoField
from hoitu.registers.models import Equipment, SheetRow
from hoitu.registers.operations import bring as brought
from hoitu.registers.testing import bring, keep, sample_row, sheet_of

BOOK = BOOKS["thiet-bi"]
GOOD: dict[str, object] = {
    "code": "TB-1", "name": "Máy quay", "category": "Máy quay, máy ảnh", "state": "Đang dùng",
    "quantity": 2, "cost_vnd": 120_000_000.0, "acquired_on": datetime(2026, 3, 1),
}  # fmt: skip


@pytest.mark.django_db
def test_bad_rows_are_kept_put_right_and_written() -> None:
    thanh = make_person(make_agency(), "admin")
    actor, client = actor_of(thanh), signed_in(thanh)
    bad = GOOD | {"code": "TB-2", "quantity": "hai cái", "category": "Tàu vũ trụ"}
    upload = SimpleUploadedFile("tb.xlsx", sheet_of(BOOK, [GOOD, bad]))
    answer = client.post("/so/thiet-bi/nhap/", {"file": upload})
    place = answer.headers["Location"]
    page = client.get(place).content.decode()
    assert "Ghi 1 dòng vào sổ" in page
    assert "Số lượng: Hãy ghi một số nguyên" in page
    assert not Equipment.objects.for_agency(actor.agency).exists(), "looked at, not written"
    client.post(f"{place}ghi/")
    row = Equipment.objects.for_agency(actor.agency).get()
    assert (row.cost_vnd, row.quantity, row.acquired_on) == (120_000_000, 2, date(2026, 3, 1))
    form = client.get(f"{place}3/").content.decode()
    assert 'value="hai cái"' in form
    typed = {"code": "TB-2", "name": "Máy quay", "category": "camera", "state": "in_use", "quantity": "x"}
    assert "Hãy ghi một số nguyên" in client.post(f"{place}3/", typed).content.decode()
    assert SheetRow.objects.for_agency(actor.agency).get(number=3).typed["quantity"] == "x"
    client.post(f"{place}3/", typed | {"quantity": "2"})
    assert Equipment.objects.for_agency(actor.agency).count() == 2
    assert client.get(f"{place}3/").status_code == 404, "a written row is not bad any more"


@pytest.mark.django_db
def test_a_row_is_given_up_only_with_a_reason() -> None:
    thanh = make_person(make_agency(), "admin")
    actor, client = actor_of(thanh), signed_in(thanh)
    sheet_id = bring(actor, BOOK, [{"name": "Thiếu mã"}])
    place = f"/so/thiet-bi/nhap/{sheet_id}/2/"
    assert "Hãy ghi lý do" in client.post(place, {"act": "drop"}).content.decode()
    client.post(place, {"act": "drop", "reason": "Dòng tổng cộng"})
    assert SheetRow.objects.for_agency(actor.agency).get().outcome == "dropped"


@pytest.mark.django_db
def test_the_same_key_twice_in_a_file_is_an_error_and_an_old_row_a_change() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    sample_row(actor, BOOK, 1, code="TB-1")
    sheet_id = bring(actor, BOOK, [GOOD, GOOD | {"name": "Khác"}])
    first, second = SheetRow.objects.for_agency(actor.agency).filter(sheet_id=sheet_id)
    assert (first.outcome, second.outcome) == ("change", "bad")
    assert second.errors == {"code": ["Trùng với dòng 2 của tệp."]}
    assert brought.write_sheet(actor=actor, book=BOOK, sheet_id=sheet_id) == 1
    assert Equipment.objects.for_agency(actor.agency).get().name == "Máy quay"


@pytest.mark.django_db
def test_what_the_book_itself_refuses_becomes_a_bad_row_when_it_is_written() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    sample_row(actor, BOOKS["dong-don-hang"], 1, code="D1", quantity="1")
    items = BOOKS["nghiem-thu"]
    row: dict[str, object] = {
        "line": "D1", "title": "Tin", "published_on": "01/11/2026", "accepted_on": "02/11/2026",
        "minutes": "1/BB", "quantity": 1,
    }  # fmt: skip
    sheet_id = bring(actor, items, [row | {"item": "a"}, row | {"item": "b"}])
    assert brought.write_sheet(actor=actor, book=items, sheet_id=sheet_id) == 1
    bad = SheetRow.objects.for_agency(actor.agency).get(outcome="bad")
    assert bad.errors == {"quantity": ["Dòng đơn hàng này chỉ còn 0 sản phẩm chưa nghiệm thu."]}


@pytest.mark.django_db
def test_a_choice_left_empty_takes_its_usual_answer_and_one_without_is_asked() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    sheet_id = bring(actor, BOOK, [GOOD | {"state": None}, GOOD | {"code": "TB-2", "category": None}])
    first, second = SheetRow.objects.for_agency(actor.agency).filter(sheet_id=sheet_id)
    assert (first.outcome, list(second.errors)) == ("new", ["category"])
    brought.write_sheet(actor=actor, book=BOOK, sheet_id=sheet_id)
    assert Equipment.objects.for_agency(actor.agency).get().state == "in_use"


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", b"PK\x03\x04 hong"])
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(content: bytes) -> None:
    client = signed_in(make_person(make_agency(), "admin"))
    upload = SimpleUploadedFile("a.xlsx", content or b" ")
    answer = client.post("/so/thiet-bi/nhap/", {"file": upload})
    assert answer.status_code == 200
    assert "Không đọc được tệp này" in answer.content.decode()


@pytest.mark.django_db
def test_a_workbook_that_is_too_big_or_lacks_columns_is_refused() -> None:
    def refused(content: bytes) -> str:
        with pytest.raises(workbook.SheetUnreadable) as refusal:
            workbook.read(BOOK, content)
        return refusal.value.sentence

    assert "1.000 dòng" in refused(sheet_of(BOOK, [GOOD] * 1001))
    assert "chưa có dòng nào" in refused(sheet_of(BOOK, []))
    made, out = Workbook(), BytesIO()
    made.active.append(["Tên thiết bị"])  # type: ignore[union-attr]
    made.save(out)
    assert "Tệp thiếu cột: Mã thiết bị" in refused(out.getvalue())
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (UNPACKED_BYTES_MAX + 1))
    assert "Không đọc được" in refused(bomb.getvalue())


@pytest.mark.django_db
def test_the_template_offers_the_choices_and_takes_no_formula() -> None:
    thanh = make_person(make_agency(), "admin")
    client = signed_in(thanh)
    made = load_workbook(BytesIO(client.get("/so/thiet-bi/mau.xlsx").content))
    assert made.worksheets[0]["A1"].value == "Mã thiết bị *"
    assert made.sheetnames[1] == "Hướng dẫn"
    keep(actor_of(thanh), "nen-tang", name="=HYPERLINK(1)", purpose="x")
    made = load_workbook(BytesIO(client.get("/so/nen-tang/xuat.xlsx").content))
    assert made.worksheets[0]["A2"].value == "'=HYPERLINK(1)"


WORDS = st.text(st.sampled_from("=+-@'\"ăđ A1\n<&"), min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=40)
@given(words=WORDS)
def test_text_of_every_beginning_comes_back_from_a_sheet(words: str) -> None:
    content = workbook.workbook(BOOK, [["TB-1", words, "Thiết bị khác", "Đang dùng", 1]])
    [row] = workbook.read(BOOK, content)
    assert str(row.cells["name"]).strip() == words


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.250.000", 1_250_000), ("1250000 đ", 1_250_000), ("1.250.000 ₫", 1_250_000), ("0", 0), ("", None)],
)
def test_money_is_read_as_people_write_it(typed: str, amount: int | None) -> None:
    assert MoneyField(required=False).clean(typed) == amount


@pytest.mark.parametrize("typed", ["12,5", "1.25", "12.5", "1.2500", "nghìn", "1e6", "1,250"])
def test_money_that_could_mean_two_things_is_asked_again(typed: str) -> None:
    with pytest.raises(Exception, match="không có phần lẻ"):
        MoneyField().clean(typed)


@given(number=st.integers(min_value=0, max_value=10**12))
def test_a_whole_number_comes_back_as_it_is_shown(number: int) -> None:
    field = WholeField()
    assert field.clean(field.prepare_value(number)) == number


def test_yes_and_no_are_words_and_nothing_else_is() -> None:
    field = YesNoField(required=False)
    assert [field.clean(word) for word in ("Có", "x", "on", "Không", "")] == [True, True, True, False, False]
    with pytest.raises(Exception, match="Có hoặc Không"):
        field.clean("Chưa rõ")
