"""The screens of correspondence: a circular's whole way, what stays typed, who is shown what, files."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from hoitu.accounts.testing import signed_in
from hoitu.correspondence import api
from hoitu.correspondence.models import Circular, CircularReceipt, Experience, Guide, PressRequest
from hoitu.correspondence.testing import Circle, make_circle, make_spokesperson, sent
from hoitu.correspondence.web import circulars

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n% Thu nghiem\ntrailer\n<<>>\n%%EOF\n"
FIELDS = {
    "title": "Về việc tập huấn",
    "body": "Đề nghị cử người.",
    "needs": "answer",
    "kinds": "press_agency",
    "kind": "",
}


@pytest.fixture
def circle() -> Circle:
    return make_circle()


@pytest.fixture
def yen(circle: Circle) -> Client:
    return signed_in(circle.yen)


@pytest.fixture
def thanh(circle: Circle) -> Client:
    return signed_in(circle.thanh)


def _pdf(name: str = "danh-sach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def test_a_circular_from_desk_to_answer(circle: Circle, yen: Client, thanh: Client) -> None:
    page = yen.post("/van-ban/soan/", FIELDS | {"file": _pdf()}, follow=True).content.decode()
    assert "Gửi tới 2 đơn vị" in page
    assert "danh-sach.pdf" in page
    row = Circular.objects.for_agency(circle.department.pk).get()
    refused = yen.post(f"/van-ban/{row.pk}/gui/", follow=True).content.decode()
    assert "số và ký hiệu" in refused
    yen.post(f"/van-ban/{row.pk}/sua/", FIELDS | {"number": "15", "code": "SVH-BC"})
    assert "Đã gửi văn bản" in yen.post(f"/van-ban/{row.pk}/gui/", follow=True).content.decode()
    assert "Về việc tập huấn" in thanh.get("/van-ban/").content.decode()
    inside = thanh.get(f"/van-ban/{row.pk}/").content.decode()
    assert "Xác nhận đã nhận" in inside
    thanh.post(f"/van-ban/{row.pk}/xac-nhan/")
    thanh.post(f"/van-ban/{row.pk}/chuyen/", {"people": str(circle.lan.pk), "note": "Lập danh sách"})
    thanh.post(
        f"/van-ban/{row.pk}/tra-loi/", {"words": "Cử hai người", "number": "9", "file": _pdf("cu.pdf")}
    )
    inside = thanh.get(f"/van-ban/{row.pk}/").content.decode()
    assert "Lập danh sách" in inside
    board = yen.get(f"/van-ban/{row.pk}/").content.decode()
    assert "Cử hai người" in board
    assert "cu.pdf" in board
    for hidden in ("Vũ Đức Thành", "Nguyễn Thị Lan", "Lập danh sách"):
        assert hidden not in board
    late = yen.get(f"/van-ban/{row.pk}/?loc=chua-mo").content.decode()
    assert "Tạp chí Văn nghệ" in late
    assert "Cử hai người" not in late


def test_what_was_typed_stays_when_it_is_refused(circle: Circle, yen: Client, thanh: Client) -> None:
    page = yen.post("/van-ban/soan/", FIELDS | {"title": "", "body": "Giữ lại câu này"}).content.decode()
    assert "Giữ lại câu này" in page
    made = sent(circle)
    page = thanh.post(f"/van-ban/{made}/tra-loi/", {"words": "", "number": "77/BVG"}).content.decode()
    assert "77/BVG" in page
    bad = {"words": "Giữ lại", "file": SimpleUploadedFile("x.pdf", b"MZ no document")}
    page = thanh.post(f"/van-ban/{made}/tra-loi/", bad).content.decode()
    assert "Giữ lại" in page
    assert CircularReceipt.objects.unscoped(why="tests").filter(answered_at__isnull=False).count() == 0


def test_a_circular_leaves_as_a_state_document_and_the_register_as_a_sheet(
    circle: Circle, yen: Client, thanh: Client
) -> None:
    made = sent(circle, bases="Căn cứ Luật Báo chí")
    file = thanh.get(f"/van-ban/{made}/ban/1/docx/")
    words = "\n".join(
        each.text or ""
        for each in Document(BytesIO(file.content)).element.body.iter()
        if each.tag.endswith("}t")
    )
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "15/SVHTTDL",  # the hyphen is one that does not break
        "Căn cứ Luật Báo chí",
        "Báo Vân Giang",
    ):
        assert expected in words, expected
    assert yen.get(f"/van-ban/{made}/ban/1/pdf/").content.startswith(b"%PDF-")
    for path in ("ban/0/docx/", "ban/2/docx/", "ban/1/exe/"):
        assert thanh.get(f"/van-ban/{made}/{path}").status_code == 404, path
    book = load_workbook(BytesIO(yen.get("/van-ban/so.xlsx").content))
    [_head, row] = book["Văn bản đi"].iter_rows(values_only=True)
    assert (row[0], row[7]) == ("15/SVHTTDL-BC", 2)
    came = load_workbook(BytesIO(thanh.get("/van-ban/so.xlsx").content))["Văn bản đến"]
    assert [each[0] for each in came.iter_rows(min_row=2, values_only=True)] == ["15/SVHTTDL-BC"]


def test_files_go_with_what_they_hang_on(circle: Circle, yen: Client, thanh: Client) -> None:
    made = api.write_circular(
        actor=circle.actor("yen"), values=api.CircularInput("Về tệp", "Có tệp", number="1", code="A")
    )
    api.add_file(actor=circle.actor("yen"), circular_id=made, file=BytesIO(PDF), file_name="a.pdf")
    file = f"/van-ban/tep/{Circular.objects.unscoped(why='tests').get().files.get().pk}/"
    assert thanh.get(file).status_code == 404  # a draft stays at home
    values = FIELDS | {"number": "1", "code": "A"}
    yen.post(f"/van-ban/{made}/sua/", values)
    yen.post(f"/van-ban/{made}/gui/")
    assert thanh.get(file).status_code == 302
    assert "/_evidence/" in thanh.get(file).headers["Location"]
    assert signed_in(circle.hoa).get(file).status_code == 404


def test_a_stranger_reads_nothing(circle: Circle) -> None:
    made = sent(circle)
    guide = api.share_guide(
        actor=circle.actor("yen"), values=api.GuideInput("Cẩm nang"), audience=api.Audience(), words="x"
    )
    stranger = signed_in(circle.hoa)
    for path in (f"/van-ban/{made}/", f"/van-ban/{made}/ban/1/pdf/", f"/thu-vien/{guide}/"):
        assert stranger.get(path).status_code == 404, path
    assert "tập huấn" not in stranger.get("/van-ban/").content.decode()


def test_a_correction_shows_the_old_text(circle: Circle, yen: Client, thanh: Client) -> None:
    made = sent(circle)
    thanh.get(f"/van-ban/{made}/")
    fixed = {"title": "Về việc hoãn", "body": "Hoãn lại.", "needs": "answer", "reason": "Đổi ngày"}
    yen.post(f"/van-ban/{made}/dinh-chinh/", fixed)
    assert "Chưa xem bản đính chính" in yen.get(f"/van-ban/{made}/").content.decode()
    page = thanh.get(f"/van-ban/{made}/").content.decode()
    assert "Hoãn lại." in page
    assert "Đề nghị các cơ quan cử người" in page
    assert "Đổi ngày" in page
    yen.post(f"/van-ban/{made}/thu-hoi/", {"reason": "Gửi nhầm"})
    page = thanh.get(f"/van-ban/{made}/").content.decode()
    assert "Gửi nhầm" in page
    assert "Gửi trả lời" not in page


def test_the_library_marks_what_is_read(circle: Circle, yen: Client, thanh: Client) -> None:
    yen.post("/thu-vien/chia-se/", {"title": "Cẩm nang số", "kind": "guidance", "words": "Bước một"})
    row = Guide.objects.unscoped(why="tests").get()
    assert "Chưa đọc" in thanh.get("/thu-vien/").content.decode()
    assert "Bước một" in thanh.get(f"/thu-vien/{row.pk}/").content.decode()
    assert "Đã đọc" in thanh.get("/thu-vien/").content.decode()
    assert "Không tìm thấy" in thanh.get("/thu-vien/?tim=khong+co").content.decode()
    yen.post(f"/thu-vien/{row.pk}/rut/", {"reason": "Cũ"})
    page = thanh.get(f"/thu-vien/{row.pk}/").content.decode()
    assert "đã rút" in page
    assert "Bước một" not in page


def test_a_question_of_the_press_and_its_answer(circle: Circle, yen: Client, thanh: Client) -> None:
    make_spokesperson(circle.yen, circle.department)
    asked = {
        "organisation": str(circle.department.pk),
        "subject": "Tập huấn",
        "questions": "Bao nhiêu người?",
    }
    thanh.post("/nguoi-phat-ngon/hoi/", asked)
    row = PressRequest.objects.unscoped(why="tests").get()
    assert "Chưa biết thời hạn trả lời theo luật" in yen.get("/nguoi-phat-ngon/").content.decode()
    yen.post(f"/nguoi-phat-ngon/{row.pk}/soan/", {"words": "Câu nháp bí mật"})
    assert "Câu nháp bí mật" not in thanh.get(f"/nguoi-phat-ngon/{row.pk}/").content.decode()
    assert "Câu nháp bí mật" in yen.get(f"/nguoi-phat-ngon/{row.pk}/").content.decode()
    yen.post(f"/nguoi-phat-ngon/{row.pk}/duyet/", {"words": "120 người", "file": _pdf()})
    page = thanh.get(f"/nguoi-phat-ngon/{row.pk}/").content.decode()
    assert "120 người" in page
    assert "danh-sach.pdf" in page
    assert thanh.get(f"/van-ban/tep/{row.files.get().pk}/").status_code == 302
    assert signed_in(circle.tan).get(f"/nguoi-phat-ngon/{row.pk}/").status_code == 404
    in_time = yen.get("/nguoi-phat-ngon/?muc=den&loc=in_time").content.decode()
    assert "Tập huấn" in in_time


def test_experience_and_comparison_screens(circle: Circle, thanh: Client) -> None:
    values = {
        "title": "Một lần viết", "problem": "Viết ba lần", "done": "Một bản", "lessons": "Từ nhỏ", "reach": "circle",
        "indicators": "IND-01",
    }  # fmt: skip
    page = thanh.post("/kinh-nghiem/viet/", values, follow=True).content.decode()
    assert "Duyệt, công bố" in page
    row = Experience.objects.for_agency(circle.paper.pk).get().pk
    thanh.post(f"/kinh-nghiem/{row}/cong-bo/")
    tan = signed_in(circle.tan)
    assert "Một bản" in tan.get(f"/kinh-nghiem/{row}/").content.decode()
    tan.post(f"/kinh-nghiem/{row}/hoi/", {"words": "Tốn bao lâu?"})
    assert "Tốn bao lâu?" in thanh.get(f"/kinh-nghiem/{row}/").content.decode()
    page = thanh.post("/kinh-nghiem/so-sanh/", {"tham-gia": "IND-01"}, follow=True).content.decode()
    assert "Đang tham gia" in page
    assert signed_in(circle.lan).post("/kinh-nghiem/so-sanh/", {"tham-gia": "IND-01"}).status_code == 403


@pytest.mark.parametrize("path", ["/van-ban/?muc=di", "/van-ban/", "/thu-vien/"])
def test_a_list_asks_as_often_for_one_row_as_for_many(
    circle: Circle, yen: Client, thanh: Client, path: str
) -> None:
    def rows(first: int, last: int) -> None:
        for number in range(first, last):
            sent(circle, number=str(number))
            api.share_guide(
                actor=circle.actor("yen"), values=api.GuideInput(f"Tài liệu {number}"),
                audience=api.Audience(), words="x",
            )  # fmt: skip

    def count(client: Client) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    client = yen if "muc=di" in path else thanh
    rows(0, 1)
    client.get(path)
    one = count(client)
    rows(1, 6)
    assert count(client) == one


def test_pages_keep_what_was_searched_for(
    circle: Circle, yen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circulars, "ON_PAGE", 1)
    for number in ("1", "2"):
        sent(circle, number=number)
    page = yen.get("/van-ban/?muc=di&tim=tap+huan").content.decode()
    assert "?muc=di&amp;tim=tap+huan&amp;trang=2" in page
    assert "Không tìm thấy văn bản nào" in yen.get("/van-ban/?muc=di&tim=khong-co").content.decode()


def test_what_is_not_asked_for_is_folded(circle: Circle, thanh: Client) -> None:
    answer = thanh.get(f"/van-ban/{sent(circle, needs='answer')}/").content.decode()
    assert "Trả lời bằng văn bản…" not in answer
    seen = thanh.get(f"/van-ban/{sent(circle, number='16', needs='read')}/").content.decode()
    assert "Trả lời bằng văn bản…" in seen
