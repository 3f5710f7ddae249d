"""Difficulties go through the department, which answers or passes them on; both sides see how it stands."""

from uuid import UUID

import pytest

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.strategy import api
from hoitu.strategy.models import Difficulty
from hoitu.strategy.queries.difficulties import difficulty_of
from hoitu.strategy.testing import give, license_agency, make_body, make_plan, make_task, manage
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
OFFICER = ("strategy.read", "strategy.manage")
WHY = "tests"


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def department(agency: Organisation) -> Organisation:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    return department


@pytest.fixture
def head(agency: Organisation) -> Person:
    return make_person(agency, "director", name="Dũng")


@pytest.fixture
def officer(department: Organisation) -> Person:
    return make_person(department, permissions=OFFICER, name="Yến")


def _raise(head: Person) -> UUID:
    return api.raise_difficulty(actor=actor_of(head), title="Thiếu máy chủ", words="Chưa có kinh phí")


def test_a_difficulty_is_raised_on_a_task_and_answered(
    agency: Organisation, department: Organisation, head: Person, officer: Person
) -> None:
    task = make_task(make_plan("lai-chau-ke-hoach-2023", owner=department))
    dung, yen = signed_in(head), signed_in(officer)
    assert "Sở VHTTDL Vân Giang" in dung.get(f"/kho-khan/moi/?nhiem-vu={task.pk}").content.decode()
    dung.post(
        f"/kho-khan/moi/?nhiem-vu={task.pk}",
        {"title": "Thiếu máy chủ", "words": "Chưa có kinh phí", "proposal": "Bố trí vốn"},
    )
    row = Difficulty.objects.for_agency(agency.pk).get()
    assert (row.handler_id, row.task_id) == (department.pk, task.pk)
    assert "Thiếu máy chủ" in yen.get("/kho-khan/").content.decode()
    yen.post(f"/kho-khan/{row.pk}/tra-loi/", {"answer": "Đã đưa vào dự toán 2027", "document": "15/SVH"})
    page = dung.get(f"/kho-khan/{row.pk}/").content.decode()
    assert "Đã đưa vào dự toán 2027" in page
    assert "Đã trả lời" in page
    deliver_facts()
    deliver_again()
    told = Notification.objects.unscoped(why=WHY).values_list("agency_id", "text")
    assert sorted(told, key=str) == sorted(
        [
            (department.pk, "Báo Vân Giang gửi vướng mắc “Thiếu máy chủ”."),
            (agency.pk, "Yến trả lời vướng mắc “Thiếu máy chủ”."),
        ],
        key=str,
    )
    verbs = {entry.verb for entry in audit.trail(agency_id=department.pk).entries}
    assert "strategy.answer_difficulty" in verbs


def test_it_is_passed_on_to_who_is_not_here_and_still_answered(head: Person, officer: Person) -> None:
    made, yen = _raise(head), actor_of(officer)
    api.pass_on_difficulty(actor=yen, difficulty_id=made, to="Chủ tịch UBND tỉnh", words="Kính trình")
    found = difficulty_of(actor_of(head), made)
    assert (found.state, found.steps[0].to_words) == ("passed", "Chủ tịch UBND tỉnh")
    api.answer_difficulty(actor=yen, difficulty_id=made, words="Chủ tịch đồng ý")
    assert difficulty_of(actor_of(head), made).state == "answered"
    with pytest.raises(BadInput):
        api.answer_difficulty(actor=yen, difficulty_id=made, words="Lần nữa")


def test_it_is_passed_on_to_the_ministry_which_then_has_it(
    department: Organisation, head: Person, officer: Person
) -> None:
    ministry = make_body("Bộ", "ministry")
    manage(department, ministry)
    staff = make_person(ministry, permissions=OFFICER)
    made = _raise(head)
    with pytest.raises(NotFound):
        difficulty_of(actor_of(staff), made)
    signed_in(officer).post(f"/kho-khan/{made}/chuyen/", {"to_id": ministry.pk, "note": "Vượt thẩm quyền"})
    with pytest.raises(NotFound):
        api.answer_difficulty(actor=actor_of(officer), difficulty_id=made, words="Không còn ở đây")
    api.answer_difficulty(actor=actor_of(staff), difficulty_id=made, words="Bộ đã hỗ trợ")
    assert difficulty_of(actor_of(officer), made).state == "answered"  # who passed it on sees the end


def test_only_those_concerned_see_a_difficulty(head: Person, officer: Person) -> None:
    made = _raise(head)
    for person in (
        make_person(make_agency(), "director"),
        make_person(make_body("Sở khác"), permissions=OFFICER),
    ):
        client = signed_in(person)
        assert "Thiếu máy chủ" not in client.get("/kho-khan/").content.decode()
        for path in ("", "tra-loi/", "chuyen/", "rut/"):
            answer = client.post(f"/kho-khan/{made}/{path}", {"answer": "x", "note": "x", "reason": "x"})
            assert answer.status_code in (403, 404, 405)
    assert difficulty_of(actor_of(officer), made).state == "new"


def test_who_sees_the_case_need_not_see_its_difficulties(
    agency: Organisation, department: Organisation, head: Person, officer: Person
) -> None:
    ministry = make_body("Bộ", "ministry")
    task = make_task(make_plan("348-qd-ttg", owner=ministry, scope="all"), time="2023-2099")
    [case] = give(task, agency)
    api.raise_difficulty(actor=actor_of(head), title="Thiếu máy chủ", words="x", task_id=task.pk)
    staff = make_person(ministry, permissions=OFFICER)
    path = f"/nhiem-vu/viec/{case.pk}/"
    for person, sees in ((staff, False), (officer, True), (head, True)):
        assert ("Thiếu máy chủ" in signed_in(person).get(path).content.decode()) is sees


def test_reporters_raise_none_and_agencies_answer_none(
    agency: Organisation, department: Organisation, head: Person
) -> None:
    with pytest.raises(NotAllowed):
        api.raise_difficulty(actor=actor_of(make_person(agency)), title="x", words="x")
    made = _raise(head)
    assert difficulty_of(actor_of(head), made).row.handler_id == department.pk
    with pytest.raises((NotAllowed, NotFound)):
        api.answer_difficulty(actor=actor_of(head), difficulty_id=made, words="Tự trả lời")


def test_it_is_taken_back_by_who_raised_it(department: Organisation, head: Person) -> None:
    made = _raise(head)
    signed_in(head).post(f"/kho-khan/{made}/rut/", {"reason": "Đã xong"})
    assert difficulty_of(actor_of(head), made).state == "withdrawn"


def test_where_no_body_is_known_above_the_screen_says_so() -> None:
    alone = make_person(make_agency("Báo một mình"), "director")
    page = signed_in(alone).post("/kho-khan/moi/", {"title": "Giữ lại", "words": "Nội dung"}).content.decode()
    assert "Chưa ghi cơ quan nào quản lý" in page
    assert "Giữ lại" in page
    assert Difficulty.objects.unscoped(why=WHY).count() == 0


@pytest.mark.parametrize("task", ["x", "0190a5b0-0000-7000-8000-000000000000", "' OR 1=1"])
def test_a_made_up_task_is_not_found(task: str, department: Organisation, head: Person) -> None:
    assert signed_in(head).get(f"/kho-khan/moi/?nhiem-vu={task}").status_code == 404


def test_the_same_words_twice_are_one_difficulty_until_it_is_answered(
    agency: Organisation, head: Person, officer: Person
) -> None:
    first = _raise(head)
    assert _raise(head) == first
    assert len(audit.trail(agency_id=agency.pk, verb="strategy.raise_difficulty").entries) == 1
    api.answer_difficulty(actor=actor_of(officer), difficulty_id=first, words="Đã bố trí vốn")
    assert _raise(head) != first
