"""Tasks are given, worked on, checked and seen by those whom they concern; states follow by themselves."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.clock import VIETNAM
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.testing import deliver_facts
from hoitu.strategy import api, packs
from hoitu.strategy.models import Case, Opening, Plan, Progress, Task
from hoitu.strategy.operations.load import TaskInUse, load_plan
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.policies.reminding import DEFAULT_STEPS
from hoitu.strategy.queries.board import Card, cards, counts_of_plan, visible_cases
from hoitu.strategy.testing import SYSTEM, give, license_agency, make_body, make_plan, make_task, manage
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
DOCUMENT = [{"by": "doc", "what": "quyết định"}]
OFFICER = ("strategy.read", "strategy.manage", "evidence.read", "evidence.check")
WHY = "tests"
LONG = "2023-2099"  # not over while these tests are run


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def plan(agency: Organisation) -> Plan:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    return make_plan("lai-chau-ke-hoach-2023", owner=department)


@pytest.fixture
def officer(plan: Plan) -> Person:
    assert plan.owner is not None
    return make_person(plan.owner, permissions=OFFICER, name="Yến")


@pytest.fixture
def head(agency: Organisation) -> Person:
    return make_person(agency, "director", name="Dũng", titles=("editor_in_chief",))


def card_of(case: Case, moment: str = "") -> Card:
    case.refresh_from_db()
    [card] = cards([case], now=at(moment) if moment else None)
    return card


def state_of(case: Case, moment: str = "") -> CaseState:
    return card_of(case, moment).state


def printed(plan: Plan, key: str) -> Task:
    return plan.tasks.get(key__endswith=key)


# -- the way of a case ----------------------------------------------------------------------------------


def test_a_case_from_giving_to_done_on_the_screens(
    agency: Organisation, plan: Plan, officer: Person, head: Person
) -> None:
    task = make_task(plan, time=LONG, closes_when=DOCUMENT)
    yen, dung, lan_person = signed_in(officer), signed_in(head), make_person(agency, name="Lan")
    page = yen.get(f"/nhiem-vu/giao/{task.pk}/").content.decode()
    assert "Báo Vân Giang" in page
    assert yen.post(f"/nhiem-vu/giao/{task.pk}/", {"leads": [agency.pk]}).status_code == 302
    case = Case.objects.for_agency(agency.pk).get(task=task)
    own = f"/nhiem-vu/viec/{case.pk}/"
    dung.post(f"{own}nguoi-lam/", {"people": [lan_person.pk]})
    lan = signed_in(lan_person)
    assert str(task) in lan.get("/nhiem-vu/cua-toi/").content.decode()
    lan.post(f"{own}tien-do/", {"percent": "40", "words": "Đã thảo xong"})
    lan.post(f"{own}tien-do/", {"percent": "90", "words": "Đang ký"})
    assert "Đã thảo xong" in lan.get(own).content.decode()  # the earlier note stays
    assert state_of(case) is CaseState.WORKING
    lan.post(f"{own}san-pham/", {"product": "Quyết định số 5", "number": "5/QĐ"})
    assert card_of(case).standing.lacks_evidence
    make_evidence(agency, case.about)
    assert state_of(case) is CaseState.CHECKING
    make_evidence(agency, case.about, accepted=True)
    assert state_of(case) is CaseState.DONE
    page = yen.get(own).content.decode()
    for words in ("Xong", "Quyết định số 5", "Đang ký", "Phân công Lan"):
        assert words in page
    verbs = {entry.verb for entry in audit.trail(agency_id=agency.pk).entries}
    assert {"strategy.assign_people", "strategy.note_progress", "strategy.hand_in"} <= verbs


def test_what_is_sent_twice_is_noted_once(
    agency: Organisation, plan: Plan, head: Person, officer: Person
) -> None:
    task = make_task(plan, time=LONG)
    [case] = give(task, agency)
    dung, yen = actor_of(head), actor_of(officer)
    for words in ("Đã thảo", "Đã thảo", "Đã trình", "Đã thảo"):
        api.note_progress(actor=dung, case_id=case.pk, percent=40, words=words)
        api.hand_in(actor=dung, case_id=case.pk, words=words, number="5/QĐ")
    assert [row.words for row in case.notes.all()] == ["Đã thảo", "Đã trình", "Đã thảo"]
    assert [row.words for row in case.hand_ins.all()] == ["Đã thảo", "Đã trình", "Đã thảo"]
    waiting = {api.await_document(actor=yen, task_id=task.pk, awaits="Hướng dẫn của Bộ") for _ in "12"}
    assert len(waiting) == 1


def test_the_last_second_of_the_due_day_is_in_time(agency: Organisation, plan: Plan) -> None:
    with clock.frozen(at("2026-02-01T09:00:00")):
        [case] = give(make_task(plan, time="Trước ngày 31/3/2026"), agency)
    assert state_of(case, "2026-03-30T23:59:59") is CaseState.WORKING
    assert state_of(case, "2026-03-31T00:00:00") is CaseState.LATE


def test_continuous_work_opens_a_case_each_quarter(agency: Organisation, plan: Plan) -> None:
    task = printed(plan, "A-6")
    with clock.frozen(at("2023-05-10T09:00:00")):
        [case] = give(task, agency)
    assert (case.period, task.time) == ("2023-Q2", "Thường xuyên")
    for _twice in range(2):
        with clock.frozen(at("2023-10-01T00:00:00")):
            open_cases()
    rows = Case.objects.for_agency(agency.pk).filter(task=task).order_by("period")
    assert [row.period for row in rows] == ["2023-Q2", "2023-Q3", "2023-Q4"]
    with clock.frozen(at("2023-08-15T09:00:00")):
        make_evidence(agency, rows[1].about, accepted=True)
    moment = "2024-06-01T00:00:00"
    assert [state_of(row, moment) for row in rows] == [
        CaseState.WORKING, CaseState.DONE, CaseState.WORKING,
    ]  # fmt: skip
    assert "chưa có minh chứng" in card_of(rows[0], moment).standing.reason


def test_a_time_of_revision_follows_the_printed_one(agency: Organisation) -> None:
    department = make_body("Sở Cà Mau")
    manage(agency, department)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    task = plan.tasks.get(time="2023 - 2025", key__endswith="A-II.2")
    with clock.frozen(at("2026-11-22T09:00:00")):
        [case] = give(task, agency)
    assert case.due_at == at("2030-12-31T23:59:59")


def test_who_did_it_last_does_the_next_occurrence(agency: Organisation, plan: Plan) -> None:
    task = make_task(plan, time="Hằng năm")
    with clock.frozen(at("2023-11-01T09:00:00")):
        lan, head = make_person(agency, name="Lan"), make_person(agency, "director")
        [case] = give(task, agency)
        api.assign_people(actor=actor_of(head), case_id=case.pk, person_ids=[lan.pk])
    with clock.frozen(at("2024-01-02T09:00:00")):
        open_cases()
    new = Case.objects.for_agency(agency.pk).get(task=task, period="2024")
    assert [row.person_id for row in new.people.all()] == [lan.pk]


# -- what opens a task ----------------------------------------------------------------------------------


def test_a_registered_document_opens_an_event_triggered_task(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    task = printed(plan, "A-3")
    assert task.time == "Sau khi có hướng dẫn từ Bộ TTTT"
    [case] = give(task, agency)
    assert state_of(case) is CaseState.NOT_OPEN
    assert task.time in card_of(case).standing.reason
    client = signed_in(officer)
    given = {"number": "12/BVHTTDL-BC", "happened_on": "2026-11-05", "issuer": "Bộ"}
    assert client.post(f"/nhiem-vu/giao/{task.pk}/van-ban/", given).status_code == 302
    assert state_of(case) is CaseState.WORKING
    assert case.opens_at == at("2026-11-05T00:00:00")
    again = client.post(f"/nhiem-vu/giao/{task.pk}/van-ban/", given).content.decode()
    assert "Ngày này đã có một văn bản" in again
    client.post(f"/nhiem-vu/giao/{task.pk}/van-ban/", given | {"happened_on": "2026-11-10"})
    assert Case.objects.for_agency(agency.pk).filter(task=task).count() == 2


def test_a_document_to_come_or_without_number_opens_nothing(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    yen, task = actor_of(officer), printed(plan, "A-3")
    [case] = give(task, agency)
    for number, day in (("", date(2026, 1, 1)), ("12", date(2099, 1, 1))):
        with pytest.raises(BadInput):
            api.register_document(actor=yen, task_id=task.pk, number=number, happened_on=day)
    assert state_of(case) is CaseState.NOT_OPEN


def test_a_task_may_wait_for_guidance_that_its_words_do_not_name(
    agency: Organisation, plan: Plan, officer: Person
) -> None:
    yen, task = actor_of(officer), make_task(plan, time=LONG)
    [case] = give(task, agency)
    waiting = api.await_document(actor=yen, task_id=task.pk, awaits="Hướng dẫn về bộ chỉ số")
    assert state_of(case) is CaseState.NOT_OPEN
    client = signed_in(officer)
    client.post(
        f"/nhiem-vu/giao/{task.pk}/van-ban/{waiting}/", {"number": "7/HD", "happened_on": "2026-02-01"}
    )
    assert state_of(case) is CaseState.WORKING


def test_a_document_registered_by_mistake_is_taken_back_while_nothing_rests_on_it(
    agency: Organisation, plan: Plan, officer: Person, head: Person
) -> None:
    yen, task = actor_of(officer), printed(plan, "A-3")
    [case] = give(task, agency)
    made = api.register_document(actor=yen, task_id=task.pk, number="1", happened_on=date(2026, 2, 1))
    api.note_progress(actor=actor_of(head), case_id=case.pk, percent=5, words="Bắt đầu")
    with pytest.raises(BadInput):
        api.drop_opening(actor=yen, task_id=task.pk, opening_id=made, reason="nhầm")
    Progress.objects.unscoped(why=WHY).delete()
    api.drop_opening(actor=yen, task_id=task.pk, opening_id=made, reason="nhầm")
    [left] = Case.objects.for_agency(agency.pk).filter(task=task)
    assert state_of(left) is CaseState.NOT_OPEN
    assert Opening.objects.get(pk=made).drop_reason == "nhầm"


# -- who has a task -------------------------------------------------------------------------------------


def test_a_task_taken_away_is_off_the_board_and_comes_back_whole(
    agency: Organisation, plan: Plan, head: Person
) -> None:
    task = make_task(plan, time=LONG)
    [case] = give(task, agency)
    api.note_progress(actor=actor_of(head), case_id=case.pk, percent=30, words="Một phần")
    give(task)
    assert visible_cases(actor_of(head)).count() == 0
    with pytest.raises(NotFound):
        api.note_progress(actor=actor_of(head), case_id=case.pk, percent=40, words="Nữa")
    [again] = give(task, agency)
    assert (again.pk, card_of(again).percent) == (case.pk, 30)


def test_a_task_that_waits_comes_back_waiting(agency: Organisation, plan: Plan) -> None:
    task = printed(plan, "A-3")
    [case] = give(task, agency)
    give(task)
    [again] = give(task, agency, is_request=True)
    assert (again.pk, again.is_request, state_of(again)) == (case.pk, True, CaseState.NOT_OPEN)


def test_who_is_asked_from_now_on_was_never_late(agency: Organisation, plan: Plan) -> None:
    task = make_task(plan, time="Hằng năm")
    with clock.frozen(at("2023-11-01T09:00:00")):
        give(task, agency)
    with clock.frozen(at("2024-02-01T09:00:00")):
        open_cases()
        cases_here = give(task, agency, is_request=True)
    assert [one.is_request for one in cases_here] == [True, True]
    assert CaseState.LATE not in {state_of(one) for one in cases_here}


def test_only_organisations_of_the_plan_are_given_its_tasks(plan: Plan, officer: Person) -> None:
    task, stranger = make_task(plan), make_agency("Báo Nơi Khác")
    with pytest.raises(BadInput):
        api.assign_task(actor=actor_of(officer), task_id=task.pk, leads=[stranger.pk])
    other = make_person(make_body("Sở khác"), permissions=OFFICER)
    with pytest.raises(NotFound):
        api.assign_task(actor=actor_of(other), task_id=task.pk, leads=[])


def test_a_party_body_is_asked_not_told(agency: Organisation, plan: Plan) -> None:
    task = next(one for one in plan.tasks.all() if "đề nghị, không phải giao việc" in one.flags)
    [case] = give(task, agency)
    assert case.is_request
    assert state_of(case, "2035-01-01T00:00:00") is not CaseState.LATE


def test_a_case_is_given_to_people_of_the_house_only(
    agency: Organisation, plan: Plan, head: Person, officer: Person
) -> None:
    [case] = give(make_task(plan, time=LONG), agency)
    for person in (officer, make_person(agency, "contributor")):
        with pytest.raises(BadInput):
            api.assign_people(actor=actor_of(head), case_id=case.pk, person_ids=[person.pk])
    reporter = make_person(agency)
    with pytest.raises(NotAllowed):
        api.assign_people(actor=actor_of(reporter), case_id=case.pk, person_ids=[])
    with pytest.raises(NotAllowed):  # it is not theirs
        api.note_progress(actor=actor_of(reporter), case_id=case.pk, percent=1, words="x")
    api.assign_people(actor=actor_of(head), case_id=case.pk, person_ids=[reporter.pk])
    api.note_progress(actor=actor_of(reporter), case_id=case.pk, percent=1, words="x")
    deliver_facts()
    told = Notification.objects.for_agency(agency.pk).get(person=reporter)
    assert "Dũng phân công bạn" in told.text


# -- borders --------------------------------------------------------------------------------------------


def test_nobody_sees_or_touches_cases_of_another_agency(
    agency: Organisation, plan: Plan, head: Person, officer: Person
) -> None:
    [case] = give(make_task(plan, time=LONG, verbatim="CHIM HOÀNG YẾN"), agency)
    own = f"/nhiem-vu/viec/{case.pk}/"
    neighbour = make_agency("Báo Nơi Khác")
    hoa = make_person(neighbour, "director")
    elsewhere = make_person(make_body("Sở khác"), permissions=OFFICER)
    for person in (hoa, elsewhere):
        client = signed_in(person)
        for path in ("/nhiem-vu/", "/nhiem-vu/cua-toi/", "/nhiem-vu/don-vi/"):
            assert "CHIM HOÀNG YẾN" not in client.get(path).content.decode()
        for path in (own, f"{own}tien-do/", f"{own}san-pham/", f"{own}nguoi-lam/", f"{own}don-doc/"):
            assert client.get(path).status_code in (403, 404, 405)
            assert client.post(path, {"percent": 3, "words": "x"}).status_code in (403, 404, 405)
    for person in (head, officer):
        assert "CHIM HOÀNG YẾN" in signed_in(person).get("/nhiem-vu/").content.decode()
    reporter = signed_in(make_person(agency))
    assert "CHIM HOÀNG YẾN" not in reporter.get("/nhiem-vu/").content.decode()
    assert reporter.get(own).status_code == 404
    assert Progress.objects.unscoped(why=WHY).count() == 0


def test_a_department_sees_its_agencies_and_no_other(
    plan: Plan, officer: Person, agency: Organisation
) -> None:
    mine = give(make_task(plan, time=LONG, verbatim="VIỆC CỦA TỈNH NÀY"), agency)
    other_agency, other = make_agency("Báo Tỉnh Bên"), make_body("Sở Tỉnh Bên")
    license_agency(other_agency)
    manage(other_agency, other)
    other_plan = make_plan("ca-mau-203-kh-ubnd", owner=other)
    give(make_task(other_plan, time=LONG, verbatim="VIỆC CỦA TỈNH BÊN"), other_agency)
    assert set(visible_cases(actor_of(officer))) == set(mine)
    page = signed_in(officer).get("/nhiem-vu/don-vi/").content.decode()
    assert "VIỆC CỦA TỈNH NÀY" in page
    assert "VIỆC CỦA TỈNH BÊN" not in page
    assert "Tỉnh Bên" not in page


def test_a_ministry_sees_the_cases_of_its_plan_for_all(agency: Organisation) -> None:
    ministry = make_body("Bộ", "ministry")
    plan = make_plan("348-qd-ttg", owner=ministry, scope="all")
    given = give(make_task(plan), agency)
    someone = make_person(ministry, permissions=OFFICER)
    assert list(visible_cases(actor_of(someone))) == given


def test_documents_that_wait_or_were_refused_stay_inside(
    agency: Organisation, plan: Plan, officer: Person, head: Person
) -> None:
    [case] = give(make_task(plan, time=LONG, closes_when=DOCUMENT), agency)
    make_evidence(agency, case.about, title="Bản bị trả", accepted=False)
    reader = make_person(plan.owner, permissions=("strategy.read", "evidence.read"))  # type: ignore[arg-type]
    own = f"/nhiem-vu/viec/{case.pk}/"
    assert "Bản bị trả" not in signed_in(reader).get(own).content.decode()
    assert "Bản bị trả" in signed_in(head).get(own).content.decode()


# -- screens --------------------------------------------------------------------------------------------


def test_the_board_is_filtered(agency: Organisation, plan: Plan, officer: Person, head: Person) -> None:
    lan = make_person(agency, name="Lan")
    with clock.frozen(at("2026-02-01T09:00:00")):
        [late] = give(make_task(plan, time="Trước ngày 31/3/2026", verbatim="Việc muộn"), agency)
        [free] = give(make_task(plan, time=LONG, verbatim="Việc thong thả"), agency)
    api.assign_people(actor=actor_of(head), case_id=free.pk, person_ids=[lan.pk])
    client = signed_in(officer)

    def shown(query: str) -> tuple[bool, bool]:
        page = client.get(f"/nhiem-vu/?{query}").content.decode()
        return "Việc muộn" in page, "Việc thong thả" in page

    assert shown("") == (True, True)
    assert shown("late=on") == (True, False)
    assert shown(f"person={lan.pk}") == (False, True)
    assert shown(f"lead={agency.pk}&plan={plan.pk}") == (True, True)
    assert shown("trang-thai=late") == (True, False)
    assert late.pk != free.pk


@pytest.mark.parametrize(
    "query",
    [
        "plan=x", "lead=x", "person=00000000-0000-0000-0000-000000000000", "trang-thai=x",
        "trang=-9", "trang-thai=late&trang=abc", "late=%F0%9F%98%80", "plan=' OR 1=1",
    ],
)  # fmt: skip
def test_hostile_filters_do_no_harm(query: str, agency: Organisation, plan: Plan, officer: Person) -> None:
    give(make_task(plan), agency)
    for path in ("/nhiem-vu/", "/nhiem-vu/don-vi/", "/nhiem-vu/cua-toi/"):
        assert signed_in(officer).get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("value", ["", "101", "-1", "9" * 30, "<script>alert(1)</script>", "½"])
def test_hostile_progress_stays_in_the_form(
    value: str, agency: Organisation, plan: Plan, head: Person
) -> None:
    [case] = give(make_task(plan, time=LONG), agency)
    answer = signed_in(head).post(
        f"/nhiem-vu/viec/{case.pk}/tien-do/", {"percent": value, "words": "<b>đậm</b>"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;b&gt;đậm&lt;/b&gt;" in page
    assert "<script>alert" not in page
    assert Progress.objects.unscoped(why=WHY).count() == 0


def test_hostile_choices_are_refused(agency: Organisation, plan: Plan, officer: Person, head: Person) -> None:
    task = make_task(plan, time=LONG)
    [case] = give(task, agency)
    stranger = make_agency()
    yen, dung = signed_in(officer), signed_in(head)
    for leads in (["x"], [str(stranger.pk)]):
        assert yen.post(f"/nhiem-vu/giao/{task.pk}/", {"leads": leads}).status_code == 200
    own = f"/nhiem-vu/viec/{case.pk}/"
    for people in (["x"], [str(officer.pk)]):
        assert dung.post(f"{own}nguoi-lam/", {"people": people}).status_code == 200
    for to in ("owner", "x", ""):
        assert yen.post(f"{own}don-doc/", {"to": to, "reason": "x"}).status_code == 200
    days = {"before": "14, x", "after": "-5", "head": "9999", "owner": "1;2;3"}
    assert yen.post(f"/nhiem-vu/ke-hoach/{plan.pk}/nhac/", days).status_code == 200
    assert api.steps_of(plan) == DEFAULT_STEPS
    assert [row.agency_id for row in Case.objects.unscoped(why=WHY)] == [agency.pk]


def test_reminder_steps_are_set_on_the_screen(plan: Plan, officer: Person) -> None:
    client, path = signed_in(officer), f"/nhiem-vu/ke-hoach/{plan.pk}/nhac/"
    assert 'value="14, 3"' in client.get(path).content.decode()
    client.post(path, {"before": "30, 0", "after": "1", "head": "2", "owner": "5; 10"})
    assert {(step.to, step.days) for step in api.steps_of(plan)} == {
        ("person", -30), ("person", 0), ("person", 1), ("head", 2), ("owner", 5), ("owner", 10),
    }  # fmt: skip


def test_the_plans_page_counts_what_is_done_and_late(
    agency: Organisation, plan: Plan, officer: Person, head: Person
) -> None:
    with clock.frozen(at("2026-02-01T09:00:00")):
        [done] = give(make_task(plan), agency)
        give(make_task(plan), agency)
        api.hand_in(actor=actor_of(make_head(agency)), case_id=done.pk, words="Xong")
    found = counts_of_plan(actor_of(officer), plan)
    assert (found.done, found.total, found.late) == (1, 2, 1)
    page = signed_in(officer).get(f"/chi-tieu/ke-hoach/{plan.pk}/").content.decode()
    assert "1/2" in page
    assert "Giao việc" in page
    stranger = make_person(make_agency(), "director")
    page = signed_in(stranger).get(f"/chi-tieu/ke-hoach/{plan.pk}/").content.decode()
    assert "Tiến độ nhiệm vụ" not in page


def make_head(agency: Organisation) -> Person:
    """Return somebody who gives out tasks, at work already at the clock's time."""
    return make_person(agency, "director")


def test_the_same_queries_for_few_cases_and_many(
    agency: Organisation, plan: Plan, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def measured(client: Client, path: str) -> int:
        with django_assert_max_num_queries(60) as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    client = signed_in(officer)
    give(make_task(plan, time=LONG), agency)
    client.get("/nhiem-vu/")
    paths = ("/nhiem-vu/", "/nhiem-vu/don-vi/", f"/nhiem-vu/ke-hoach/{plan.pk}/")
    few = [measured(client, path) for path in paths]
    for _number in range(8):
        give(make_task(plan, time=LONG), agency)
    assert [measured(client, path) for path in paths] == few


def test_a_plan_does_not_lose_a_task_that_somebody_works_on(agency: Organisation, plan: Plan) -> None:
    extra = make_task(plan, key="SE-BO")
    give(extra, agency)
    Plan.objects.filter(pk=plan.pk).update(content_hash="cũ")
    with pytest.raises(TaskInUse, match="Việc số"):
        load_plan(actor=SYSTEM, pack=packs.read("lai-chau-ke-hoach-2023"))
    assert Task.objects.filter(pk=extra.pk).exists()


def test_documents_say_which_task_they_are_about(agency: Organisation, plan: Plan) -> None:
    [case] = give(make_task(plan, time=LONG, key="T-9"), agency)
    wrong = ("task:x:2026", f"task:{UUID(int=1)}:", "task:")
    found = api.task_subjects([(agency.pk, about) for about in (case.about, *wrong)])
    assert [subject.label for subject in found.values()] == [f"T-9 {case.task} (2023-2099)"]
