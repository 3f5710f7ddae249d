"""The press desk: the clock of an answer, who may give it, what the asker sees, what is published and taken back."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hoitu.accounts.testing import signed_in
from hoitu.correspondence import api
from hoitu.correspondence.models import PressRequest, Spokesperson, Statement
from hoitu.correspondence.policies.answer_clock import Rule, Timing, due_of, timing_of
from hoitu.correspondence.queries.press import asked_of, is_spokesperson, statements_for, tally, timed
from hoitu.correspondence.queries.rules import answer_rule, is_law_known
from hoitu.correspondence.testing import Circle, make_circle, make_spokesperson
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.facts import deliver_waiting
from hoitu.registers.models import LegalRule
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
ASKED = api.PressInput("Tiến độ tập huấn", "Bao nhiêu người đã học?")


@pytest.fixture
def circle() -> Circle:
    found = make_circle()
    make_spokesperson(found.yen, found.department)
    return found


def _ask(circle: Circle) -> UUID:
    return api.ask(actor=circle.actor("thanh"), organisation_id=circle.department.pk, values=ASKED)


def _row(request_id: UUID) -> PressRequest:
    return PressRequest.objects.unscoped(why="tests").get(pk=request_id)


def test_the_clock_runs_by_the_house_rule_until_the_law_is_known(circle: Circle) -> None:
    assert not is_law_known(clock.today())
    with clock.frozen(datetime(2027, 1, 22, 3, 0, tzinfo=UTC)):
        made = _row(_ask(circle))
        assert made.due_at == datetime(2027, 1, 24, 3, 0, tzinfo=UTC)
        assert "48 giờ" in made.due_basis
        LegalRule.objects.filter(key="press.answer_hours").update(value=24)
        assert is_law_known(clock.today())
        assert _row(_ask(circle)).due_at == datetime(2027, 1, 23, 3, 0, tzinfo=UTC)
    assert _row(made.pk).due_at == made.due_at  # what came earlier keeps its clock
    assert answer_rule(date(2023, 1, 1)).hours == 48


def test_only_a_named_spokesperson_in_office_answers(circle: Circle) -> None:
    made = _ask(circle)
    other = circle.actor("yen")
    Spokesperson.objects.unscoped(why="tests").update(valid_until=clock.today() + timedelta(days=1))
    assert is_spokesperson(other)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert not is_spokesperson(other)
        with pytest.raises(api.NotTheSpokesperson):
            api.approve_answer(actor=other, request_id=made, words="120 người.")
    api.draft_answer(actor=other, request_id=made, words="120 người.")
    with pytest.raises(NotFound):  # the asker's head speaks for nobody here
        api.approve_answer(actor=circle.actor("thanh"), request_id=made, words="Không")
    with pytest.raises(NotAllowed):
        api.approve_answer(actor=circle.actor("lan"), request_id=made, words="Không")
    api.approve_answer(actor=other, request_id=made, words="120 người.")
    assert (_row(made).answer, _row(made).approved_by_name) == ("120 người.", "Nguyễn Hải Yến")
    with pytest.raises(api.WrongStep):
        api.decline(actor=other, request_id=made, reason="Thôi")


def test_a_draft_goes_back_and_a_refusal_has_a_reason(circle: Circle) -> None:
    made, yen = _ask(circle), circle.actor("yen")
    with pytest.raises(api.WrongStep):
        api.return_draft(actor=yen, request_id=made, reason="Thiếu số")
    api.draft_answer(actor=yen, request_id=made, words="Nháp")
    api.return_draft(actor=yen, request_id=made, reason="Thiếu số")
    assert _row(made).state == "asked"
    with pytest.raises(BadInput):
        api.decline(actor=yen, request_id=made, reason=" ")
    api.decline(actor=yen, request_id=made, reason="Thuộc bí mật nhà nước")
    assert _row(made).state == "declined"


def test_an_organisation_without_spokesperson_cannot_be_asked(circle: Circle) -> None:
    with pytest.raises(NotFound):
        api.ask(actor=circle.actor("thanh"), organisation_id=circle.governing.pk, values=ASKED)
    with pytest.raises(NotFound):  # nor oneself
        api.ask(actor=circle.actor("yen"), organisation_id=circle.department.pk, values=ASKED)


def test_alarms_go_once_when_soon_and_once_when_late(circle: Circle) -> None:
    start = datetime(2027, 1, 22, 3, 0, tzinfo=UTC)
    with clock.frozen(start):
        made = _ask(circle)
    due = _row(made).due_at
    told = []
    for at in (due - timedelta(hours=5), due - timedelta(hours=4), due - timedelta(seconds=1), due, due):
        with clock.frozen(at):
            told.append(api.alarm_of_press())
    assert told == [0, 1, 0, 1, 0]
    deliver_waiting()
    texts = [one.text for one in Notification.objects.for_agency(circle.department.pk).order_by("pk")]
    assert sum("Sắp hết hạn" in text for text in texts) == 1
    assert sum("quá hạn trả lời" in text for text in texts) == 1


def test_questions_are_counted_by_how_they_stand_against_their_clock(circle: Circle) -> None:
    yen, start = circle.actor("yen"), datetime(2027, 1, 22, 3, 0, tzinfo=UTC)
    with clock.frozen(start):
        quick, slow, _open, gone = (_ask(circle) for _each in range(4))
        api.take_back(actor=circle.actor("thanh"), request_id=gone)
        api.approve_answer(actor=yen, request_id=quick, words="Có")
    with clock.frozen(start + timedelta(hours=48)):
        api.approve_answer(actor=yen, request_id=slow, words="Có")
        counted = tally(timed(asked_of(circle.department.pk)))
    assert counted == {"in_time": 1, "answered_late": 1, "late": 1, "waiting": 0}


def test_what_came_from_outside_counts_from_when_it_came(circle: Circle) -> None:
    came = clock.now() - timedelta(hours=50)
    made = api.take_down(
        actor=circle.actor("yen"), asker_name="Báo ngoài hệ thống", asked_at=came, values=ASKED
    )
    assert _row(made).due_at < clock.now()
    with pytest.raises(BadInput):
        api.take_down(
            actor=circle.actor("yen"),
            asker_name="Báo",
            asked_at=clock.now() + timedelta(hours=1),
            values=ASKED,
        )


def test_a_statement_reaches_the_press_below_and_says_when_it_is_withdrawn(circle: Circle) -> None:
    yen = circle.actor("yen")
    made = api.write_statement(actor=yen, title="Kết quả tập huấn", body="Toàn tỉnh.")

    def seen_by(name: str) -> list[str]:
        return [row.state for row in statements_for(circle.actor(name))]

    assert seen_by("thanh") == []
    assert api.publish_statement(actor=yen, statement_id=made) == 2
    assert (seen_by("thanh"), seen_by("hoa")) == (["published"], [])
    with pytest.raises(NotFound):
        api.withdraw_statement(actor=circle.actor("thanh"), statement_id=made, reason="x")
    api.withdraw_statement(actor=yen, statement_id=made, reason="Số liệu sai")
    assert seen_by("thanh") == ["withdrawn"]


def test_who_is_no_spokesperson_publishes_nothing(circle: Circle) -> None:
    thanh = circle.actor("thanh")
    made = api.write_statement(actor=thanh, title="Thông cáo", body="Nội dung")
    with pytest.raises(api.NotTheSpokesperson):
        api.publish_statement(actor=thanh, statement_id=made)
    api.name_spokesperson(
        actor=thanh,
        values=api.SpokespersonInput(circle.thanh.pk, "Giám đốc", "Số 2/QĐ", clock.today()),
    )
    api.publish_statement(actor=thanh, statement_id=made)  # to the magazine, under the same department
    assert Statement.objects.for_agency(circle.paper.pk).get().approved_by_name == "Vũ Đức Thành"
    with pytest.raises(BadInput):
        api.name_spokesperson(
            actor=thanh, values=api.SpokespersonInput(circle.tan.pk, "Ai đó", "Số 3/QĐ", clock.today())
        )


def test_ending_a_spokesperson_ends_it_today(circle: Circle) -> None:
    row = make_spokesperson(circle.thanh, circle.paper, since=clock.today() - timedelta(days=9))
    assert is_spokesperson(circle.actor("thanh"))
    api.end_spokesperson(actor=circle.actor("thanh"), spokesperson_id=row.pk)
    assert not is_spokesperson(circle.actor("thanh"))
    with pytest.raises(NotFound):
        api.end_spokesperson(actor=circle.actor("tan"), spokesperson_id=row.pk)


@given(st.integers(1, 500), st.integers(-500, 500))
def test_the_due_instant_is_late_and_the_one_before_is_not(hours: int, offset: int) -> None:
    asked = datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)
    due = due_of(asked, Rule(hours, ""))
    at = due + timedelta(seconds=offset)
    assert timing_of(due, None, now=at) is (Timing.WAITING if offset < 0 else Timing.LATE)
    assert timing_of(due, at, now=due + timedelta(days=9)) is (
        Timing.IN_TIME if offset < 0 else Timing.ANSWERED_LATE
    )


def test_the_register_of_questions_leaves_with_its_clocks(circle: Circle) -> None:
    made = _row(_ask(circle))
    made.answered_at, made.state = made.due_at + timedelta(hours=1), PressRequest.State.ANSWERED
    made.save()
    client = signed_in(circle.yen)
    content = client.get("/nguoi-phat-ngon/so.xlsx").content
    [_heads, line] = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))[-2:]
    assert line[2] == "Tiến độ tập huấn"
    assert line[4] == f"{clock.local(made.due_at):%d/%m/%Y %H:%M}"
    assert line[8] == "Không", "an hour late"
    assert "/nguoi-phat-ngon/so.xlsx" in client.get("/nguoi-phat-ngon/").content.decode()
