"""Screens of oversight: what they show to whom, what stays typed, how often they ask the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.models import Person
from hoitu.accounts.testing import make_person, signed_in
from hoitu.kernel import clock
from hoitu.oversight import api
from hoitu.oversight.data import ComplaintKind, Via
from hoitu.oversight.models import Complaint, PressPlan, Remark, Round, Source
from hoitu.oversight.testing import LONG, OFFICER, Watched, make_item, make_watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Watched:
    return make_watched()


@pytest.fixture
def officer(world: Watched) -> Client:
    return signed_in(make_person(world.department, permissions=OFFICER))


@pytest.fixture
def head(world: Watched) -> Client:
    return signed_in(Person.objects.get(pk=world.head.person))


def _page(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_number_opens_to_its_list(world: Watched, officer: Client, head: Client) -> None:
    make_item(world.agency, "Lũ ở ba xã", summary=LONG, hours_ago=0.3)
    make_item(world.other, "Lũ ở ba xã ven sông", summary=LONG, hours_ago=0.1)
    month = f"{clock.today():%Y-%m}"
    page = _page(officer, "/giam-sat/")
    assert "Báo Vân Giang" in page
    assert "Tạp chí Vân Giang" in page
    copies = _page(officer, f"/giam-sat/tin-bai/?thang={month}&co-quan={world.other.pk}&phan=trung")
    assert "1 tin, bài" in copies
    assert "với Báo Vân Giang" in copies
    assert "Tạp chí Vân Giang" not in _page(head, "/giam-sat/")
    assert "Lũ ở ba xã" in _page(head, f"/giam-sat/tin-bai/?q=lu+ba+xa&thang={month}&muc=Thời sự")
    assert head.get(f"/giam-sat/co-quan/{world.other.pk}/").status_code == 404


def test_lists_take_any_query(world: Watched, officer: Client) -> None:
    for query in (
        "thang=abc",
        "thang=9999-99",
        "ngay=2026-13-01",
        "trang=x",
        "phan=la",
        "co-quan=1",
        "q=%25",
        "muc=",
    ):
        assert officer.get(f"/giam-sat/tin-bai/?{query}").status_code == 200, query
        assert officer.get(f"/giam-sat/?{query}").status_code == 200, query
    assert "Chưa có nguồn" in _page(officer, "/giam-sat/")


def test_a_remark_and_its_answer_on_the_screen(world: Watched, officer: Client, head: Client) -> None:
    item = make_item(world.agency, "Tin cần xem")
    path = f"/giam-sat/tin-bai/{item.pk}/"
    assert "Hãy ghi nội dung nhận xét" in officer.post(f"{path}nhan-xet/", {"text": " "}).content.decode()
    officer.post(f"{path}nhan-xet/", {"text": "Thiếu nguồn <b>"})
    assert "Thiếu nguồn &lt;b&gt;" in _page(head, path)
    remark = Remark.objects.for_agency(world.agency.pk).get()
    head.post(f"/giam-sat/nhan-xet/{remark.pk}/tra-loi/", {"text": "Đã bổ sung"})
    assert "Đã bổ sung" in _page(officer, path)
    assert head.post(f"{path}nhan-xet/", {"text": "Tự khen"}).status_code == 400


def test_a_source_is_typed_changed_and_refused(world: Watched, officer: Client) -> None:
    answer = officer.post(
        "/giam-sat/nguon/", {"agency": world.agency.pk, "url": "ftp://x", "label": "Trang tỉnh"}
    )
    assert "https://" in answer.content.decode()
    assert "Trang tỉnh" in answer.content.decode()
    officer.post(
        "/giam-sat/nguon/", {"agency": world.agency.pk, "url": "https://bao.example/rss", "label": ""}
    )
    source = Source.objects.for_agency(world.agency.pk).get()
    assert "bao.example" in _page(officer, "/giam-sat/nguon/")
    officer.post(f"/giam-sat/nguon/{source.pk}/", {"label": "Mới", "checks_links": "on"})
    source.refresh_from_db()
    assert (source.label, source.is_active, source.checks_links) == ("Mới", False, True)


def test_the_way_of_a_complaint(world: Watched, head: Client) -> None:
    item = make_item(world.agency, "Bài bị khiếu nại")
    received = f"{clock.local(clock.now() - timedelta(minutes=5)):%Y-%m-%dT%H:%M}"
    form = {"kind": "citizen", "via": "phone", "received_at": received, "title": "", "complainant": "Bà An"}
    answer = head.post(f"/khieu-nai/nhap/?bai={item.pk}", form)
    assert answer.status_code == 200
    assert "Bà An" in answer.content.decode(), "what was typed stays"
    head.post(f"/khieu-nai/nhap/?bai={item.pk}", form | {"title": "Sai tên"})
    row = Complaint.objects.for_agency(world.agency.pk).get()
    assert row.item == item
    assert "Bà An" in _page(head, "/khieu-nai/")
    head.post(f"/khieu-nai/{row.pk}/viec/", {"words": "Đã gọi lại"})
    assert "Đã gọi lại" in _page(head, f"/khieu-nai/{row.pk}/")
    refused = head.post(
        f"/khieu-nai/{row.pk}/tra-loi/", {"outcome": "refused", "medium": "online", "answer": ""}
    )
    assert refused.status_code == 400
    head.post(f"/khieu-nai/{row.pk}/tra-loi/", {"outcome": "correction", "medium": "online", "answer": "Sai"})
    assert "Còn nợ cải chính" in _page(head, f"/khieu-nai/{row.pk}/")
    head.post(f"/khieu-nai/{row.pk}/cai-chinh/", {"where": "Trang chủ"})
    assert "Trang chủ" in _page(head, f"/khieu-nai/{row.pk}/")
    assert head.get("/khieu-nai/so.xlsx").content[:2] == b"PK"
    for view in ("mo", "qua-han", "no-cai-chinh", "da-xong", "tat-ca", "lạ"):
        assert head.get(f"/khieu-nai/?xem={view}&q=%25").status_code == 200


def test_a_department_passes_on_and_sees_counts(world: Watched, officer: Client, head: Client) -> None:
    received = clock.local(clock.now() - timedelta(minutes=5))
    form = {"agency": world.agency.pk, "via": "post", "received_at": f"{received:%Y-%m-%dT%H:%M}"}
    page = officer.post("/khieu-nai/nhap/", form | {"title": "Thư của dân"}, follow=True).content.decode()
    assert f"1/{received.year}" in page
    assert "Thư của dân" not in page
    assert "Thư của dân" in _page(head, "/khieu-nai/")


def test_a_round_from_checklist_to_result(world: Watched, head: Client) -> None:
    make_item(world.agency, "Tin được rút", hours_ago=0.1)
    month = f"{clock.today():%Y-%m}"
    assert "Cần một phiếu chấm" in _page(head, "/chat-luong/")
    head.post("/chat-luong/phieu/", {"name": "Phiếu", "questions": "Tít đúng?\nNguồn rõ?"})
    checklist = str(_checklist(world))
    assert (
        head.post("/chat-luong/rut-mau/", {"checklist": checklist, "month": month, "size": "0"}).status_code
        == 400
    )
    head.post("/chat-luong/rut-mau/", {"checklist": checklist, "month": month, "size": "3", "seed": "a"})
    row = Round.objects.for_agency(world.agency.pk).get()
    sampled = row.sample.get()
    path = f"/chat-luong/bai/{sampled.pk}/"
    assert "Tin được rút" in _page(head, path)
    other = signed_in(make_person(world.agency, "desk_head", name="Phạm Minh"))
    other.post(path, {"q1": "yes", "q2": "no", "comment": "Lời của Minh"})
    assert "Lời của Minh" not in _page(head, path), "the second reviewer is not led by the first"
    assert head.post(path, {"q1": "yes"}).status_code == 200
    head.post(path, {"q1": "yes", "q2": "yes"})
    assert "Lời của Minh" in _page(head, path)
    page = _page(head, f"/chat-luong/{row.pk}/")
    assert "50%" in page
    assert "2. Nguồn rõ?" in page


def test_a_plan_beside_the_register(world: Watched, officer: Client) -> None:
    form = {
        "title": "Phương án",
        "citation": "Số 1",
        "confidence": "text",
        "cap": "3",
        "names": "Báo Vân Giang",
    }
    assert officer.post("/quy-hoach/moi/", form | {"title": ""}).status_code == 200
    page = officer.post("/quy-hoach/moi/", form, follow=True).content.decode()
    assert "ít hơn 1" in page
    assert "Không có trong quy hoạch" in page
    plan = PressPlan.objects.for_agency(world.department.pk).get()
    officer.post(
        f"/quy-hoach/{plan.pk}/yeu-cau/", {"asked_by": "Bộ", "asked_on": "2026-11-01", "due_on": "2026-11-02"}
    )
    assert "Quá hạn" in _page(officer, "/quy-hoach/")
    request = plan.requests.get()
    assert officer.get(f"/quy-hoach/{plan.pk}/bao-cao/docx/?yeu-cau={request.pk}").content[:2] == b"PK"
    assert officer.get(f"/quy-hoach/{plan.pk}/bao-cao/exe/").status_code == 404
    officer.post(f"/quy-hoach/yeu-cau/{request.pk}/da-gui/", {"number": "7/BC"})
    assert "7/BC" in _page(officer, f"/quy-hoach/{plan.pk}/")
    assert "Báo Vân Giang" in _page(officer, f"/quy-hoach/{plan.pk}/sua/")


def _checklist(world: Watched) -> object:
    from hoitu.oversight.models import Checklist

    return Checklist.objects.for_agency(world.agency.pk).get().pk


@pytest.mark.parametrize("path", ["/giam-sat/", "/giam-sat/tin-bai/", "/khieu-nai/"])
def test_more_rows_need_no_more_queries(world: Watched, head: Client, path: str) -> None:
    def grow(rows: int) -> int:
        for number in range(rows):
            make_item(world.agency, f"Tin {rows} {number}", hours_ago=0.1)
            values = api.ComplaintInput(
                kind=ComplaintKind.CITIZEN, via=Via.POST, received_at=clock.now(), title=f"Việc {number}"
            )
            api.receive_complaint(actor=world.head, values=values)
        with CaptureQueriesContext(connection) as asked:
            head.get(path)
        return len(asked)

    head.get(path)
    assert grow(1) == grow(20)


@pytest.mark.django_db(transaction=True)
def test_the_register_leaves_as_a_workbook_and_the_trail_says_so(world: Watched, head: Client) -> None:
    """No transaction of a test stands around it: the view has to open the one that its entry needs."""
    answer = head.get("/khieu-nai/so.xlsx")
    assert answer.content[:2] == b"PK"
    assert "Tải sổ khiếu nại" in _page(head, "/nhat-ky/")
