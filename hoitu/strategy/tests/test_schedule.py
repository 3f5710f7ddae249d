"""A plan's year as a chart, as months, and as a feed that only its secret opens."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from hoitu.accounts.models import Membership, Organisation, Person
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.strategy.models import CalendarAddress, Plan
from hoitu.strategy.queries.schedule import due_in, duties_in
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def plan(agency: Organisation) -> Plan:
    department = make_body("Sở VHTTDL")
    manage(agency, department)
    return make_plan("ca-mau-203-kh-ubnd", owner=department)


@pytest.fixture
def lan(agency: Organisation) -> Person:
    return make_person(agency, "secretary")


def make_address(client: Client, plan: Plan) -> str:
    page = client.post(f"/chi-tieu/ke-hoach/{plan.pk}/lich/dia-chi/", follow=True).content.decode()
    start = page.index("/chi-tieu/lich/")
    return page[start : page.index(".ics", start) + 4]


def days_of(feed: bytes) -> dict[str, date]:
    """Return the days of a feed's events by duty and period."""
    found: Any = Calendar.from_ical(feed)
    return {str(event["uid"]).split("-", 5)[5]: event["dtstart"].dt for event in found.walk("VEVENT")}


def test_a_due_moment_stands_in_its_own_year_once(plan: Plan) -> None:
    due = [(one.duty.key, clock.local(one.due_at).date()) for one in due_in(plan, [2026, 2027])]
    assert due.count(("R-000.1", date(2026, 11, 14))) == 1
    assert due.count(("R-000.1", date(2027, 11, 14))) == 1
    assert due == sorted(due, key=lambda one: one[1])
    assert all(day.year in (2026, 2027) for _key, day in due)


def test_every_duty_of_the_year_is_in_the_chart_and_in_its_table(plan: Plan, lan: Person) -> None:
    page = signed_in(lan).get(f"/chi-tieu/ke-hoach/{plan.pk}/lich/?nam=2025").content.decode()
    duties = duties_in(plan, 2025)
    bars = sum(len(duty.occurrences) for duty in duties)
    assert bars > len(duties) / 2
    assert page.count('class="gantt-bar') == bars
    assert all(page.count(f"{duty.key} ·") >= 1 for duty in duties)
    assert "Tháng 11/2025" in page


@pytest.mark.parametrize("year", ["1", "9999", "abcd", ""])
def test_any_year_shows_one_of_the_plan(plan: Plan, lan: Person, year: str) -> None:
    assert signed_in(lan).get(f"/chi-tieu/ke-hoach/{plan.pk}/lich/?nam={year}").status_code == 200


def test_a_calendar_program_reads_the_due_days_by_the_secret(plan: Plan, lan: Person) -> None:
    client = signed_in(lan)
    path = make_address(client, plan)
    with clock.frozen(datetime(clock.today().year, 12, 31, 1, tzinfo=UTC)):
        year = clock.today().year
        answer = Client().get(path)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    days = days_of(answer.content)
    assert days[f"R-000.1-{year}@hoitu"] == date(year, 11, 14)
    assert path not in client.get(f"/chi-tieu/ke-hoach/{plan.pk}/lich/").content.decode()
    assert path.split("/")[-1].removesuffix(".ics") not in str(
        list(CalendarAddress.objects.unscoped(why="tests").values())
    )


def test_plans_that_do_not_concern_the_agency_are_not_in_its_feed(plan: Plan, lan: Person) -> None:
    hoa = make_person(make_agency("Báo Nơi Khác"), "secretary")
    assert days_of(Client().get(make_address(signed_in(hoa), plan)).content) == {}
    assert days_of(Client().get(make_address(signed_in(lan), plan)).content)


def test_a_new_address_ends_the_old_one_and_who_left_reads_nothing(plan: Plan, lan: Person) -> None:
    client = signed_in(lan)
    old = make_address(client, plan)
    new = make_address(client, plan)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    Membership.objects.unscoped(why="tests").filter(person=lan).update(active_until=clock.now())
    assert Client().get(new).status_code == 404


def test_an_address_can_be_ended(plan: Plan, lan: Person) -> None:
    client = signed_in(lan)
    path = make_address(client, plan)
    client.post(f"/chi-tieu/ke-hoach/{plan.pk}/lich/dia-chi/", {"action": "end"})
    assert Client().get(path).status_code == 404
    assert Client().get("/chi-tieu/lich/khong-co.ics").status_code == 404
