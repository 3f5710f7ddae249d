"""What people of an agency, or agencies of an area, contributed in a year: the figures of a commendation (F45).

Nobody is ranked by a score: each column is counted by itself and opens to its list.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoitu.accounts import api as accounts
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.outlook.queries.area import AgencyLine, area_view
from hoitu.registers import api as registers
from hoitu.stories import api as stories
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Part

STORY = "story:"  # how a publication names the story of this system that came out
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Contribution:
    """What one person did in a stretch of days: stories signed that came out, those in several media, courses."""

    person_id: UUID
    name: str
    stories: frozenset[UUID]
    in_several_media: frozenset[UUID]
    courses: tuple[registers.Completion, ...]


@dataclass(frozen=True)
class AgencyContribution:
    """What one agency did in a stretch of days, beside how it stands with its plans today."""

    line: AgencyLine
    items: int
    items_before: int  # in the same days of the year before
    initiatives: int


def days_of(year: int) -> tuple[date, date]:
    """Return the first day of a year and its last, or today where the year is not over."""
    return date(year, 1, 1), min(date(year, 12, 31), clock.today())


def of_people(agency_id: UUID, *, year: int) -> tuple[Contribution, ...]:
    """Return everybody who contributed something to an agency in a year; who signed most stories is the first."""
    since, until = days_of(year)
    window = _window(since, until)
    came_out = _story_ids(strategy.published(agency_id, window, Part.ITEMS))
    several = _story_ids(strategy.published(agency_id, window, Part.SEVERAL_MEDIA))
    signed = stories.stories_signed(agency_id=agency_id, story_ids=came_out | several)
    learnt = _courses(agency_id, since, until)
    names = accounts.names_of(person_ids={*signed, *learnt})
    found = (
        Contribution(
            person_id=key,
            name=name,
            stories=frozenset(signed.get(key, set()) & came_out),
            in_several_media=frozenset(signed.get(key, set()) & several),
            courses=learnt.get(key, ()),
        )
        for key, name in names.items()
    )
    return tuple(sorted(found, key=lambda one: (-len(one.stories), -len(one.courses), one.name)))


def of_person_or_none(agency_id: UUID, person_id: UUID, *, year: int) -> Contribution | None:
    """Return what one person contributed; nothing yet is said so of who works there, None of anybody else."""
    for one in of_people(agency_id, year=year):
        if one.person_id == person_id:
            return one
    here = accounts.people_of(agency_id=agency_id, ids=[person_id])
    return Contribution(person_id, here[0].full_name, frozenset(), frozenset(), ()) if here else None


def of_agencies(actor: Actor, *, year: int) -> tuple[AgencyContribution, ...]:
    """Return the agencies below the actor; who reached the largest part of what is asked is the first."""
    since, until = days_of(year)
    lines = area_view(actor).agencies
    initiatives = registers.initiatives_of(agency_ids={line.agency_id for line in lines}, year=year)
    found = [
        AgencyContribution(
            line,
            strategy.published(line.agency_id, _window(since, until), Part.ITEMS).count(),
            strategy.published(line.agency_id, _window(_year_before(since), _year_before(until)), Part.ITEMS).count(),
            initiatives.get(line.agency_id, 0),
        )
        for line in lines
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-_reached(one.line), one.line.late, one.line.name)))


def publications_of(agency_id: UUID, story_ids: frozenset[UUID], *, year: int) -> "QuerySet[Any, Any]":
    """Return the first publications of these stories in a year, the newest first."""
    since, until = days_of(year)
    roots = [f"{STORY}{key}" for key in story_ids]
    return strategy.published(agency_id, _window(since, until), Part.ITEMS).filter(root__in=roots)


def items_of(actor: Actor, agency_id: UUID, *, year: int) -> tuple[str, "QuerySet[Any, Any]"] | None:
    """Return the name of an agency below the actor and what it first published in a year; None: not one of them."""
    if agency_id not in evidence.agencies_below(actor):
        return None
    since, until = days_of(year)
    name = accounts.organisation(organisation_id=agency_id).name
    return name, strategy.published(agency_id, _window(since, until), Part.ITEMS)


def _reached(line: AgencyLine) -> float:
    return line.reached / line.asked if line.asked else 0


def _story_ids(publications: "QuerySet[Any, Any]") -> set[UUID]:
    roots = publications.order_by().values_list("root", flat=True)
    return {UUID(root.removeprefix(STORY)) for root in roots if root.startswith(STORY)}


def _courses(agency_id: UUID, since: date, until: date) -> dict[UUID, tuple[registers.Completion, ...]]:
    try:
        training = registers.trained(agency_ids=[agency_id], on=until)[agency_id]
    except registers.RuleUnknown:
        return {}
    done = {
        one.person_id: tuple(each for each in one.completions if since <= each.day <= until)
        for one in training.people
    }
    return {key: courses for key, courses in done.items() if courses}


def _window(since: date, until: date) -> strategy.Window:
    """Return from the first moment of the first day to the last moment of the last one, in Vietnam."""
    start, end = (datetime.combine(day, time(), clock.VIETNAM) for day in (since, until + DAY))
    return strategy.Window(start, end)


def _year_before(day: date) -> date:
    last_of_february = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)
