"""Complaints: numbers, clocks, answers, corrections, and what never leaves the agency."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest

from hoitu.accounts.testing import actor_of, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.evidence import api as evidence
from hoitu.evidence.queries import seen_by, to_check
from hoitu.kernel import clock
from hoitu.kernel.clock import VIETNAM
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.ids import new_id
from hoitu.kernel.models import FactRecord
from hoitu.oversight import api
from hoitu.oversight.data import AnswerInput, ComplaintInput, ComplaintKind, Medium, Outcome, Via, WrongStep
from hoitu.oversight.models import Complaint
from hoitu.oversight.operations.complaints import on_corrected
from hoitu.oversight.queries.complaints import counts, register
from hoitu.oversight.testing import Watched, make_item, make_watched
from hoitu.registers.models import LegalRule

pytestmark = pytest.mark.django_db
RECEIVED = datetime(2026, 11, 20, 23, 59, 59, tzinfo=VIETNAM)
NOW = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


@pytest.fixture
def world() -> Watched:
    return make_watched()


def _values(**fields: object) -> ComplaintInput:
    values: dict[str, object] = {
        "kind": ComplaintKind.CITIZEN,
        "via": Via.POST,
        "received_at": RECEIVED,
        "title": "Số liệu sai",
        "complainant": "Ông Trần Văn Mật",
        "contact": "0912 000 111",
    }
    return ComplaintInput(**(values | fields))  # type: ignore[arg-type]


def _received(world: Watched, **fields: object) -> Complaint:
    with clock.frozen(NOW):
        pk = api.receive_complaint(actor=world.head, values=_values(**fields))
    return Complaint.objects.for_agency(world.agency.pk).get(pk=pk)


def test_the_clock_is_a_dated_row_of_the_law(world: Watched) -> None:
    row = _received(world)
    assert row.due_at == datetime(2026, 12, 12, tzinfo=VIETNAM)
    assert "NĐ 237/2026" in row.rule_words
    LegalRule.objects.filter(key="calendar.public_holidays").update(value="2026-11-24")
    assert _received(world).due_at == datetime(2026, 12, 15, tzinfo=VIETNAM)


def test_before_the_law_holds_there_is_no_deadline(world: Watched) -> None:
    row = _received(world, received_at=datetime(2026, 6, 30, 23, 59, 59, tzinfo=VIETNAM))
    assert (row.due_at, row.rule_words) == (None, "")
    assert _received(world, received_at=datetime(2026, 7, 1, tzinfo=VIETNAM)).due_at is not None


def test_numbers_run_through_the_year_of_each_agency(world: Watched) -> None:
    assert [_received(world).label for _ in range(3)] == ["1/2026", "2/2026", "3/2026"]
    with clock.frozen(NOW + timedelta(days=60)):
        first = datetime(2027, 1, 1, tzinfo=VIETNAM)
        pk = api.receive_complaint(actor=world.head, values=_values(received_at=first))
    assert Complaint.objects.for_agency(world.agency.pk).get(pk=pk).label == "1/2027"


def test_a_form_sent_twice_is_entered_once_in_each_agency(world: Watched) -> None:
    values = _values(entry=new_id())
    other = actor_of(make_person(world.other, permissions=("oversight.complaints",)))
    with clock.frozen(NOW):
        first, again = (api.receive_complaint(actor=world.head, values=values) for _ in range(2))
        assert api.receive_complaint(actor=other, values=values) != first
    assert again == first
    row = Complaint.objects.for_agency(world.agency.pk).get()
    assert (row.label, row.steps.count()) == ("1/2026", 1)
    assert _received(world, entry=new_id()).label == "2/2026"


def test_what_is_passed_on_twice_arrives_once(world: Watched) -> None:
    values = _values(entry=new_id())
    with clock.frozen(NOW):
        labels = [
            api.pass_on_complaint(actor=world.officer, agency_id=world.agency.pk, values=values)
            for _ in range(2)
        ]
    assert labels == ["1/2026", "1/2026"]
    assert FactRecord.objects.filter(kind="oversight.ComplaintCame").count() == 1


def test_the_page_of_a_new_complaint_names_its_form(world: Watched) -> None:
    client = signed_in(make_person(world.agency, permissions=("oversight.complaints",)))
    pages = [client.get("/khieu-nai/nhap/").content.decode() for _ in range(2)]
    names = [page.partition('name="entry" value="')[2][:36] for page in pages]
    assert len(set(map(UUID, names))) == 2


def test_bad_input_is_said(world: Watched) -> None:
    with clock.frozen(NOW), pytest.raises(BadInput):
        api.receive_complaint(actor=world.head, values=_values(title=" "))
    with clock.frozen(NOW), pytest.raises(BadInput):
        api.receive_complaint(actor=world.head, values=_values(received_at=NOW + timedelta(minutes=1)))
    reader = actor_of(make_person(world.agency, permissions=("oversight.read",)))
    with pytest.raises(NotAllowed):
        api.receive_complaint(actor=reader, values=_values())


def test_a_refusal_needs_words_and_an_answer_comes_once(world: Watched) -> None:
    row = _received(world)
    with pytest.raises(BadInput):
        api.answer_complaint(actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.REFUSED, " "))
    api.answer_complaint(
        actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.REFUSED, "Không có căn cứ")
    )
    with pytest.raises(WrongStep):
        api.answer_complaint(
            actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.APOLOGY, "Xin lỗi")
        )
    with pytest.raises(WrongStep):
        api.note_step(actor=world.head, complaint_id=row.pk, words="Muộn")
    with pytest.raises(WrongStep):
        api.note_correction(actor=world.head, complaint_id=row.pk, where="Trang nhất")


def test_a_correction_is_owed_at_once_online_and_within_two_days_in_a_daily(world: Watched) -> None:
    online, daily = _received(world), _received(world)
    with clock.frozen(NOW):
        for row, medium in ((online, Medium.ONLINE), (daily, Medium.DAILY)):
            values = AnswerInput(Outcome.CORRECTION, "Tòa soạn sai", medium)
            api.answer_complaint(actor=world.head, complaint_id=row.pk, values=values)
            row.refresh_from_db()
    assert online.correct_by == NOW
    assert daily.correct_by == datetime(2026, 11, 26, tzinfo=VIETNAM)


def test_the_storys_correction_settles_what_is_owed(world: Watched) -> None:
    item = make_item(world.agency, "Tin")
    story_id = item.pk
    item.story_id = story_id
    item.save()
    row = _received(world, item_id=item.pk)
    api.answer_complaint(actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.CORRECTION, "Sai"))
    for _ in range(2):
        on_corrected(agency_id=world.agency.pk, story_id=story_id, where="https://bao.example/tin")
    row.refresh_from_db()
    assert row.corrected_where == "https://bao.example/tin"
    assert row.steps.filter(words__startswith="Đã đăng cải chính").count() == 1


def test_what_a_department_passes_on_belongs_to_the_agency(world: Watched) -> None:
    with clock.frozen(NOW):
        label = api.pass_on_complaint(actor=world.officer, agency_id=world.agency.pk, values=_values())
        with pytest.raises(NotFound):
            api.pass_on_complaint(actor=world.head, agency_id=world.other.pk, values=_values())
    row = Complaint.objects.for_agency(world.agency.pk).get()
    assert (row.label, row.kind, row.forwarded_by_id) == (label, "forwarded", world.department.pk)
    assert FactRecord.objects.filter(kind="oversight.ComplaintCame").count() == 1


def test_nothing_of_a_complainant_leaves_the_agency(world: Watched) -> None:
    row = _received(world, content="Nhà tôi qqbimat", title="Việc riêng qqbimat")
    with clock.frozen(NOW):
        api.pass_on_complaint(
            actor=world.officer, agency_id=world.agency.pk, values=_values(title="Việc chuyển qqbimat")
        )
        found = counts([world.agency.pk], 2026, NOW)[world.agency.pk]
        page = signed_in(
            make_person(
                world.department, permissions=("oversight.read", "oversight.complaints", "oversight.keep")
            )
        )
        shown = "".join(
            page.get(path, follow=True).content.decode()
            for path in ("/khieu-nai/tong-hop/", "/khieu-nai/", "/giam-sat/", f"/khieu-nai/{row.pk}/")
        )
    assert (found.all, found.open) == (2, 2)
    facts = "".join(str(one.payload) for one in FactRecord.objects.filter(kind__startswith="oversight."))
    trail = "".join(
        str(entry)
        for place in (world.agency.pk, world.department.pk)
        for entry in audit.trail(agency_id=place).entries
    )
    for text in (shown, str(found), facts, trail):
        assert "qqbimat" not in text
        assert "Trần Văn" not in text
        assert "0912" not in text


def test_files_of_a_complaint_stay_with_the_agency(world: Watched) -> None:
    row = _received(world)
    about = f"complaint:{row.pk}"
    values = evidence.EvidenceInput("Thư của ông Mật")
    evidence.attach(
        actor=world.head, about=about, values=values, file=BytesIO(b"%PDF-1.4\n%%EOF\n"), file_name="a.pdf"
    )
    other = evidence.EvidenceInput("Quyết định")
    evidence.attach(
        actor=world.head, about="task:1", values=other, file=BytesIO(b"%PDF-1.4\n%%EOF \n"), file_name="b.pdf"
    )
    checker = actor_of(make_person(world.department, permissions=("evidence.read", "evidence.check")))
    assert [one.title for one in to_check(checker)] == ["Quyết định"]
    assert [one.title for one in seen_by(checker)] == ["Quyết định"]
    hidden = seen_by(world.head).get(about=about)
    with pytest.raises(NotFound):
        evidence.check(actor=checker, evidence_id=hidden.pk, accepted=True)
    pair = (world.agency.pk, about)
    label = evidence.subjects_of([pair], reader=world.agency.pk)[pair].label
    assert label == "Khiếu nại, phản ánh số 1/2026"


def test_counts_tell_late_from_in_time(world: Watched) -> None:
    late, in_time, waits = (_received(world) for _ in range(3))
    due_at = late.due_at
    assert due_at is not None
    for row, at in ((in_time, due_at - timedelta(seconds=1)), (late, due_at)):
        with clock.frozen(at):
            api.answer_complaint(
                actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.EXPLAINED, "Đúng")
            )
    found = counts([world.agency.pk], 2026, due_at)[world.agency.pk]
    assert (found.all, found.open, found.open_late, found.answered, found.answered_late) == (3, 1, 1, 2, 1)
    listed = register(world.agency.pk, view="qua-han", words="", now=due_at)
    assert {row.pk for row in listed} == {late.pk, waits.pk}


def test_reminders_come_on_their_days_and_for_corrections_daily(world: Watched) -> None:
    row = _received(world)
    told = []
    for day in range(1, 30):
        with clock.frozen(datetime(2026, 12, 1, 8, tzinfo=VIETNAM) + timedelta(days=day - 1)):
            told.append(api.remind_of_complaints())
    assert [day for day, n in enumerate(told, 1) if n] == [6, 9, 10, 11, 12, 14, 18]
    with clock.frozen(NOW):
        api.answer_complaint(
            actor=world.head, complaint_id=row.pk, values=AnswerInput(Outcome.CORRECTION, "Sai")
        )
    with clock.frozen(NOW + timedelta(days=20)):
        assert api.remind_of_complaints() == 1
