"""Paper receipts: only where nobody works here, with a scan, once, and counted apart."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.correspondence import api
from hoitu.correspondence.data import Audience, Standing
from hoitu.correspondence.models import Circular, CircularReceipt, PaperReceipt
from hoitu.correspondence.queries.circulars import board_of
from hoitu.correspondence.testing import Circle, make_circle, sent
from hoitu.evidence.testing import pdf_bytes
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.strategy.testing import license_agency, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    made = make_circle()
    silent = make_agency("Tạp chí Không tài khoản")
    manage(silent, made.department)
    license_agency(silent)
    return made


def receipt_of(circular_id: UUID, name: str) -> CircularReceipt:
    return CircularReceipt.objects.unscoped(why="tests").get(circular_id=circular_id, name=name)


def enter(circle: Circle, receipt: CircularReceipt, kind: str = "received", **changes: object) -> None:
    values = {"kind": kind, "on": clock.today(), "way": "hand", "note": "Ông Ba ký"} | changes
    api.enter_paper(
        actor=circle.actor("yen"),
        receipt_id=receipt.pk,
        values=api.PaperInput(**values),  # type: ignore[arg-type]
        file=BytesIO(pdf_bytes()),
        file_name="ky-nhan.pdf",
    )


def test_a_signed_copy_fulfils_a_receipt_and_is_counted_apart(circle: Circle) -> None:
    made = sent(circle, needs="acknowledge", deadline=clock.today() - timedelta(days=1))
    silent = receipt_of(made, "Tạp chí Không tài khoản")
    circular = Circular.objects.unscoped(why="tests").get(pk=made)
    assert (board_of(circular).late, board_of(circular).on_paper) == (3, 0)
    Circular.objects.unscoped(why="tests").filter(pk=made).update(issued_on=clock.today() - timedelta(days=3))
    enter(circle, silent, on=clock.today() - timedelta(days=1))
    board = board_of(circular)
    assert (board.late, board.on_paper, board.opened, board.acknowledged, board.answered) == (2, 1, 0, 0, 0)
    assert [one.receipt.pk for one in board.listed("ban-giay")] == [silent.pk]
    assert silent.pk not in {one.receipt.pk for one in board.listed("chua-mo")}
    entry = AuditEntry.objects.unscoped(why="tests").get(verb="correspondence.enter_paper")
    assert "Tạp chí Không tài khoản" in str(entry.changes)


def test_an_answer_on_paper_is_an_answer(circle: Circle) -> None:
    made = sent(circle, needs="answer")
    silent = receipt_of(made, "Tạp chí Không tài khoản")
    circular = Circular.objects.unscoped(why="tests").get(pk=made)

    def held() -> tuple[Standing, bool]:
        [one] = [one for one in board_of(circular).held if one.receipt.pk == silent.pk]
        return one.standing, one.is_fulfilled

    enter(circle, silent)
    assert held() == (Standing.PAPER, False)
    enter(circle, silent, "answered")
    assert held() == (Standing.PAPER, True)


def test_what_cannot_be_is_refused(circle: Circle) -> None:
    made = sent(circle)
    silent, paper = (receipt_of(made, name) for name in ("Tạp chí Không tài khoản", "Báo Vân Giang"))
    with pytest.raises(api.WorksHere):
        enter(circle, paper)
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(BadInput):
            enter(circle, silent, on=day)
    with pytest.raises(BadInput):
        enter(circle, silent, way="bo-cau")
    with pytest.raises(BadInput, match="bản quét"):
        api.enter_paper(
            actor=circle.actor("yen"),
            receipt_id=silent.pk,
            values=api.PaperInput("received", clock.today(), "hand"),
            file=None,
            file_name="",
        )
    with pytest.raises(NotFound):
        api.enter_paper(
            actor=circle.actor("thanh"),
            receipt_id=silent.pk,
            values=api.PaperInput("received", clock.today(), "hand"),
            file=BytesIO(pdf_bytes()),
            file_name="a.pdf",
        )
    enter(circle, silent)
    with pytest.raises(api.WrongStep):
        enter(circle, silent)
    assert PaperReceipt.objects.unscoped(why="tests").count() == 1
    clerk = make_person(circle.department, permissions=("correspondence.read", "correspondence.write"))
    assert signed_in(clerk).get(f"/van-ban/ban-giay/{silent.pk}/").status_code == 403
    api.withdraw_circular(actor=circle.actor("yen"), circular_id=made, reason="Nhầm")
    with pytest.raises(api.WrongStep):
        enter(circle, silent, "answered")


def test_the_sender_enters_it_on_a_screen_and_what_was_typed_stays(circle: Circle) -> None:
    made = sent(circle)
    silent = receipt_of(made, "Tạp chí Không tài khoản")
    yen = signed_in(circle.yen)
    board = yen.get(f"/van-ban/{made}/").content.decode()
    assert board.count("Chưa có ai dùng hệ thống") == 1
    address = f"/van-ban/ban-giay/{silent.pk}/"
    assert address in board
    typed = {"kind": "received", "on": clock.today().isoformat(), "way": "post", "note": "Giữ lại câu này"}
    refused = yen.post(address, typed).content.decode()
    assert "Giữ lại câu này" in refused
    assert "bản quét" in refused
    scan = SimpleUploadedFile("hoi-bao.pdf", pdf_bytes(), "application/pdf")
    page = yen.post(address, typed | {"file": scan}, follow=True).content.decode()
    assert "hoi-bao.pdf" in page
    assert "Bản giấy" in page
    file = PaperReceipt.objects.unscoped(why="tests").get().file_id
    assert yen.get(f"/van-ban/tep/{file}/").status_code == 302
    assert signed_in(circle.thanh).get(f"/van-ban/tep/{file}/").status_code == 404


def test_the_audience_of_a_letter_knows_who_has_no_account(circle: Circle) -> None:
    made = sent(circle, audience=Audience(organisations=(circle.paper.pk,)))
    assert "Chưa có ai dùng hệ thống" not in signed_in(circle.yen).get(f"/van-ban/{made}/").content.decode()


def test_nobody_writes_papers_without_the_right(circle: Circle) -> None:
    made = sent(circle)
    silent = receipt_of(made, "Tạp chí Không tài khoản")
    clerk = make_person(circle.department, permissions=("correspondence.read", "correspondence.write"))
    with pytest.raises(NotAllowed):
        api.enter_paper(
            actor=actor_of(clerk),
            receipt_id=silent.pk,
            values=api.PaperInput("received", clock.today(), "hand"),
            file=BytesIO(pdf_bytes()),
            file_name="a.pdf",
        )
