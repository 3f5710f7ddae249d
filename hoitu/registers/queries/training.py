"""IND-06: who completed a course on press digital transformation, with both lists behind the figure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.months import months_before
from hoitu.registers import data
from hoitu.registers.models import Attendance, Course, Enrolment, Session
from hoitu.registers.queries.rules import legal_rule, rule_integer

LEFT_OUT = {"contributor"}  # the plans count leaders, staff, reporters and editors
WHY = "a completed course counts wherever the person works"
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
FEW = 500  # a longer list of people costs more to send than everybody's rows to read
# The four groups that the plans name, the first one that fits; whoever fits none is of the staff.
LEADERS = {title for head in accounts.HEADS for title in (head, f"deputy_{head}")}
EDITORS = {"managing_secretary", "deputy_secretary", "desk_head", "deputy_desk_head", "editor"}
REPORTERS = {"reporter", "resident_reporter", "photographer", "camera_operator"}
GROUPS = (
    ("leader", LEADERS, {"director"}),
    ("editor", EDITORS, {"secretary", "desk_head", "editor"}),
    ("reporter", REPORTERS, {"reporter"}),
)


@dataclass(frozen=True)
class Thresholds:
    """What counts as completed, by the rules of the day asked about."""

    attendance_percent: int
    since: date
    refreshed_months: int


def trained(*, agency_ids: Collection[UUID], on: date) -> dict[UUID, data.Training]:
    """Return for each agency the people who count and what each completed by the day (IND-06).

    Completed: at least the rule's share of all the course's sessions attended, or the test passed, or, for a
    course that somebody else held, a certificate. Source: seed-features §3, IND-06. Raises `RuleUnknown`.
    """
    rules = Thresholds(
        attendance_percent=rule_integer("strategy.ind06.attendance_percent", on),
        since=date.fromisoformat(str(legal_rule(key="strategy.ind06.since", on=on).value)),
        refreshed_months=rule_integer("strategy.ind06.refreshed_months", on),
    )
    members = people_who_count(agency_ids, on)
    found = completions(person_ids={member.person_id for member in members}, on=on, rules=rules)
    recent = months_before(on, rules.refreshed_months)
    people: dict[UUID, list[data.Learner]] = {agency_id: [] for agency_id in agency_ids}
    for member in members:
        done = tuple(sorted(found.get(member.person_id, ()), key=lambda each: (each.day, each.course)))
        fresh = any(each.day >= recent for each in done)
        people[member.agency_id].append(
            data.Learner(member.person_id, member.full_name, done, fresh, group_of(member))
        )
    keepers = _keepers(agency_ids, on)
    return {
        agency_id: data.Training(tuple(rows), agency_id in keepers or any(each.completions for each in rows))
        for agency_id, rows in people.items()
    }


def people_who_count(agency_ids: Collection[UUID], on: date) -> list[accounts.Member]:
    """Return who works for these agencies on a day in one of the four groups."""
    return [
        member
        for member in accounts.members_on(agency_ids=agency_ids, on=on)
        if not (kinds := {*member.titles, *member.role_keys}) or not kinds <= LEFT_OUT
    ]


def group_of(member: accounts.Member) -> str:
    """Return the group of a person by title, or where there is none by role."""
    titles, roles = set(member.titles), set(member.role_keys)
    return next((key for key, own, held in GROUPS if (titles & own if titles else roles & held)), "staff")


def trained_twice(*, agency_ids: Collection[UUID], on: date) -> tuple[int, int]:
    """Return how often sums over these agencies count somebody again: among the trained, among all.

    Whoever works for two of them stands in both lists and is one person (seed-features §3, IND-06).
    """
    places = accounts.agencies_with_shared_people(agency_ids=agency_ids, on=on)
    if not places:
        return 0, 0
    lists = [found.people for found in trained(agency_ids=places, on=on).values() if found.is_kept]
    seen = Counter(each.person_id for people in lists for each in people)
    done = Counter(each.person_id for people in lists for each in people if each.completions)
    return sum(done.values()) - len(done), sum(seen.values()) - len(seen)


def completions(
    *, person_ids: Collection[UUID], on: date, rules: Thresholds
) -> dict[UUID, list[data.Completion]]:
    """Return what each of these people completed from the rule's first day to `on`, each course once."""
    first: dict[tuple[UUID, UUID], data.Completion] = {}
    for person_id, done in (*_by_attendance(person_ids, on, rules), *_by_result(person_ids, on)):
        if not rules.since <= done.day <= on:
            continue
        key = (person_id, done.course_id)
        if key not in first or done.day < first[key].day:
            first[key] = done
    found: dict[UUID, list[data.Completion]] = defaultdict(list)
    for (person_id, _course), done in first.items():
        found[person_id].append(done)
    return found


def day_of_completion(days: Iterable[date], *, sessions: int, percent: int) -> date | None:
    """Return the day on which enough of a course's sessions had been attended; None: not enough yet."""
    for count, day in enumerate(sorted(days), start=1):
        if sessions and 100 * count >= percent * sessions:
            return day
    return None


def _keepers(agency_ids: Collection[UUID], on: date) -> set[UUID]:
    courses = Course.objects.unscoped(why=WHY).filter(archived_at=None, is_digital=True, starts_on__lte=on)
    return set(courses.order_by().values_list("agency_id", flat=True)) & set(agency_ids)


def _of_people(rows: Rows, person_ids: Collection[UUID]) -> Rows:
    return rows.filter(person_id__in=person_ids) if len(person_ids) <= FEW else rows


def _by_attendance(
    person_ids: Collection[UUID], on: date, rules: Thresholds
) -> list[tuple[UUID, data.Completion]]:
    rows = Attendance.objects.unscoped(why=WHY).filter(
        archived_at=None, session__archived_at=None,
        session__course__archived_at=None, session__course__is_digital=True,
    )  # fmt: skip
    days: dict[tuple[UUID, UUID], list[date]] = defaultdict(list)
    names: dict[UUID, str] = {}
    columns = ("person_id", "session__course_id", "session__course__name", "session__starts_at")
    for person_id, course_id, name, starts_at in (
        _of_people(rows, person_ids).order_by().values_list(*columns)
    ):
        day = clock.local(starts_at).date()
        if day <= on:
            days[person_id, course_id].append(day)
            names[course_id] = name
    totals: dict[UUID, int] = defaultdict(int)
    sessions = Session.objects.unscoped(why=WHY).filter(archived_at=None, course_id__in=names)
    for course_id in sessions.order_by().values_list("course_id", flat=True):
        totals[course_id] += 1
    found = []
    for (person_id, course_id), attended in days.items():
        day_done = day_of_completion(attended, sessions=totals[course_id], percent=rules.attendance_percent)
        if day_done:
            done = data.Completion(course_id, names[course_id], day_done, "attendance")
            found.append((person_id, done))
    return found


def _by_result(person_ids: Collection[UUID], on: date) -> list[tuple[UUID, data.Completion]]:
    rows = Enrolment.objects.unscoped(why=WHY).filter(
        archived_at=None, course__archived_at=None, course__is_digital=True
    )
    found = []
    for row in _of_people(rows, person_ids).select_related("course"):
        if row.test == Enrolment.Test.PASSED and row.tested_on:
            found.append((row.person_id, _done(row, row.tested_on, "test")))
        if row.course.is_outside and row.certificate and row.certified_on:
            found.append((row.person_id, _done(row, row.certified_on, "certificate")))
    return found


def _done(row: Enrolment, day: date, by: str) -> data.Completion:
    return data.Completion(row.course_id, row.course.name, day, by)
