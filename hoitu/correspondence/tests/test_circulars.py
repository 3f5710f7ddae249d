"""Circulars from draft to answer: who gets one, who opened it, what is late, what stays after a correction."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.models import OrganisationLink
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit.models import AuditEntry
from hoitu.correspondence import api
from hoitu.correspondence.data import Audience, Needs, Standing
from hoitu.correspondence.models import Circular, CircularReceipt, CircularVersion, HandingOn, Opening
from hoitu.correspondence.policies.standing import Marks, fulfilled_on, is_late, standing_of
from hoitu.correspondence.queries.audience import addressed
from hoitu.correspondence.queries.circulars import board_of
from hoitu.correspondence.testing import ALL_PRESS, Circle, make_circle, sent, words
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.facts import deliver_waiting
from hoitu.kernel.models import FactDelivery
from hoitu.strategy.models import Case
from hoitu.strategy.models import Opening as TaskOpening
from hoitu.strategy.testing import give, make_plan, make_task, manage
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return make_circle()


def _circular(circular_id: UUID) -> Circular:
    return Circular.objects.unscoped(why="tests").get(pk=circular_id)


def _receipt(circular_id: UUID, agency_id: UUID) -> CircularReceipt:
    return CircularReceipt.objects.unscoped(why="tests").get(circular_id=circular_id, recipient_id=agency_id)


def _names(circular_id: UUID) -> list[str]:
    rows = CircularReceipt.objects.unscoped(why="tests").filter(circular_id=circular_id)
    return list(rows.values_list("name", flat=True))


def test_a_group_and_a_named_body_get_it_and_nobody_else(circle: Circle) -> None:
    assert _names(sent(circle)) == ["Báo Vân Giang", "Tạp chí Văn nghệ"]
    named = sent(circle, audience=Audience(organisations=(circle.magazine.pk,)), number="16")
    assert _names(named) == ["Tạp chí Văn nghệ"]
    with pytest.raises(api.NobodyAddressed):  # a stranger is not within reach
        sent(circle, audience=Audience(organisations=(circle.stranger.pk,)), number="17")


def test_a_province_narrows_a_group(circle: Circle) -> None:
    circle.magazine.province = "lai-chau"
    circle.magazine.save()
    narrow = Audience(kinds=("press_agency",), provinces=("lai-chau",))
    assert _names(sent(circle, audience=narrow)) == ["Tạp chí Văn nghệ"]


def test_whoever_took_the_place_of_a_body_gets_the_letter(circle: Circle) -> None:
    heir = make_agency("Báo và Đài Vân Giang")
    old = circle.paper
    old.valid_until = clock.today() - timedelta(days=1)
    old.save()
    OrganisationLink.objects.create(from_organisation=old, to_organisation=heir, kind="successor")
    assert _names(sent(circle, audience=Audience(organisations=(old.pk,)))) == ["Báo và Đài Vân Giang"]


def test_successors_that_point_at_each_other_end(circle: Circle) -> None:
    first, second = make_agency("Một"), make_agency("Hai")
    for here, there in ((first, second), (second, first)):
        here.valid_until = clock.today()
        here.save()
        OrganisationLink.objects.create(from_organisation=here, to_organisation=there, kind="successor")
    assert addressed(circle.department.pk, Audience(organisations=(first.pk,)), on=clock.today()) == ()


def test_a_letter_without_number_or_twice_the_same_is_refused(circle: Circle) -> None:
    yen = circle.actor("yen")
    bare = api.write_circular(actor=yen, values=words(number=""), audience=ALL_PRESS)
    with pytest.raises(BadInput, match="số và ký hiệu"):
        api.send_circular(actor=yen, circular_id=bare)
    api.write_circular(actor=yen, values=words(issued_on=date(2026, 11, 1)))
    with pytest.raises(BadInput, match="đã dùng"):
        api.write_circular(actor=yen, values=words(issued_on=date(2026, 11, 1)))


def test_the_sender_learns_when_it_was_opened_and_never_by_whom(circle: Circle) -> None:
    made, lan = sent(circle), circle.actor("lan")
    api.note_opening(actor=lan, circular_id=made)
    api.note_opening(actor=lan, circular_id=made)  # twice changes nothing
    api.note_opening(actor=circle.actor("thanh"), circular_id=made)
    inside = Opening.objects.for_agency(circle.paper.pk).filter(receipt__circular_id=made)
    assert [one.person_name for one in inside] == ["Nguyễn Thị Lan", "Vũ Đức Thành"]
    board = board_of(_circular(made))
    assert (board.opened, board.acknowledged, board.answered) == (1, 0, 0)
    theirs = AuditEntry.objects.unscoped(why="tests").filter(agency_id=circle.department.pk)
    assert not [entry for entry in theirs if "Lan" in entry.actor_name]


def test_acknowledging_handing_on_and_answering(circle: Circle) -> None:
    made, thanh, lan = sent(circle), circle.actor("thanh"), circle.actor("lan")
    with pytest.raises(NotAllowed):
        api.acknowledge(actor=lan, circular_id=made)
    api.acknowledge(actor=thanh, circular_id=made)
    with pytest.raises(api.WrongStep):
        api.acknowledge(actor=thanh, circular_id=made)
    api.hand_on(actor=thanh, circular_id=made, person_ids=[circle.lan.pk], note="Lập danh sách")
    api.hand_on(actor=thanh, circular_id=made, person_ids=[circle.lan.pk])
    assert HandingOn.objects.for_agency(circle.paper.pk).count() == 1
    with pytest.raises(BadInput):  # somebody of another organisation
        api.hand_on(actor=thanh, circular_id=made, person_ids=[circle.tan.pk])
    api.answer_circular(actor=thanh, circular_id=made, words="Cử hai người.", number="9/BVG")
    with pytest.raises(api.WrongStep):
        api.answer_circular(actor=thanh, circular_id=made, words="Cử ba người.")
    board = board_of(_circular(made))
    assert (board.opened, board.acknowledged, board.answered) == (1, 1, 1)
    assert [one.receipt.name for one in board.listed("da-tra-loi")] == ["Báo Vân Giang"]
    assert [one.receipt.name for one in board.listed("chua-mo")] == ["Tạp chí Văn nghệ"]


def test_nobody_else_sees_a_circular(circle: Circle) -> None:
    made = sent(circle)
    for act in (api.note_opening, api.acknowledge):
        with pytest.raises(NotFound):
            act(actor=circle.actor("hoa"), circular_id=made)
    draft = api.write_circular(actor=circle.actor("yen"), values=words(number="20"), audience=ALL_PRESS)
    with pytest.raises(NotFound):
        api.note_opening(actor=circle.actor("thanh"), circular_id=draft)
    with pytest.raises(NotFound):
        api.withdraw_circular(actor=circle.actor("thanh"), circular_id=made, reason="x")


def test_a_correction_keeps_the_old_text_and_asks_to_be_opened_again(circle: Circle) -> None:
    made, yen, thanh = sent(circle), circle.actor("yen"), circle.actor("thanh")
    api.note_opening(actor=thanh, circular_id=made)
    with pytest.raises(BadInput, match="lý do đính chính"):
        api.correct_circular(actor=yen, circular_id=made, values=words(title="Khác"), reason=" ")
    api.correct_circular(
        actor=yen,
        circular_id=made,
        values=words(title="Về việc hoãn tập huấn", number="99"),
        reason="Đổi ngày",
    )
    row = _circular(made)
    assert (row.title, row.number, row.version) == ("Về việc hoãn tập huấn", "15", 2)
    old = CircularVersion.objects.for_agency(row.agency_id).get(circular=row, number=1)
    assert old.content["title"] == "Về việc tập huấn chuyển đổi số"
    [paper, _other] = board_of(row).held
    assert not paper.has_newest
    api.note_opening(actor=thanh, circular_id=made)
    assert board_of(row).held[0].has_newest
    assert _receipt(made, circle.paper.pk).opened_version == 2


def test_a_withdrawn_circular_asks_for_nothing(circle: Circle) -> None:
    made = sent(circle, deadline=clock.today() - timedelta(days=9))
    assert board_of(_circular(made)).late == 2
    api.withdraw_circular(actor=circle.actor("yen"), circular_id=made, reason="Gửi nhầm")
    assert board_of(_circular(made)).late == 0
    with pytest.raises(api.WrongStep, match="thu hồi"):
        api.answer_circular(actor=circle.actor("thanh"), circular_id=made, words="Có")
    with pytest.raises(api.WrongStep):
        api.correct_circular(actor=circle.actor("yen"), circular_id=made, values=words(), reason="Lại")
    api.note_opening(actor=circle.actor("thanh"), circular_id=made)  # it stays to read


def test_a_deadline_ends_at_midnight_in_vietnam(circle: Circle) -> None:
    day = date(2026, 12, 15)
    made = sent(circle, deadline=day)
    with clock.frozen(datetime(2026, 12, 15, 16, 59, 59, tzinfo=UTC)):  # 23:59:59 +07
        assert board_of(_circular(made)).late == 0
        api.answer_circular(actor=circle.actor("thanh"), circular_id=made, words="Kịp")
    with clock.frozen(datetime(2026, 12, 15, 17, 0, tzinfo=UTC)):  # 00:00 +07 of the 16th
        board = board_of(_circular(made))
        assert [one.receipt.name for one in board.listed("qua-han")] == ["Tạp chí Văn nghệ"]
        api.answer_circular(actor=circle.actor("tan"), circular_id=made, words="Trễ")
        assert board_of(_circular(made)).late == 1


def test_reminders_go_once_a_step_to_those_who_owe(circle: Circle) -> None:
    made = sent(circle, deadline=date(2026, 12, 15))
    deliver_waiting()
    api.answer_circular(actor=circle.actor("thanh"), circular_id=made, words="Xong")
    deliver_waiting()
    told = Notification.objects.unscoped(why="tests")

    def reminded() -> list[str]:
        return [one.text for one in told.filter(key__contains="circular_due").order_by("made_at")]

    with clock.frozen(datetime(2026, 12, 11, 17, 0, tzinfo=UTC)):  # the 12th begins in Vietnam: 3 days left
        assert api.remind_of_circulars() == 1
        assert api.remind_of_circulars() == 1
        deliver_waiting()
    assert len(reminded()) == 1
    with clock.frozen(datetime(2026, 12, 12, 17, 0, tzinfo=UTC)):  # 2 days left is no step
        assert api.remind_of_circulars() == 0
    with clock.frozen(datetime(2026, 12, 15, 17, 0, tzinfo=UTC)):
        assert api.remind_of_circulars() == 1
        deliver_waiting()
    assert "quá hạn 1 ngày" in reminded()[-1]
    api.withdraw_circular(actor=circle.actor("yen"), circular_id=made, reason="Thôi")
    with clock.frozen(datetime(2026, 12, 18, 1, 0, tzinfo=UTC)):
        assert api.remind_of_circulars() == 0


def test_a_fact_that_comes_twice_is_told_once(circle: Circle) -> None:
    sent(circle)
    deliver_waiting()
    before = Notification.objects.unscoped(why="tests").count()
    assert before >= 2
    FactDelivery.objects.update(state=FactDelivery.State.WAITING)
    deliver_waiting()
    assert Notification.objects.unscoped(why="tests").count() == before


def test_a_circular_opens_the_tasks_that_wait_for_it(circle: Circle) -> None:
    plan = make_plan("ca-mau-203-kh-ubnd", owner=circle.department)
    waits = make_task(plan, time="Sau khi có hướng dẫn từ Bộ TTTT")
    dated = make_task(plan, time="Trước ngày 31/3/2026")
    give(waits, circle.paper)
    yen = circle.actor("yen")
    opened = Case.objects.unscoped(why="tests").filter(
        task=waits, period__startswith=clock.today().isoformat()
    )
    assert not opened.exists()
    made = api.write_circular(actor=yen, values=words(), audience=ALL_PRESS, task_ids=[waits.pk, dated.pk])
    api.send_circular(actor=yen, circular_id=made)
    [opening] = TaskOpening.objects.filter(task__plan=plan)
    assert (opening.task_id, opening.number) == (waits.pk, "15/SVHTTDL-BC")
    assert opened.count() == 1
    with pytest.raises(NotFound):  # the tasks of somebody else's plan are not for linking
        api.write_circular(actor=circle.actor("thanh"), values=words(), task_ids=[waits.pk])


def test_who_may_not_manage_tasks_opens_none(circle: Circle) -> None:
    plan = make_plan("ca-mau-203-kh-ubnd", owner=circle.department)
    waits = make_task(plan, time="Sau khi có hướng dẫn từ Bộ TTTT")
    rights = ("correspondence.write", "correspondence.send", "correspondence.read")
    clerk = actor_of(make_person(circle.department, permissions=rights))
    made = api.write_circular(actor=clerk, values=words(), audience=ALL_PRESS, task_ids=[waits.pk])
    api.send_circular(actor=clerk, circular_id=made)
    assert not TaskOpening.objects.filter(task=waits).exists()


def test_a_plan_picks_its_own_agencies(circle: Circle) -> None:
    plan = make_plan("ca-mau-203-kh-ubnd", owner=circle.department)
    manage(circle.stranger, circle.department)  # below, and without a licence outside the plan
    assert _names(sent(circle, audience=Audience(plan_id=plan.pk))) == ["Báo Vân Giang", "Tạp chí Văn nghệ"]


instants = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)).map(
    lambda each: each.replace(tzinfo=UTC)
)
marks = st.builds(
    Marks, *[st.none() | instants] * 3, *[st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))] * 2
)


@given(marks, st.sampled_from(list(Needs)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_nobody_is_late_before_the_last_day_is_over(found: Marks, needs: Needs, deadline: date) -> None:
    assert not is_late(needs, None, found, today=deadline + timedelta(days=99))
    done = fulfilled_on(needs, found)
    if done is None:
        assert not is_late(needs, deadline, found, today=deadline)
        assert is_late(needs, deadline, found, today=deadline + timedelta(days=1))
    else:
        late = is_late(needs, deadline, found, today=deadline)
        assert late == is_late(needs, deadline, found, today=deadline + timedelta(days=99))


@given(marks)
def test_an_answer_is_the_furthest_step(found: Marks) -> None:
    assert (standing_of(found) is Standing.ANSWERED) == (found.answered_at is not None)
    assert (standing_of(found) is Standing.SENT) == (found == Marks())
    here = (found.opened_at, found.acknowledged_at, found.answered_at)
    assert (standing_of(found) is Standing.PAPER) == (found != Marks() and not any(here))
