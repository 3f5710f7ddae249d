"""The start page: everything that waits for a person, in order, for that person alone, in few queries."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_person, signed_in
from hoitu.assurance import api as assurance
from hoitu.assurance.testing import announced, drawn, drawn_records, make_department
from hoitu.connector.models import InPackage, OutPackage, RefusedRow
from hoitu.connector.testing import make_connection, make_partner
from hoitu.correspondence import api as correspondence
from hoitu.correspondence.testing import Circle, make_circle, make_spokesperson, sent
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.duties import Duty
from hoitu.maturity import api as maturity
from hoitu.maturity.testing import give, make_assessment, make_cycle, make_officer, scorer
from hoitu.oversight import api as oversight
from hoitu.oversight.data import ComplaintKind, Outcome, Via
from hoitu.oversight.testing import make_item, make_watched
from hoitu.registers import api as registers
from hoitu.registers.books import book_of
from hoitu.registers.testing import sample_row
from hoitu.reporting.testing import make_province, send_yearly
from hoitu.stories.models import Stage
from hoitu.stories.testing import make_story
from hoitu.workspace.queries.duties import SHOWN, waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return make_circle()


def words_for(person: Person) -> list[str]:
    return [line.duty.words for line in waiting_for(actor_of(person)).lines]


def kinds_for(person: Person) -> dict[str, tuple[int, int]]:
    return {kind.label: (kind.count, kind.late) for kind in waiting_for(actor_of(person)).kinds}


def page_of(person: Person) -> str:
    return signed_in(person).get("/").content.decode()


def test_a_letter_waits_until_what_it_asks_for_is_done(circle: Circle) -> None:
    made = sent(circle, needs="acknowledge", deadline=clock.today() - timedelta(days=1))
    assert words_for(circle.thanh) == ["Xác nhận đã nhận: Về việc tập huấn chuyển đổi số"]
    assert kinds_for(circle.thanh) == {"Văn bản": (1, 1)}
    page = page_of(circle.thanh)
    assert f"/van-ban/{made}/" in page
    assert "Quá hạn" in page
    assert words_for(circle.lan) == []  # a reporter does not answer for the agency
    assert words_for(circle.hoa) == []
    thanh = circle.actor("thanh")
    correspondence.hand_on(actor=thanh, circular_id=made, person_ids=[circle.lan.pk])
    assert len(words_for(circle.lan)) == 1
    correspondence.note_opening(actor=thanh, circular_id=made)
    correspondence.acknowledge(actor=thanh, circular_id=made)
    assert words_for(circle.thanh) == words_for(circle.lan) == []
    values = correspondence.CircularInput("Về việc khác", "Lời mới", needs="acknowledge")
    correspondence.correct_circular(
        actor=circle.actor("yen"), circular_id=made, values=values, reason="Sai ngày"
    )
    assert words_for(circle.thanh) == ["Xem bản đính chính: Về việc khác"]
    correspondence.withdraw_circular(actor=circle.actor("yen"), circular_id=made, reason="Nhầm")
    assert words_for(circle.thanh) == []


def test_a_question_waits_for_the_desk_and_its_draft_for_the_spokesperson(circle: Circle) -> None:
    make_spokesperson(circle.thanh, circle.paper)
    desk = make_person(circle.paper, permissions=("correspondence.press",))
    asked = correspondence.ask(
        actor=circle.actor("tan"),
        organisation_id=circle.paper.pk,
        values=correspondence.PressInput("Lịch phát sóng", "Khi nào?"),
    )
    assert words_for(desk) == words_for(circle.thanh) == ["Trả lời báo chí: Lịch phát sóng"]
    correspondence.draft_answer(actor=actor_of(desk), request_id=asked, words="Thứ hai")
    assert words_for(desk) == []
    assert words_for(circle.thanh) == ["Duyệt trả lời báo chí: Lịch phát sóng"]
    correspondence.approve_answer(actor=circle.actor("thanh"), request_id=asked, words="Thứ hai")
    assert words_for(circle.thanh) == []


def test_drafts_wait_for_whoever_may_send_them(circle: Circle) -> None:
    values = correspondence.CircularInput("Về bản nháp", "Lời")
    correspondence.write_circular(actor=circle.actor("yen"), values=values)
    assert words_for(circle.yen) == ["Bản nháp chờ gửi: Về bản nháp"]
    writer = make_person(circle.department, permissions=("correspondence.read", "correspondence.write"))
    assert words_for(writer) == []


def test_a_complaint_waits_for_its_answer_then_for_its_correction() -> None:
    world = make_watched()
    values = oversight.ComplaintInput(ComplaintKind.CITIZEN, Via.POST, clock.now(), "Sai tên")
    made = oversight.receive_complaint(actor=world.head, values=values)
    head = Person.objects.get(pk=world.head.person)
    [line] = waiting_for(actor_of(head)).lines
    assert (line.duty.words, line.state) == (f"Trả lời số 1/{clock.today().year}: Sai tên", "open")
    oversight.answer_complaint(
        actor=world.head,
        complaint_id=made,
        values=oversight.AnswerInput(Outcome.CORRECTION, "Chúng tôi sai"),
    )
    assert [word.partition(",")[0] for word in words_for(head)] == ["Đăng cải chính"]
    officer = Person.objects.get(pk=world.officer.person)
    assert words_for(officer) == []  # who complained and of what stays with the agency
    oversight.note_correction(actor=world.head, complaint_id=made, where="Trang nhất")
    assert words_for(head) == []


def test_a_remark_and_a_sample_wait() -> None:
    world = make_watched()
    item = make_item(world.agency, "Tin bị nhận xét")
    oversight.make_remark(actor=world.officer, item_id=item.pk, text="Xem lại số liệu")
    head = Person.objects.get(pk=world.head.person)
    assert words_for(head) == ["Trả lời nhận xét: Tin bị nhận xét"]
    checklist = oversight.make_checklist(actor=world.head, name="Phiếu", source="", questions=["Đúng?"])
    oversight.draw_sample(actor=world.head, checklist_id=checklist, month=clock.today(), size=1)
    assert kinds_for(head)["Chấm chất lượng"] == (1, 0)


def test_a_draw_asks_the_agency_then_the_body() -> None:
    body = make_department()
    head = make_person(body.agency, permissions=("evidence.add", "assurance.read"))
    yen, nam = (Person.objects.get(pk=one.person) for one in (body.yen, body.nam))
    row = announced(body)
    assert words_for(yen) == []
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert [word.partition(":")[0] for word in words_for(yen)] == ["Đến ngày rút"]
        assurance.make_draw(actor=body.yen, draw_id=row.pk, public_value="1", found_at="Báo")
    assert words_for(head)[0].startswith("Nộp minh chứng cho 3 bản ghi")
    assert words_for(nam) == []
    make_evidence(body.agency, drawn_records(row)[0].about)
    assert words_for(head)[0].startswith("Nộp minh chứng cho 2 bản ghi")
    assert words_for(nam)[-1].startswith("Kết luận 1 bản ghi")
    assert not any(word.startswith("Kết luận") for word in words_for(yen))  # who announced does not judge
    for record in drawn_records(row)[1:]:
        make_evidence(body.agency, record.about)
    for record in drawn_records(row):
        assurance.judge_record(actor=body.nam, record_id=record.pk, verdict="holds", reason="Đã xem")
    assert not words_for(head)
    assert any(word.startswith("Chốt kết quả") for word in words_for(yen))


def test_reports_wait_for_who_writes_and_for_who_receives() -> None:
    province = make_province()
    year = clock.today().year + 1  # everybody works here by then
    what = province.rule.what
    with clock.frozen(datetime(year, 2, 10, 9, tzinfo=clock.VIETNAM)):  # that of the old year never came
        late = [line for line in waiting_for(actor_of(province.head)).lines if what in line.duty.words]
        assert [line.state for line in late] == ["late"]
    with clock.frozen(datetime(year, 7, 10, 9, tzinfo=clock.VIETNAM)):
        assert not any(what in word for word in words_for(province.head))
    with clock.frozen(datetime(year, 11, 10, 9, tzinfo=clock.VIETNAM)):
        assert any(word.startswith(f"Gửi báo cáo: {what}") for word in words_for(province.head))
        send_yearly(province)
        assert not any(what in word for word in words_for(province.head))
        assert f"Tiếp nhận báo cáo: {what}" in words_for(province.officer)


def test_documents_to_check_and_papers_that_run_out_wait(circle: Circle) -> None:
    make_evidence(circle.magazine, "measure:IND-03:2026", title="Quyết định chờ")
    assert kinds_for(circle.tan)["Minh chứng"] == (1, 0)
    assert "Kiểm tra 1 minh chứng" in words_for(circle.tan)
    ended = (clock.today() - timedelta(days=2)).isoformat()
    sample_row(circle.actor("tan"), book_of("giay-phep"), valid_until=ended)
    assert kinds_for(circle.tan)["Sổ đăng ký"] == (1, 1)
    assert waiting_for(circle.actor("tan")).lines[0].duty.words.endswith("1 mục đã hết hạn")
    assert "Minh chứng" not in kinds_for(circle.thanh)


def test_all_registers_are_counted_at_once(circle: Circle) -> None:
    for number, days in enumerate((-2, 5)):
        ends = (clock.today() + timedelta(days=days)).isoformat()
        sample_row(circle.actor("tan"), book_of("giay-phep"), number, valid_until=ends)
    actor = circle.actor("tan")
    with CaptureQueriesContext(connection) as asked:
        found = {one.book: (one.over, one.ending) for one in registers.endings_of(actor)}
    assert found["giay-phep"] == (1, 1)
    assert len(asked) <= 6


def test_the_most_urgent_come_first_and_the_rest_is_counted(circle: Circle) -> None:
    today = clock.today()
    for number in range(SHOWN + 2):
        sent(circle, number=str(number), title=f"Thư {number}", deadline=today + timedelta(days=9 - number))
    waiting = waiting_for(circle.actor("thanh"))
    assert (len(waiting.lines), waiting.more) == (SHOWN, 2)
    days = [line.day for line in waiting.lines if line.day]
    assert days == sorted(days)
    assert {line.state for line in waiting.lines} >= {"soon", "open"}
    assert [kind.count for kind in waiting.kinds] == [SHOWN + 2]
    assert "Còn 2 việc khác" in page_of(circle.thanh)


def test_whoever_has_nothing_to_do_reads_so(circle: Circle) -> None:
    page = page_of(circle.yen)
    assert "Hôm nay không có việc nào chờ bạn" in page
    assert "Viết bài mới" not in page  # an officer writes no stories
    assert "Bạn chưa có bài nào" not in page
    assert "Hôm nay không có việc nào chờ bạn" not in page_of(circle.lan)


def test_the_newsrooms_part_alone_is_fetched_again(circle: Circle) -> None:
    sent(circle, needs="read")
    client = signed_in(circle.thanh)
    again = client.get("/", headers={"HX-Request": "true", "HX-Target": "home"}).content.decode()
    assert "Chỉ cần xem" not in again
    assert "Chỉ cần xem" in client.get("/viec-can-lam/").content.decode()


def test_a_cycle_waits_to_be_opened_then_scored_then_appraised(circle: Circle) -> None:
    """The paper scores, the department appraises; a cycle whose window is over or not yet open waits for nobody."""
    today = clock.today()
    cycle = make_cycle(name="Kỳ mới", entry_until=today)
    make_cycle(name="Kỳ xong", entry_until=today - timedelta(days=1))
    make_cycle(name="Kỳ sau", entry_from=today + timedelta(days=1))
    head = make_person(circle.paper, permissions=("maturity.read", "maturity.score", "maturity.send"))
    officer = make_officer(circle.department)
    [line] = [one for one in waiting_for(actor_of(head)).lines if "Kỳ" in one.duty.words]
    assert (line.duty.words, line.state, line.day) == ("Mở bản chấm: Kỳ mới", "soon", today)
    row = make_assessment(circle.paper, cycle)
    assert words_for(head) == ["Chấm và gửi: Kỳ mới"]
    assert words_for(officer) == []  # what is being scored stays inside the agency
    give(row, c1_1="2.5")
    maturity.send(actor=scorer(circle.paper), assessment_id=row.pk)
    assert words_for(head) == []
    assert words_for(officer) == ["Thẩm định: Kỳ mới"]


def test_what_a_connection_refused_waits_for_who_manages_it(circle: Circle) -> None:
    keeper = make_person(circle.paper, permissions=("connector.read", "connector.manage"))
    link = make_connection(circle.paper)
    for number in range(2):
        RefusedRow.objects.create(
            connection=link, sender_id=str(number), given={}, faults=[], refused_at=clock.now()
        )
    assert words_for(keeper) == ["2 dòng bị từ chối chờ xử lý"]
    assert kinds_for(keeper) == {"Kết nối": (2, 0)}
    assert words_for(circle.hoa) == words_for(circle.lan) == []


def test_stopped_and_failed_packages_wait_for_who_sends(circle: Circle) -> None:
    sender = make_person(circle.paper, permissions=("connector.read", "connector.send"))
    partner, now = make_partner(circle.paper), clock.now()
    OutPackage.objects.create(
        partner=partner,
        seq=1,
        digest="d",
        until=now,
        file_key="k",
        size_bytes=1,
        state="failed",
        built_at=now,
    )
    for state in ("quarantined", "accepted"):
        InPackage.objects.create(
            agency=circle.paper, partner=partner, sha256=state, file_name=f"{state}.zip", state=state,
            received_at=now,
        )  # fmt: skip
    assert sorted(word.partition(":")[0] for word in words_for(sender)) == [
        "Gói bị cách ly",
        "Gói gửi không được",
    ]
    assert "quarantined.zip" in page_of(sender)


def test_stories_to_approve_stand_above_everything_else(circle: Circle) -> None:
    sent(circle)
    make_story(circle.actor("thanh"), headline="Bài đang viết")
    head = make_person(circle.paper, permissions=("stories.read", "stories.approve_final"))
    story = make_story(circle.actor("thanh"), headline="Bài chờ duyệt")
    story.stage = Stage.objects.unscoped(why="tests").get(workflow=story.workflow, key="final")
    story.save(update_fields=["stage"])
    page = page_of(head)
    assert "Chờ tôi duyệt" in page
    assert "Không có bài nào chờ bạn" not in page
    assert page.count("Bài chờ duyệt") == 1
    assert page.index("Bài chờ duyệt") < page.index('id="duties"')
    assert "Chờ tôi duyệt" not in page_of(circle.lan)


def test_the_number_of_queries_does_not_grow_with_what_waits(circle: Circle) -> None:
    """One of each kind, then many of each kind."""
    make_spokesperson(circle.thanh, circle.paper)

    def more(number: int) -> None:
        sent(circle, number=f"n{number}", title=f"Thư {number}")
        correspondence.ask(
            actor=circle.actor("tan"),
            organisation_id=circle.paper.pk,
            values=correspondence.PressInput(f"Hỏi {number}", "Gì?"),
        )
        oversight.receive_complaint(
            actor=circle.actor("thanh"),
            values=oversight.ComplaintInput(ComplaintKind.CITIZEN, Via.POST, clock.now(), f"Việc {number}"),
        )
        make_evidence(circle.paper, "measure:IND-03:2026", title=f"Giấy {number}")
        make_story(circle.actor("thanh"), headline=f"Bài {number}")
        make_cycle(name=f"Kỳ {number}")
        make_assessment(circle.paper, make_cycle(name=f"Kỳ mở {number}"))
        RefusedRow.objects.create(
            connection=link, sender_id=str(number), given={}, faults=[], refused_at=clock.now()
        )

    link = make_connection(circle.paper)
    more(0)
    client: Client = signed_in(circle.thanh)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(1, 9):
        more(number)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


@pytest.mark.parametrize("made", [announced, drawn])
def test_draws_need_no_more_queries_than_one(made: object) -> None:
    body = make_department()
    made(body)  # type: ignore[operator]
    with CaptureQueriesContext(connection) as few:
        assurance.duties(actor=body.nam)
    for _ in range(3):
        made(body)  # type: ignore[operator]
    with CaptureQueriesContext(connection) as many:
        assurance.duties(actor=body.nam)
    assert len(many) == len(few)


def test_a_deadline_at_midnight_is_a_day_and_another_an_instant() -> None:
    now = datetime(2026, 11, 22, 9, tzinfo=clock.VIETNAM)
    duty = Duty("Loại", "/", "mail", "Việc", "/", due_at=clock.end_of_day(now.date()))
    assert not duty.late_at(now)
    assert duty.late_at(duty.due_at)  # type: ignore[arg-type]
    assert Duty("Loại", "/", "mail", "Việc", "/", is_late=True).late_at(now)
