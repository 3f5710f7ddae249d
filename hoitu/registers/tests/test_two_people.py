"""Two people at the same rows: nobody's work is lost, and no row stands on what is no more."""

from uuid import UUID

import pytest
from django import forms

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.actor import Actor
from hoitu.registers.api import RowRefused
from hoitu.registers.books import BOOKS
from hoitu.registers.books.entry import form_class
from hoitu.registers.models import InfoSystem, Licence, OrderLine, SheetRow
from hoitu.registers.operations import bring, keep
from hoitu.registers.testing import bring as bring_rows
from hoitu.registers.testing import sample, sample_row
from hoitu.registers.tests.test_orders import accept, an_order, pay

LICENCES, ASSESSMENTS = BOOKS["giay-phep"], BOOKS["danh-gia-an-toan"]


def keeper() -> Actor:
    return actor_of(make_person(make_agency(), "admin"))


@pytest.mark.django_db
def test_who_saves_on_top_of_somebody_else_is_told_and_may_insist() -> None:
    lan = make_person(make_agency(), "admin")
    actor = actor_of(lan)
    row_id = sample_row(actor, LICENCES)
    client, address = signed_in(lan), f"/so/giay-phep/{row_id}/"
    opened = client.get(address).context["seen"]
    keep.save_row(
        actor=actor, book=LICENCES, typed=sample(actor, LICENCES) | {"head": "Minh đã sửa"}, row_id=row_id
    )
    mine = sample(actor, LICENCES) | {"issuer": "Lan đã sửa"}
    page = client.post(address, mine | {"seen": opened})
    assert "Người khác vừa sửa dòng này" in page.content.decode()
    assert "Lan đã sửa" in page.content.decode()
    assert Licence.objects.for_agency(actor.agency).get().head == "Minh đã sửa"
    assert client.post(address, mine | {"seen": page.context["seen"]}).status_code == 302
    assert Licence.objects.for_agency(actor.agency).get().issuer == "Lan đã sửa"


@pytest.mark.django_db
def test_a_row_does_not_hang_on_one_that_was_archived_meanwhile() -> None:
    actor, sessions, courses = keeper(), BOOKS["buoi-hoc"], BOOKS["khoa-hoc"]
    typed = sample(actor, sessions)
    course_id = courses.model.objects.for_agency(actor.agency).get().pk
    asked: type[forms.Form] = form_class(sessions, actor.agency)

    class Meanwhile(asked):  # type: ignore[misc, valid-type]
        def is_valid(self) -> bool:
            answer = bool(super().is_valid())
            keep.archive_row(actor=actor, book=courses, row_id=course_id, reason="Hoãn")
            return answer

    with pytest.raises(RowRefused, match="vừa được lưu trữ"):
        keep.save_row(actor=actor, book=sessions, typed=typed, form_type=Meanwhile)
    assert not sessions.model.objects.for_agency(actor.agency).exists()


@pytest.mark.django_db
def test_an_assessment_that_moves_to_another_system_leaves_the_first_without() -> None:
    actor = keeper()
    first = sample_row(actor, ASSESSMENTS)
    sample_row(actor, ASSESSMENTS, 2, assessed_on="2026-05-05")
    codes = [sample(actor, BOOKS["he-thong"], number)["code"] for number in (1, 2)]
    moved = sample(actor, ASSESSMENTS) | {"system": codes[1], "assessed_on": "2026-04-04"}
    keep.save_row(actor=actor, book=ASSESSMENTS, typed=moved, row_id=first)
    days = dict(InfoSystem.objects.for_agency(actor.agency).values_list("code", "last_assessed_on"))
    assert {code: day and day.isoformat() for code, day in days.items()} == {
        codes[0]: None,
        codes[1]: "2026-05-05",
    }


@pytest.mark.django_db
def test_an_order_line_keeps_what_was_accepted_and_paid() -> None:
    actor = an_order(quantity=2)
    item = accept(actor, "https://bao.example/1", quantity="2")
    pay(actor, "https://bao.example/1", "2.400.000")
    line = OrderLine.objects.for_agency(actor.agency).get(code="D1")
    book = BOOKS["dong-don-hang"]
    typed = {
        "order": "DH1", "code": "D1", "programme": "Thời sự", "unit": "tin", "quantity": "2",
        "unit_price": "G1", "price_vnd": "1200000",
    }  # fmt: skip

    def change(**other: str) -> None:
        keep.save_row(actor=actor, book=book, typed=typed | other, row_id=line.pk)

    with pytest.raises(RowRefused, match="đã nghiệm thu 2"):
        change(quantity="1")
    with pytest.raises(RowRefused, match="nhiều hơn giá này"):
        change(price_vnd="1199999")
    change(quantity="3", price_vnd="1.200.001")
    accepted = sample(actor, BOOKS["nghiem-thu"]) | {
        "line": "D1", "item": "https://bao.example/1", "quantity": "1",
        "published_on": "2026-07-02", "accepted_on": "2026-07-05",
    }  # fmt: skip
    with pytest.raises(RowRefused, match="nhiều hơn giá trị đó"):
        keep.save_row(actor=actor, book=BOOKS["nghiem-thu"], typed=accepted, row_id=item)


@pytest.mark.django_db(transaction=True)
def test_what_an_interrupted_sheet_has_written_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    actor = keeper()
    book = BOOKS["thiet-bi"]
    sheet_id = bring_rows(actor, book, [dict(sample(actor, book, number)) for number in (1, 2, 3)])
    whole, calls = keep.write_row, list[str]()

    def breaks(**given: object) -> UUID:
        calls.append("")
        if len(calls) == 2:
            raise RuntimeError("the power fails")
        return whole(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(bring, "write_row", breaks)
    with pytest.raises(RuntimeError):
        bring.write_sheet(actor=actor, book=book, sheet_id=sheet_id)
    monkeypatch.undo()
    assert book.model.objects.for_agency(actor.agency).count() == 1
    assert bring.write_sheet(actor=actor, book=book, sheet_id=sheet_id) == 2
    outcomes = SheetRow.objects.for_agency(actor.agency).filter(sheet_id=sheet_id).values_list("outcome")
    assert set(outcomes) == {("done",)}
