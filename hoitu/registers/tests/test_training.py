"""IND-06: who is trained, with both lists; attendance by the code on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Membership, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.registers import api
from hoitu.registers.books import BOOKS
from hoitu.registers.data import Training
from hoitu.registers.models import Attendance, Session
from hoitu.registers.operations import keep as keeping
from hoitu.registers.operations.attend import LinkStale, NotInSession, attend, link_token
from hoitu.registers.queries.training import day_of_completion
from hoitu.registers.testing import keep

DAY = date(2026, 11, 2)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_course(actor: Actor, *, sessions: int, code: str = "K1", digital: str = "on", **more: str) -> list[str]:
    """Write down a course with one session a day; return the sessions' codes."""
    keep(
        actor, "khoa-hoc", code=code, name=f"Khóa {code}", activity="drill", is_digital=digital,
        starts_on=DAY.isoformat(), **more,
    )  # fmt: skip
    codes = [f"{code}-{number}" for number in range(sessions)]
    for number, session in enumerate(codes):
        day = (DAY + timedelta(days=number)).isoformat()
        keep(actor, "buoi-hoc", course=code, code=session, starts_at=f"{day}T08:00", ends_at=f"{day}T11:00")
    return codes


def be_there(actor: Actor, person: Person, *sessions: str) -> None:
    for session in sessions:
        keep(actor, "diem-danh", session=session, person=person.email, way="hand")


def figures(actor: Actor, on: date = date(2026, 12, 31)) -> Training:
    return api.trained(agency_ids=[actor.agency], on=on)[actor.agency]


def long_here(person: Person) -> Person:
    Membership.objects.unscoped(why="tests").filter(person=person).update(active_from=LONG_AGO)
    return person


@given(
    attended=st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12),
    absent=st.integers(0, 12),
    percent=st.integers(1, 100),
)
def test_a_course_is_completed_on_the_day_that_reaches_the_share(
    attended: list[date], absent: int, percent: int
) -> None:
    sessions = len(attended) + absent
    day = day_of_completion(attended, sessions=sessions, percent=percent)
    reached = sessions > 0 and 100 * len(attended) >= percent * sessions
    assert (day is not None) is reached
    if day is not None:
        until = sum(each <= day for each in attended)
        before = sum(each < day for each in attended)
        assert 100 * until >= percent * sessions > 100 * before


@pytest.mark.django_db(transaction=False)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(there=st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_both_counts_equal_their_lists(there: list[int]) -> None:
    agency = make_agency()
    actor = actor_of(long_here(make_person(agency, "admin")))
    codes = a_course(actor, sessions=5, code=f"K{agency.slug}")
    people = [long_here(make_person(agency)) for _ in there]
    make_person(agency, "contributor", titles=("contributor",))
    for person, count in zip(people, there, strict=True):
        be_there(actor, person, *codes[:count])
    found = figures(actor)
    assert {each.person_id for each in found.people} == {actor.person, *(person.pk for person in people)}
    passed = {person.pk for person, count in zip(people, there, strict=True) if count >= 4}
    assert {each.person_id for each in found.trained} == passed
    assert found.counts == (len(passed), 1 + len(people))


@pytest.mark.django_db
def test_the_test_or_a_certificate_from_outside_will_do_and_the_day_decides() -> None:
    agency = make_agency()
    actor = actor_of(long_here(make_person(agency, "admin")))
    lan, minh, thu = (long_here(make_person(agency)) for _ in range(3))
    a_course(actor, sessions=5)
    a_course(actor, sessions=0, code="NGOAI", is_outside="on")
    a_course(actor, sessions=1, code="KHAC", digital="")
    be_there(actor, thu, "KHAC-0")
    keep(actor, "ket-qua-hoc", course="K1", person=lan.email, test="passed", tested_on="2026-11-10")
    keep(
        actor, "ket-qua-hoc", course="NGOAI", person=minh.email, test="none", certificate="7/CC",
        certified_on="2026-11-20",
    )  # fmt: skip
    keep(actor, "ket-qua-hoc", course="K1", person=thu.email, test="failed", tested_on="2026-11-10")
    assert [each.person_id for each in figures(actor, date(2026, 11, 9)).trained] == []
    assert [each.person_id for each in figures(actor, date(2026, 11, 10)).trained] == [lan.pk]
    assert {each.person_id for each in figures(actor, date(2026, 11, 20)).trained} == {lan.pk, minh.pk}
    later = figures(actor, date(2028, 1, 1)).trained
    assert [each.is_refreshed for each in later] == [False, False]


@pytest.mark.django_db
def test_archived_attendance_and_people_who_left_do_not_count() -> None:
    agency = make_agency()
    actor = actor_of(long_here(make_person(agency, "admin")))
    lan = long_here(make_person(agency))
    [session] = a_course(actor, sessions=1)
    be_there(actor, lan, session)
    assert figures(actor).counts == (1, 2)
    row = Attendance.objects.for_agency(agency.pk).get()
    keeping.archive_row(actor=actor, book=BOOKS["diem-danh"], row_id=row.pk, reason="Ghi nhầm người")
    assert figures(actor).counts == (0, 2)
    keeping.restore_row(actor=actor, book=BOOKS["diem-danh"], row_id=row.pk)
    left = datetime(2026, 11, 30, 17, tzinfo=UTC)  # 1 December begins in Vietnam
    Membership.objects.for_agency(agency.pk).filter(person=lan).update(active_until=left)
    assert figures(actor, date(2026, 11, 30)).counts == (1, 2)
    assert figures(actor, date(2026, 12, 1)).counts == (0, 1)


@pytest.mark.django_db
def test_the_code_on_the_wall_records_who_is_there_within_the_hours() -> None:
    agency = make_agency()
    thanh = long_here(make_person(agency, "admin"))
    lan = long_here(make_person(agency))
    a_course(actor_of(thanh), sessions=1)
    session = Session.objects.for_agency(agency.pk).get()
    with clock.frozen(session.starts_at + timedelta(minutes=5)):
        assert "<svg" in signed_in(thanh).get(f"/so/buoi-hoc/{session.pk}/ma-qr/").content.decode()
        place = f"/so/diem-danh/ma/{link_token(session.pk)}/"
        client = signed_in(lan)
        assert "Tôi có mặt" in client.get(place).content.decode()
        assert not Attendance.objects.for_agency(agency.pk).exists(), "looking is not being there"
        for _again in range(2):
            assert "Đã ghi bạn có mặt" in client.post(place).content.decode()
        row = Attendance.objects.for_agency(agency.pk).get()
        assert (row.person_id, row.way) == (lan.pk, "qr")
        hoa = long_here(make_person(make_agency(), "director"))
        assert signed_in(hoa).post(place).status_code == 404
    for at in (session.starts_at - timedelta(seconds=1), session.ends_at + timedelta(seconds=1)):
        with clock.frozen(at), pytest.raises(NotInSession, match="trong giờ học"):
            attend(actor=actor_of(lan), token=link_token(session.pk))


@pytest.mark.django_db
def test_an_old_or_forged_link_is_refused() -> None:
    agency = make_agency()
    actor = actor_of(make_person(agency, "admin"))
    a_course(actor, sessions=1)
    session = Session.objects.for_agency(agency.pk).get()
    with clock.frozen(session.starts_at):
        token = link_token(session.pk)
    with clock.frozen(session.starts_at + timedelta(minutes=11)), pytest.raises(LinkStale):
        attend(actor=actor, token=token)
    for forged in (token[:-2] + "xx", "x", "a:b:c"):
        with clock.frozen(session.starts_at), pytest.raises(LinkStale):
            attend(actor=actor, token=forged)
    keeping.archive_row(actor=actor, book=BOOKS["buoi-hoc"], row_id=session.pk, reason="Hoãn")
    with clock.frozen(session.starts_at), pytest.raises(NotFound):
        attend(actor=actor, token=token)
    assert not Attendance.objects.for_agency(agency.pk).exists()
