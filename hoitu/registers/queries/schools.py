"""IND-12, IND-13: who teaches digital journalism by a current programme, and which courses were really held."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.months import months_before
from hoitu.registers import data
from hoitu.registers.models import Attendance, Course, Curriculum, Institution
from hoitu.registers.queries.rules import rule_integer

WHY = "figures of the bodies asked about"


def schools(*, agency_ids: Collection[UUID], on: date) -> dict[UUID, tuple[data.School, ...]]:
    """Return the institutions of higher education with a press faculty that each body lists (IND-12).

    Of a programme the newest version issued by the day counts. Source: seed-features §3, IND-12.
    """
    rows = Institution.objects.unscoped(why=WHY).filter(
        agency_id__in=agency_ids,
        archived_at=None,
        has_press_faculty=True,
        kind=Institution.Kind.UNIVERSITY,
    )
    versions = (
        Curriculum.objects.unscoped(why=WHY)
        .filter(institution__in=rows, archived_at=None, issued_on__lte=on)
        .order_by("issued_on", "changed_at", "id")
    )
    newest = {(row.institution_id, row.code): row for row in versions}
    programmes: dict[UUID, list[data.ProgrammeVersion]] = defaultdict(list)
    for (institution_id, code), row in sorted(newest.items(), key=lambda each: each[0][1]):
        module = row.digital_module if row.has_digital_module else ""
        programmes[institution_id].append(
            data.ProgrammeVersion(code, row.name, row.version, row.issued_on, module)
        )
    found: dict[UUID, list[data.School]] = defaultdict(list)
    for school in rows:
        found[school.agency_id].append(data.School(school.pk, school.name, tuple(programmes[school.pk])))
    return {agency_id: tuple(found[agency_id]) for agency_id in agency_ids}


def courses_run(
    *, agency_ids: Collection[UUID], since: date, on: date
) -> dict[UUID, tuple[data.CourseRun, ...]]:
    """Return the courses of each body that somebody attended from `since` to the day (IND-13).

    A course that was only planned is not among them. Raises `RuleUnknown`.
    """
    months = rule_integer("strategy.ind13.months", on)
    there = Attendance.objects.unscoped(why=WHY).filter(
        agency_id__in=agency_ids,
        archived_at=None,
        session__archived_at=None,
        session__course__archived_at=None,
        session__starts_at__gte=_midnight(since),
        session__starts_at__lt=_midnight(on + timedelta(days=1)),
    )
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for course_id, person_id in there.values_list("session__course_id", "person_id"):
        people[course_id].add(person_id)
    found: dict[UUID, list[data.CourseRun]] = defaultdict(list)
    for row in Course.objects.unscoped(why=WHY).filter(pk__in=people).order_by("starts_on", "code"):
        written, begins = row.programme_on, row.starts_on
        found[row.agency_id].append(
            data.CourseRun(
                course_id=row.pk,
                code=row.code,
                name=row.name,
                starts_on=begins,
                programme_on=written,
                is_digital=row.is_digital,
                is_current=written is not None and months_before(begins, months) <= written <= begins,
                people=len(people[row.pk]),
            )
        )
    return {agency_id: tuple(found[agency_id]) for agency_id in agency_ids}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)
