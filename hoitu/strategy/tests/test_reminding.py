"""Each step of reminding and escalating goes out once, however the job runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel import clock
from hoitu.kernel.clock import VIETNAM
from hoitu.kernel.errors import BadInput, NotAllowed
from hoitu.kernel.testing import announced, deliver_again, deliver_facts
from hoitu.strategy import api
from hoitu.strategy.models import Case, Plan, Reminder
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.operations.remind import remind_everybody
from hoitu.strategy.policies.reminding import DEFAULT_STEPS, ORDER, Step, due_steps, moment_of
from hoitu.strategy.testing import give, license_agency, make_body, make_plan, make_task, manage
from hoitu.workspace.models import Notification

DUE = datetime(2026, 3, 30, 23, 59, 59, tzinfo=VIETNAM)
SINCE = datetime(2026, 1, 2, 9, tzinfo=VIETNAM)
WHY = "tests"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def _run(runs: list[datetime]) -> list[tuple[datetime, Step]]:
    sent: list[tuple[datetime, Step]] = []
    for now in runs:
        steps = due_steps(DEFAULT_STEPS, due_at=DUE, since=SINCE, now=now, sent=[step for _at, step in sent])
        sent += [(now, step) for step in steps]
    return sent


runs_of = st.lists(
    st.integers(0, 24 * 60 * 140).map(lambda minutes: SINCE + timedelta(minutes=minutes)), max_size=30
).map(sorted)


@given(runs_of)
def test_whatever_the_runs_each_step_goes_out_at_most_once_and_in_order(runs: list[datetime]) -> None:
    sent = _run([one for run in runs for one in (run, run)])  # every run twice
    steps = [step for _at, step in sent]
    assert len(steps) == len(set(steps))
    assert all(moment_of(step, DUE) <= when for when, step in sent)
    for to in ORDER:
        days = [step.days for step in steps if step.to == to]
        assert days == sorted(days)
    for when in {when for when, _step in sent}:
        together = [ORDER.index(step.to) for run, step in sent if run == when]
        assert together == sorted(set(together))  # one for each, persons before heads before owners


@given(runs_of)
def test_after_the_last_run_nothing_that_had_come_is_owed(runs: list[datetime]) -> None:
    sent = {step for _at, step in _run(runs)}
    for to in ORDER:
        come = [step for step in DEFAULT_STEPS if step.to == to and runs and moment_of(step, DUE) <= runs[-1]]
        assert not come or max(come, key=lambda step: step.days) in sent


def test_a_run_each_day_sends_every_step_on_its_day() -> None:
    runs = [SINCE.replace(hour=8, minute=0) + timedelta(days=n) for n in range(1, 140)]
    assert [(f"{when:%d/%m}", step.to, step.days) for when, step in _run(runs)] == [
        ("16/03", "person", -14),
        ("27/03", "person", -3),
        ("31/03", "person", 1),
        ("02/04", "head", 3),
        ("06/04", "owner", 7),
    ]


def test_steps_that_came_before_the_task_was_given_are_passed_over() -> None:
    late = DUE + timedelta(days=30)
    found = due_steps(DEFAULT_STEPS, due_at=DUE, since=late, now=late + timedelta(days=1), sent=[])
    assert found == []


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def plan(agency: Organisation) -> Plan:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    with clock.frozen(SINCE):
        make_person(department, permissions=("strategy.read", "strategy.manage"), name="Yến")
    return plan


@pytest.fixture
def case(agency: Organisation, plan: Plan) -> Case:
    with clock.frozen(SINCE):
        [case] = give(make_task(plan), agency)
        head = make_person(agency, "director", name="Dũng", titles=("editor_in_chief",))
        lan = make_person(agency, name="Lan")
        api.assign_people(actor=actor_of(head), case_id=case.pk, person_ids=[lan.pk])
    return case


def _log(case: Case) -> list[tuple[str, int | None, list[str]]]:
    rows = Reminder.objects.for_agency(case.agency_id).filter(case=case)
    return [(row.to, row.days, [one["name"] for one in row.told]) for row in rows]


def _remind(moment: str) -> int:
    with clock.frozen(at(moment)):
        open_cases()
        return remind_everybody()


@pytest.mark.django_db
def test_a_late_case_goes_from_the_person_to_the_head_to_the_owner(case: Case) -> None:
    for day in ("03-16", "03-27", "03-31", "04-02", "04-06", "04-07"):
        _remind(f"2026-{day}T09:00:00")
        _remind(f"2026-{day}T09:15:00")
    assert _log(case) == [
        ("person", -14, ["Lan"]),
        ("person", -3, ["Lan"]),
        ("person", 1, ["Lan"]),
        ("head", 3, ["Dũng"]),
        ("owner", 7, ["Yến"]),
    ]
    assert [len(announced(f"strategy.{kind}")) for kind in ("TaskDue", "TaskEscalated")] == [3, 2]


@pytest.mark.django_db
def test_people_are_told_once_in_their_own_organisation(case: Case, plan: Plan) -> None:
    _remind("2026-04-02T09:00:00")
    _remind("2026-04-06T09:00:00")
    deliver_facts()
    deliver_again()
    rows = Notification.objects.unscoped(why=WHY).exclude(text__contains="phân công")
    told = sorted((row.person.full_name, row.agency_id, row.text.partition("“")[0].strip()) for row in rows)
    assert told == [
        ("Dũng", case.agency_id, "Đôn đốc: Báo Vân Giang quá hạn 3 ngày,"),
        ("Lan", case.agency_id, "Quá hạn 1 ngày:"),
        ("Yến", plan.owner_id, "Đôn đốc: Báo Vân Giang quá hạn 7 ngày,"),
    ]


@pytest.mark.django_db
def test_a_job_that_missed_a_week_sends_the_last_step_of_each(case: Case) -> None:
    assert _remind("2026-04-08T09:00:00") == 3
    assert [(to, days) for to, days, _told in _log(case)] == [("person", 1), ("head", 3), ("owner", 7)]


@pytest.mark.django_db
def test_nobody_is_told_at_night(case: Case) -> None:
    assert _remind("2026-03-16T23:00:00") == 0
    assert _remind("2026-03-17T06:59:59") == 0
    assert _remind("2026-03-17T07:00:00") == 1


@pytest.mark.django_db
def test_what_is_done_requested_or_taken_away_is_not_reminded_of(
    agency: Organisation, plan: Plan, case: Case
) -> None:
    with clock.frozen(at("2026-03-10T09:00:00")):
        head = make_person(agency, "director")
        api.hand_in(actor=actor_of(head), case_id=case.pk, words="Kế hoạch số 5")
        [asked] = give(make_task(plan), agency, is_request=True)
        taken_task = make_task(plan)
        [taken] = give(taken_task, agency)
        give(taken_task)
    assert _remind("2026-04-20T09:00:00") == 0
    assert [_log(one) for one in (case, asked, taken)] == [[], [], []]


@pytest.mark.django_db
def test_continuous_work_is_reminded_of_before_its_quarter_ends_and_never_escalated(
    agency: Organisation, plan: Plan
) -> None:
    with clock.frozen(SINCE):
        [case] = give(make_task(plan, time="Thường xuyên"), agency)
    for day in ("2026-03-20", "2026-03-29", "2026-04-01", "2026-04-20"):
        _remind(f"{day}T09:00:00")
    assert [(to, days) for to, days, _told in _log(case)] == [("person", -14), ("person", -3)]


@pytest.mark.django_db
def test_where_nobody_works_on_a_case_its_head_is_reminded(agency: Organisation, plan: Plan) -> None:
    with clock.frozen(SINCE):
        make_person(agency, "director", name="Dũng", titles=("editor_in_chief",))
        [case] = give(make_task(plan), agency)
    _remind("2026-03-16T09:00:00")
    assert _log(case) == [("person", -14, ["Dũng"])]


@pytest.mark.django_db
def test_a_plan_has_steps_of_its_own(case: Case, plan: Plan) -> None:
    owner = plan.owner
    assert owner is not None
    yen = actor_of(make_person(owner, permissions=("strategy.read", "strategy.manage")))
    with clock.frozen(SINCE):
        api.set_steps(actor=yen, plan_id=plan.pk, steps=[Step("person", -1), Step("head", 1)])
    _remind("2026-03-16T09:00:00")
    assert _log(case) == []
    _remind("2026-04-02T09:00:00")
    assert [(to, days) for to, days, _told in _log(case)] == [("person", -1), ("head", 1)]
    with pytest.raises(BadInput):
        api.set_steps(actor=yen, plan_id=plan.pk, steps=[Step("head", -1)])
    with pytest.raises(BadInput):
        api.set_steps(actor=yen, plan_id=plan.pk, steps=[Step("person", 400)])


@pytest.mark.django_db
def test_a_person_reminds_with_a_reason(case: Case, plan: Plan, agency: Organisation) -> None:
    owner = plan.owner
    assert owner is not None
    yen = actor_of(make_person(owner, permissions=("strategy.read", "strategy.manage"), name="Yến"))
    with clock.frozen(at("2026-02-01T22:00:00")):  # a person may, at night too
        api.remind_by_hand(actor=yen, case_id=case.pk, to="head", reason="Tỉnh cần trước Tết")
        with pytest.raises(BadInput):
            api.remind_by_hand(actor=yen, case_id=case.pk, to="head", reason=" ")
        with pytest.raises(NotAllowed):
            api.remind_by_hand(actor=yen, case_id=case.pk, to="owner", reason="x")
    [row] = Reminder.objects.for_agency(agency.pk).filter(days=None)
    assert (row.by_name, row.reason, row.to) == ("Yến", "Tỉnh cần trước Tết", "head")
    deliver_facts()
    text = Notification.objects.for_agency(agency.pk).get(text__contains="Yến nhắc việc").text
    assert "Tỉnh cần trước Tết" in text


@pytest.mark.django_db
def test_the_same_words_go_out_once_a_day(case: Case, plan: Plan, agency: Organisation) -> None:
    assert plan.owner is not None
    yen, other = (
        actor_of(make_person(plan.owner, permissions=("strategy.read", "strategy.manage"), name=name))
        for name in ("Yến", "Bích")
    )
    for moment in ("2026-02-01T09:00:00", "2026-02-01T23:59:59", "2026-02-02T00:00:00"):
        with clock.frozen(at(moment)):
            api.remind_by_hand(actor=yen, case_id=case.pk, to="head", reason="Tỉnh cần trước Tết")
    with clock.frozen(at("2026-02-02T00:00:01")):
        api.remind_by_hand(actor=yen, case_id=case.pk, to="person", reason="Tỉnh cần trước Tết")
        api.remind_by_hand(actor=yen, case_id=case.pk, to="head", reason="Xin gửi trước thứ Sáu")
        api.remind_by_hand(actor=other, case_id=case.pk, to="head", reason="Tỉnh cần trước Tết")
    assert Reminder.objects.for_agency(agency.pk).filter(days=None).count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_send_each_step_once() -> None:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    with clock.frozen(SINCE):
        for _number in range(4):
            give(make_task(plan), agency)

    def run(_number: int) -> int:
        try:
            return _remind("2026-04-08T09:00:00")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(run, range(4)))
    rows = Reminder.objects.unscoped(why=WHY).values_list("case_id", "to", "days")
    found: list[tuple[UUID, str, int | None]] = list(rows)
    assert len(found) == len(set(found)) == sum(sent) == 12
