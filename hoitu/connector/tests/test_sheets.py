"""An agency without programmers brings a workbook: looked at, written, bad rows kept and put right."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.connector import api
from hoitu.connector.models import Connection, Item, SheetLine
from hoitu.connector.testing import workbook_of
from hoitu.kernel import clock
from hoitu.strategy.models import Publication

pytestmark = pytest.mark.django_db


def _row(sender_id: str = "S-1", **fields: object) -> dict[str, object]:
    at = clock.local(clock.now() - timedelta(hours=3)).replace(tzinfo=None, second=0, microsecond=0)
    values: dict[str, object] = {
        "id": sender_id, "title": "Tin sổ", "platform": "Trang tạp chí", "medium": "Báo điện tử", "is_domestic": "Có",
        "published_at": at, "confirmed_at": at.strftime("%d/%m/%Y %H:%M"), "subject": "Thông tin thiết yếu",
    }  # fmt: skip
    return values | fields


@pytest.fixture
def hoa() -> Any:
    return make_person(make_agency(), "director")


def test_rows_are_looked_at_written_and_put_right(hoa: Any) -> None:
    client, actor = signed_in(hoa), actor_of(hoa)
    content = workbook_of(_row(), _row("S-2", medium="Sách", published_at="hôm qua"))
    upload = SimpleUploadedFile("t.xlsx", content)
    place = client.post("/ket-noi/bang-tinh/", {"file": upload}).headers["Location"]
    page = client.get(place).content.decode()
    assert "Ghi 1 dòng" in page
    assert "Loại hình: Không có trong danh sách." in page
    assert not Publication.objects.for_agency(actor.agency).exists(), "looked at, not written"
    client.post(f"{place}ghi/")
    [record] = Publication.objects.for_agency(actor.agency)
    assert (record.provenance, record.subject, record.source) == ("B", "essential", "Bảng tính")
    form = client.get(f"{place}3/").content.decode()
    assert 'value="hôm qua"' in form
    typed = {
        name: "" if value is None else str(value)
        for name, value in _row("S-2", published_at="hôm nay").items()
    }
    assert "Phải là ngày giờ" in client.post(f"{place}3/", typed).content.decode()
    client.post(f"{place}3/", typed | {"published_at": "20/11/2026 08:00", "confirmed_at": ""})
    assert Publication.objects.for_agency(actor.agency).count() == 2
    assert client.get(f"{place}3/").status_code == 404, "a written row is not bad any more"


def test_the_same_workbook_again_changes_nothing(hoa: Any) -> None:
    actor, content = actor_of(hoa), workbook_of(_row())
    for outcome in ("new", "same"):
        sheet_id = api.bring_sheet(actor=actor, file_name="t.xlsx", content=content)
        assert SheetLine.objects.for_agency(actor.agency).get(sheet_id=sheet_id).outcome == outcome
        api.write_sheet(actor=actor, sheet_id=sheet_id)
    assert Publication.objects.for_agency(actor.agency).count() == 1
    assert Item.objects.for_agency(actor.agency).count() == 1


def test_one_id_twice_in_a_file_is_said(hoa: Any) -> None:
    actor = actor_of(hoa)
    sheet_id = api.bring_sheet(actor=actor, file_name="t.xlsx", content=workbook_of(_row(), _row()))
    second = SheetLine.objects.for_agency(actor.agency).get(sheet_id=sheet_id, number=3)
    assert second.errors == {"id": ["Trùng với dòng 2 của tệp."]}


def test_a_row_is_given_up_only_with_a_reason(hoa: Any) -> None:
    client, actor = signed_in(hoa), actor_of(hoa)
    sheet_id = api.bring_sheet(actor=actor, file_name="t.xlsx", content=workbook_of(_row(title="")))
    place = f"/ket-noi/bang-tinh/{sheet_id}/2/"
    assert "Hãy ghi lý do" in client.post(place, {"act": "drop"}).content.decode()
    client.post(place, {"act": "drop", "reason": "Dòng tổng cộng"})
    assert SheetLine.objects.for_agency(actor.agency).get(sheet_id=sheet_id).outcome == "dropped"


@pytest.mark.parametrize("content", [b"", b"PK", workbook_of()])
def test_a_file_without_rows_is_refused_with_a_sentence(hoa: Any, content: bytes) -> None:
    with pytest.raises(api.FileRefused):
        api.bring_sheet(actor=actor_of(hoa), file_name="t.xlsx", content=content)
    assert not Connection.objects.for_agency(actor_of(hoa).agency).exists()


def test_the_template_is_read_again(hoa: Any) -> None:
    answer = signed_in(hoa).get("/ket-noi/bang-tinh/mau.xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[0][1]][:2] == ["Mã tin, bài *", "Tít *"]
    sheet_id = api.bring_sheet(actor=actor_of(hoa), file_name="mau.xlsx", content=answer.content)
    line = SheetLine.objects.for_agency(actor_of(hoa).agency).get(sheet_id=sheet_id)
    assert set(line.errors) <= {"published_at", "confirmed_at"}, "the example is in the template's own form"
