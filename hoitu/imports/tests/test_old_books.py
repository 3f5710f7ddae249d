"""Complaints and press questions of earlier books: entered once, with the days that they had."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.correspondence.models import PressRequest
from hoitu.correspondence.testing import make_circle, make_spokesperson
from hoitu.imports import api
from hoitu.imports.books import BOOKS, Book
from hoitu.imports.models import BroughtRow
from hoitu.imports.testing import bring
from hoitu.kernel.actor import Actor
from hoitu.oversight.models import Complaint
from hoitu.oversight.testing import make_watched

pytestmark = pytest.mark.django_db
COMPLAINTS, PRESS = BOOKS["khieu-nai"], BOOKS["cau-hoi-bao-chi"]
OPEN: dict[str, object] = {
    "reference": "12/2026", "received_at": datetime(2026, 9, 2, 8, 30), "via": "Điện thoại",
    "kind": "Khiếu nại, phản ánh của công dân", "title": "Sai tên xã", "complainant": "Nguyễn Thị Bí Mật",
}  # fmt: skip
ANSWERED = OPEN | {
    "reference": "13/2026", "answered_at": "05/09/2026 16:00", "outcome": "Cải chính, xin lỗi",
    "answer": "Báo đã sửa.", "medium": "Báo điện tử, trang điện tử",
    "corrected_at": "05/09/2026 17:00", "corrected_where": "https://bao.example/cai-chinh",
}  # fmt: skip
ASKED: dict[str, object] = {
    "reference": "7", "asker_name": "Báo Ngoài", "asked_at": "02/09/2026 08:00", "subject": "Tập huấn",
    "questions": "Bao nhiêu người đã học?",
}  # fmt: skip
REPLIED = ASKED | {
    "reference": "8", "answered_at": "03/09/2026 08:00", "state": "Đã trả lời", "answer": "Sáu mươi người.",
    "approved_by": "Trần Yến",
}  # fmt: skip


def written(actor: Actor, book: Book, lines: list[dict[str, object]]) -> int:
    return api.write_sheet(actor=actor, book=book, sheet_id=bring(actor, book, lines))[0]


def rows(actor: Actor) -> Any:
    return BroughtRow.objects.for_agency(actor.agency).order_by("pk")


def test_complaints_keep_their_days_and_come_once() -> None:
    head = make_watched().head
    assert written(head, COMPLAINTS, [OPEN, ANSWERED]) == 2
    waiting, done = Complaint.objects.for_agency(head.agency).order_by("number")
    assert (waiting.state, waiting.received_at) == ("open", datetime(2026, 9, 2, 1, 30, tzinfo=UTC))
    assert done.answered_at == datetime(2026, 9, 5, 9, 0, tzinfo=UTC)
    assert done.corrected_at == datetime(2026, 9, 5, 10, 0, tzinfo=UTC)
    assert (done.outcome, done.corrected_where) == ("correction", "https://bao.example/cai-chinh")
    assert done.correct_by == done.answered_at, "online the law asks for it at once"
    assert any("12/2026" in step.words for step in waiting.steps.all())
    assert written(head, COMPLAINTS, [OPEN | {"reference": " 12/2026 "}, ANSWERED]) == 0
    assert Complaint.objects.for_agency(head.agency).count() == 2
    assert "Bí Mật" not in str(list(rows(head).filter(outcome="done").values("typed"))), (
        "kept in the book alone"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answered_at": "01/09/2026 08:00"}, "từ lúc nhận đến nay"),
        ({"answer": None}, "phải có đủ"),
        ({"medium": None}, "Hãy chọn nơi đã đăng"),
        ({"corrected_where": None}, "cả ngày đăng và nơi đăng"),
        ({"outcome": "Xin lỗi, không phải cải chính"}, "Chỉ ghi việc cải chính"),
        ({"received_at": "hôm qua"}, "Hãy ghi ngày giờ"),
        ({"received_at": "02/03/2999 08:00"}, "năm 1900 đến năm 2199"),
        ({"kind": "Thư khen"}, "Không có lựa chọn “Thư khen”"),
    ],
)
def test_a_complaint_that_cannot_be_is_a_bad_row(change: dict[str, object], words: str) -> None:
    head = make_watched().head
    assert written(head, COMPLAINTS, [ANSWERED | change]) == 0
    [row] = rows(head)
    assert row.outcome == "bad"
    assert words in str(row.errors)
    assert row.typed["complainant"] == "Nguyễn Thị Bí Mật", "what was typed waits to be put right"
    assert not Complaint.objects.for_agency(head.agency).exists()


def test_a_bad_complaint_is_put_right_on_the_screen() -> None:
    world = make_watched()
    thanh = make_person(world.agency, "director")
    sheet_id = bring(actor_of(thanh), COMPLAINTS, [OPEN | {"received_at": "hôm qua"}])
    client, place = signed_in(thanh), f"/nhap-du-lieu/so/khieu-nai/{sheet_id}/2/"
    assert 'value="hôm qua"' in client.get(place).content.decode()
    typed = dict.fromkeys(COMPLAINTS.form_class(actor_of(thanh)).base_fields, "")
    typed |= {
        "reference": "12/2026",
        "received_at": "02/09/2026 08:30",
        "kind": "citizen",
        "via": "phone",
        "title": "Sai",
    }
    assert client.post(place, typed).status_code == 302
    assert Complaint.objects.for_agency(world.agency.pk).get().title == "Sai"


def test_a_body_above_keeps_no_book_of_complaints() -> None:
    world = make_watched()
    officer = signed_in(make_person(world.department, permissions=("oversight.complaints", "oversight.read")))
    assert officer.get("/nhap-du-lieu/so/khieu-nai/").status_code == 404
    assert "/nhap-du-lieu/so/khieu-nai/" not in officer.get("/khieu-nai/").content.decode()
    head = signed_in(make_person(world.agency, "director"))
    assert "/nhap-du-lieu/so/khieu-nai/" in head.get("/khieu-nai/").content.decode()


def test_questions_of_the_press_come_once_and_only_a_spokesperson_brings_answers() -> None:
    circle = make_circle()
    yen = circle.actor("yen")
    assert written(yen, PRESS, [ASKED, REPLIED]) == 1
    refused = rows(yen).get(number=3)
    assert (refused.outcome, refused.typed["approved_by"]) == ("bad", "Trần Yến")
    make_spokesperson(circle.yen, circle.department)
    assert written(yen, PRESS, [ASKED, REPLIED]) == 1
    assert written(yen, PRESS, [ASKED, REPLIED]) == 0
    answered = PressRequest.objects.for_agency(yen.agency).get(state="answered")
    assert answered.answered_at == datetime(2026, 9, 3, 1, 0, tzinfo=UTC)
    assert (answered.approved_by_name, answered.answer) == ("Trần Yến", "Sáu mươi người.")
    waiting = PressRequest.objects.for_agency(yen.agency).get(state="asked")
    assert waiting.asked_at == datetime(2026, 9, 2, 1, 0, tzinfo=UTC)
    desk = signed_in(circle.yen).get(reverse("correspondence:press"))
    assert "/nhap-du-lieu/so/cau-hoi-bao-chi/" in desk.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answered_at": "01/09/2026 08:00"}, "từ lúc nhận đến nay"),
        ({"approved_by": None}, "phải có đủ"),
        ({"questions": None}, "questions"),
    ],
)
def test_a_question_that_cannot_be_is_a_bad_row(change: dict[str, object], words: str) -> None:
    circle = make_circle()
    make_spokesperson(circle.yen, circle.department)
    yen = circle.actor("yen")
    assert written(yen, PRESS, [REPLIED | change]) == 0
    assert words in str(rows(yen).get().errors)
    assert not PressRequest.objects.for_agency(yen.agency).exists()


@pytest.mark.parametrize("key", sorted(BOOKS))
def test_each_book_is_closed_to_those_who_keep_another(key: str) -> None:
    book, agency = BOOKS[key], make_agency()
    others = tuple(other.permission for other in BOOKS.values() if other.key != key)
    assert (
        signed_in(make_person(agency, permissions=others)).get(f"/nhap-du-lieu/so/{key}/").status_code == 403
    )
    keeper = signed_in(make_person(agency, permissions=(book.permission,)))
    assert keeper.get(f"/nhap-du-lieu/so/{key}/").status_code == 200
    made = keeper.get(f"/nhap-du-lieu/so/{key}/mau.xlsx")
    assert (made.status_code, made.content[:2]) == (200, b"PK")
