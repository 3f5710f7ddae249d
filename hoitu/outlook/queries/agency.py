"""One press agency as its head sees it: targets, tasks, reports, what it published, what runs out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers import api as registers
from hoitu.reporting import api as reporting
from hoitu.strategy import api as strategy

WEEKS = 12
TASKS_SHOWN = 6
SOON = timedelta(days=60)


@dataclass(frozen=True)
class TargetLine:
    """One target of a plan as it stands for one agency, beside what the whole plan reaches."""

    value: strategy.Value
    name: str
    unit: strategy.UnitValue

    @property
    def year(self) -> int:
        return self.value.measure.target.year or 0


@dataclass(frozen=True)
class Week:
    """How many stories came out for the first time in seven days from Monday on."""

    starts_on: date
    items: int


@dataclass(frozen=True)
class Alarm:
    """Something that needs a person: what, how many, where it stands; `state` is over, soon or lacking."""

    label: str
    count: int
    url: str
    state: str


@dataclass(frozen=True)
class AgencyView:
    """Everything on the dashboard of an agency's head."""

    year: int
    targets: tuple[TargetLine, ...]
    cards: tuple[strategy.Card, ...]
    counts_late: int
    counts_open: int
    owed: tuple[tuple[reporting.Owed, bool], ...]
    weeks: tuple[Week, ...]
    warnings: tuple[Alarm, ...]

    @property
    def due_now(self) -> tuple[TargetLine, ...]:
        """Return the targets of the nearest year that is not over."""
        return tuple(line for line in self.targets if line.year == self.year)

    @property
    def reached(self) -> int:
        return sum(line.unit.figure.passes is True for line in self.due_now)

    @property
    def items_lately(self) -> int:
        return sum(week.items for week in self.weeks[-4:])

    @property
    def items_before(self) -> int:
        return sum(week.items for week in self.weeks[-8:-4])

    @property
    def reports_open(self) -> int:
        return sum(not one.is_sent for one, _late in self.owed)

    @property
    def reports_late(self) -> int:
        return sum(late for _one, late in self.owed)


def agency_view(actor: Actor, *, no_systems: str, unchecked: str) -> AgencyView:
    """Return the dashboard of the actor's agency; the two words name the warnings about information systems."""
    now, today = clock.now(), clock.today()
    targets = _targets(actor.agency)
    cards = [card for card in strategy.cards_of(actor) if card.case.agency_id == actor.agency]
    counted = strategy.counts(cards)
    undone = [card for card in cards if card.state not in ("done", "not_open")]
    years = [line.year for line in targets]
    return AgencyView(
        year=min(years, default=today.year),
        targets=targets,
        cards=tuple(undone[:TASKS_SHOWN]),
        counts_late=counted.late,
        counts_open=len(undone),
        owed=_owed(actor, now),
        weeks=weeks_of(actor.agency, today=today),
        warnings=tuple(_warnings(actor, today, no_systems=no_systems, unchecked=unchecked)),
    )


def week_window(starts_on: date) -> strategy.Window:
    """Return the seven days from a Monday, in Vietnam."""
    start = datetime.combine(starts_on, time(), clock.VIETNAM)
    return strategy.Window(start, start + timedelta(days=7))


def weeks_of(agency_id: UUID, *, today: date) -> tuple[Week, ...]:
    """Return the last twelve weeks, the running one last; one query, however many stories."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    window = strategy.Window(week_window(mondays[0]).start, week_window(monday).end)
    moments = strategy.published(agency_id, window, strategy.Part.ITEMS).values_list(
        "published_at", flat=True
    )
    days = (clock.local(moment).date() for moment in moments)
    counted = Counter(day - timedelta(days=day.weekday()) for day in days)
    return tuple(Week(one, counted[one]) for one in mondays)


def _targets(agency_id: UUID) -> tuple[TargetLine, ...]:
    found = []
    for plan in strategy.plans_about([agency_id]):
        for value in strategy.roll_up(plan).values:
            unit = next((one for one in value.units if one.agency_id == agency_id), None)
            if unit is not None and value.is_live and value.measure.target.year is not None:
                name = strategy.indicator_name(value.measure.indicator)
                found.append(TargetLine(value, name, unit))
    return tuple(sorted(found, key=lambda line: (line.year, line.unit.figure.passes is True)))


def _owed(actor: Actor, now: datetime) -> tuple[tuple[reporting.Owed, bool], ...]:
    if not actor.may("reporting.read"):
        return ()
    owed = reporting.owed_by(actor.agency, year=clock.local(now).year)
    return tuple((one, one.is_late(now)) for one in owed)


def _warnings(actor: Actor, today: date, *, no_systems: str, unchecked: str) -> list[Alarm]:
    found = []
    for one in registers.endings_of(actor):
        if one.over:
            found.append(Alarm(one.title, one.over, one.over_url, "over"))
        if one.ending:
            found.append(Alarm(one.title, one.ending, one.ending_url, "soon"))
    found += _systems(actor, today, no_systems=no_systems, unchecked=unchecked)
    return sorted(found, key=lambda one: ("over", "lacking", "soon").index(one.state))


def _systems(actor: Actor, today: date, *, no_systems: str, unchecked: str) -> list[Alarm]:
    if not actor.may("registers.read") and not actor.may("registers.security"):
        return []
    try:
        systems = registers.level_three(agency_ids=[actor.agency], on=today)[actor.agency].systems
    except registers.RuleUnknown:
        return []
    url = reverse("registers:rows", args=["he-thong"])
    lacking = sum(bool(one.lacks) for one in systems)
    if lacking:
        return [Alarm(unchecked, lacking, url, "lacking")]
    return [] if systems else [Alarm(no_systems, 0, url, "lacking")]
