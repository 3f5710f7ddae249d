"""What holds for every declared book: its key, its border, its permissions, and that a sheet of it comes back."""

from uuid import UUID

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.models import Organisation, OrganisationLink, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.registers.books import BOOKS, Book
from hoitu.registers.models import SheetRow
from hoitu.registers.operations import bring, keep
from hoitu.registers.testing import sample, sample_row

pytestmark = pytest.mark.django_db
every_book = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS.keys())


def keeper() -> tuple[Person, Actor]:
    """Return Thanh, who keeps every book of a new agency."""
    person = make_person(make_agency(), "admin")
    return person, actor_of(person)


def entries(agency_id: UUID) -> int:
    return AuditEntry.objects.unscoped(why="tests").filter(agency_id=agency_id).count()


@every_book
def test_the_key_of_a_book_is_the_database_s_rule_too(book: Book) -> None:
    rules = [
        set(rule.fields) for rule in book.model._meta.constraints if isinstance(rule, models.UniqueConstraint)
    ]
    assert {"agency", *book.key_fields} in rules
    assert set(book.columns) <= {*book.field_names, "last_assessed_on"}
    assert set(book.filters) <= set(book.field_names)
    hidden = {"last_assessed_on"}
    stored = {each.name for each in book.model._meta.concrete_fields if each.editable}
    assert stored - hidden == set(book.field_names), "the form asks for every field"


@every_book
def test_what_goes_out_in_a_sheet_comes_back_and_changes_nothing(book: Book) -> None:
    thanh, actor = keeper()
    for number in (1, 2):
        sample_row(actor, book, number)
    content = signed_in(thanh).get(f"/so/{book.key}/xuat.xlsx").content
    before = entries(actor.agency)
    sheet_id = bring.bring_sheet(actor=actor, book=book, file_name="a.xlsx", content=content)
    rows = list(SheetRow.objects.for_agency(actor.agency).filter(sheet_id=sheet_id))
    assert [(row.outcome, row.errors) for row in rows] == [("same", {})] * 2
    assert bring.write_sheet(actor=actor, book=book, sheet_id=sheet_id) == 0
    assert entries(actor.agency) == before + 1, "only that a sheet was read"


@every_book
def test_a_sheet_of_one_agency_fills_the_book_of_another(book: Book) -> None:
    thanh, actor = keeper()
    sample_row(actor, book)
    content = signed_in(thanh).get(f"/so/{book.key}/xuat.xlsx").content
    _hoa, theirs = keeper()
    for name in book.field_names:
        if isinstance(book.field(name), models.ForeignKey):
            sample(theirs, book)  # writes down what the row refers to
    sheet_id = bring.bring_sheet(actor=theirs, book=book, file_name="a.xlsx", content=content)
    [row] = SheetRow.objects.for_agency(theirs.agency).filter(sheet_id=sheet_id)
    names_somebody = "person" in book.field_names
    assert row.outcome == ("bad" if names_somebody else "new"), row.errors
    if not names_somebody:
        assert bring.write_sheet(actor=theirs, book=book, sheet_id=sheet_id) == 1
        assert book.model.objects.for_agency(theirs.agency).count() >= 1


@every_book
def test_another_agency_neither_sees_nor_changes_a_row(book: Book) -> None:
    _thanh, actor = keeper()
    row_id = sample_row(actor, book)
    row = book.model.objects.for_agency(actor.agency).get(pk=row_id)
    hoa, theirs = keeper()
    client = signed_in(hoa)
    assert f"/so/{book.key}/{row_id}/" not in client.get(f"/so/{book.key}/").content.decode()
    assert client.get(f"/so/{book.key}/{row_id}/").status_code == 404
    assert client.post(f"/so/{book.key}/{row_id}/", sample(theirs, book, 3)).status_code == 404
    with pytest.raises(NotFound):
        keep.archive_row(actor=theirs, book=book, row_id=row_id, reason="Lấy của người")
    with pytest.raises(NotFound):
        keep.save_row(actor=theirs, book=book, typed=sample(theirs, book, 3), row_id=row_id)
    fresh = book.model.objects.for_agency(actor.agency).get(pk=row_id)
    assert (fresh.changed_at, fresh.archived_at) == (row.changed_at, None)


@every_book
def test_only_who_may_reads_and_only_who_may_keeps(book: Book) -> None:
    agency = make_agency()
    nobody = signed_in(make_person(agency, "reporter"))
    for place in ("", "moi/", "xuat.xlsx", "mau.xlsx", "nhap/"):
        assert nobody.get(f"/so/{book.key}/{place}").status_code == 403
    manage = book.group.manage
    others = tuple({"registers.manage", "registers.training", "registers.money"} - {manage})
    reader = make_person(agency, permissions=("registers.read",))
    stranger = make_person(agency, permissions=others)
    keeper_of_it = make_person(agency, permissions=(manage,))
    sees = 200 if "registers.read" in book.group.read else 403
    assert signed_in(reader).get(f"/so/{book.key}/").status_code == sees
    assert signed_in(keeper_of_it).get(f"/so/{book.key}/").status_code == 200
    assert signed_in(keeper_of_it).get(f"/so/{book.key}/moi/").status_code == 200
    for person in (reader, stranger):
        assert signed_in(person).get(f"/so/{book.key}/moi/").status_code == 403
        assert signed_in(person).get(f"/so/{book.key}/nhap/").status_code == 403
        with pytest.raises(NotAllowed):
            keep.save_row(actor=actor_of(person), book=book, typed={})


@every_book
def test_a_state_body_reads_the_open_books_of_those_it_manages(book: Book) -> None:
    _thanh, actor = keeper()
    row_id = sample_row(actor, book)
    department = make_agency()
    Organisation.objects.filter(pk=department.pk).update(kind="department")
    OrganisationLink.objects.create(
        from_organisation_id=actor.agency, to_organisation=department, kind="state_management"
    )
    yen = make_person(department, "admin")
    client = signed_in(yen)
    page = client.get(f"/so/{book.key}/").content.decode()
    assert (f"/so/{book.key}/{row_id}/" in page) is book.is_open
    answer = client.get(f"/so/{book.key}/{row_id}/")
    assert answer.status_code == (200 if book.is_open else 404)
    if book.is_open:
        assert f'action="/so/{book.key}/{row_id}/' not in answer.content.decode()
        assert "timeline-list" not in answer.content.decode()
    before = entries(actor.agency)
    client.post(f"/so/{book.key}/{row_id}/", sample(actor_of(yen), book, 3))
    assert client.post(f"/so/{book.key}/{row_id}/luu-tru/", {"reason": "x"}).status_code == 404
    assert entries(actor.agency) == before


@pytest.mark.parametrize("key", ["giay-phep", "he-thong", "dong-don-hang", "diem-danh", "thanh-toan"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_one(key: str) -> None:
    thanh, actor = keeper()
    client, book = signed_in(thanh), BOOKS[key]
    counts = []
    for upto in (1, 8):
        for number in range(1, upto + 1):
            person = {"person": make_person(Organisation.objects.get(pk=actor.agency)).email}
            if upto == 1 or number > 1:
                sample_row(actor, book, number, **(person if "person" in book.field_names else {}))
        client.get(f"/so/{key}/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"/so/{key}/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_row_is_found_without_tone_marks_and_sorted() -> None:
    thanh, actor = keeper()
    book = BOOKS["thiet-bi"]
    for number, name in enumerate(("Máy quay Đông", "Ăng ten", "Bàn dựng"), start=1):
        sample_row(actor, book, number, name=name)
    client = signed_in(thanh)
    found = client.get("/so/thiet-bi/?q=may+dong").content.decode()
    assert "Máy quay Đông" in found
    assert "Ăng ten" not in found
    page = client.get("/so/thiet-bi/?order=-name").content.decode()
    assert page.index("Máy quay Đông") < page.index("Bàn dựng") < page.index("Ăng ten")
    assert client.get("/so/thiet-bi/?category=camera&state=khong-co&agency=x&order=agency").status_code == 200
    assert "Không có dòng nào khớp" in client.get("/so/thiet-bi/?category=nothing").content.decode()


def test_a_row_is_archived_with_a_reason_and_taken_back() -> None:
    thanh, actor = keeper()
    course, session = BOOKS["khoa-hoc"], BOOKS["buoi-hoc"]
    session_id = sample_row(actor, session)
    course_id = course.model.objects.for_agency(actor.agency).get().pk
    client = signed_in(thanh)
    with pytest.raises(BadInput, match="Còn 1 dòng"):
        keep.archive_row(actor=actor, book=course, row_id=course_id, reason="Nhầm")
    with pytest.raises(BadInput, match="lý do"):
        keep.archive_row(actor=actor, book=session, row_id=session_id, reason=" ")
    refused = client.post(f"/so/khoa-hoc/{course_id}/luu-tru/", {"reason": "Lý do đã gõ"}).content.decode()
    assert "Còn 1 dòng" in refused
    assert 'value="Lý do đã gõ"' in refused
    client.post(f"/so/buoi-hoc/{session_id}/luu-tru/", {"reason": "Hoãn lớp"})
    client.post(f"/so/khoa-hoc/{course_id}/luu-tru/", {"reason": "Hoãn lớp"})
    assert "Hoãn lớp" in client.get(f"/so/buoi-hoc/{session_id}/").content.decode()
    with pytest.raises(BadInput, match="Hãy lấy lại"):
        keep.restore_row(actor=actor, book=session, row_id=session_id)
    again = sample_row(actor, course)
    with pytest.raises(BadInput, match="cùng mã"):
        keep.restore_row(actor=actor, book=course, row_id=course_id)
    keep.archive_row(actor=actor, book=course, row_id=again, reason="Ghi hai lần")
    client.post(f"/so/khoa-hoc/{course_id}/luu-tru/", {"act": "restore"})
    client.post(f"/so/buoi-hoc/{session_id}/luu-tru/", {"act": "restore"})
    assert session.model.objects.for_agency(actor.agency).get().archived_at is None


def test_what_was_typed_wrong_stays_in_the_form() -> None:
    thanh, actor = keeper()
    typed = sample(actor, BOOKS["don-gia"]) | {
        "price_vnd": "12,5",
        "valid_until": "2020-01-01",
        "product": "Tin ngắn",
    }
    page = signed_in(thanh).post("/so/don-gia/moi/", typed).content.decode()
    assert "Hãy ghi số tiền bằng đồng" in page
    assert "Không thể trước “Có hiệu lực từ”." in page
    assert "Tin ngắn" in page
    assert 'value="12,5"' in page
    assert not BOOKS["don-gia"].model.objects.for_agency(actor.agency).exists()


def test_the_trail_says_what_changed() -> None:
    thanh, actor = keeper()
    book = BOOKS["giay-phep"]
    row_id = sample_row(actor, book)
    client = signed_in(thanh)
    client.post(f"/so/giay-phep/{row_id}/", sample(actor, book) | {"head": "Lê Thị Mới"})
    page = client.get(f"/so/giay-phep/{row_id}/").content.decode()
    assert "Sửa trong sổ" in page
    before = entries(actor.agency)
    client.post(f"/so/giay-phep/{row_id}/", sample(actor, book) | {"head": "Lê Thị Mới"})
    assert entries(actor.agency) == before, "nothing changed, nothing is said"
