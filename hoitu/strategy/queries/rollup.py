"""A plan of many agencies at a glance: k of n per target, who has no data, by province; all issued plans together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.api import Islands
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.strategy.data import DocumentState
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries.scope import agencies_of
from hoitu.strategy.queries.values import UnitValue, Value, is_answerable, values_of

NOWHERE = "trung-uong"  # where national agencies stand, and those whose province nobody has said


@dataclass(frozen=True)
class Place:
    """The agencies of one province under one measure. `column` 0: it has no tile."""

    key: str
    name: str
    column: int
    row: int
    units: tuple[UnitValue, ...] = ()
    islands: Islands | None = None

    @property
    def n(self) -> int:
        return len(self.units)

    @property
    def k(self) -> int:
        return sum(unit.figure.passes is True for unit in self.units)

    @property
    def without_data(self) -> int:
        return sum(unit.figure.passes is None for unit in self.units)

    @property
    def tone(self) -> str:
        """Return in one word how the province stands: none, unknown, zero, some, all."""
        if not self.units:
            return "none"
        if self.without_data == self.n:
            return "unknown"
        if self.k == 0:
            return "zero"
        return "all" if self.k == self.n else "some"


@dataclass(frozen=True)
class RollUp:
    """A plan's measures, and the agencies of today without data for each indicator, by name."""

    plan: Plan
    agencies: tuple[Organisation, ...]
    values: tuple[Value, ...]
    without_data: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the agencies that have no data for any indicator."""
        names = [set(missing) for _indicator, missing in self.without_data]
        return tuple(sorted(set.intersection(*names))) if names else ()

    @property
    def covered(self) -> int:
        return len(self.agencies) - len(self.silent)


@dataclass(frozen=True)
class Nation:
    """Every issued plan that somebody here answers for; the drafts that stay out; which agencies no plan covers."""

    plans: tuple[RollUp, ...]
    drafts: tuple[Plan, ...]
    agencies: int
    uncovered: tuple[str, ...]


def roll_up(plan: Plan) -> RollUp:
    """Return a plan's measures over its agencies, counted ones as stored for the running period."""
    rows = Measure.objects.filter(target__plan=plan).select_related("target")
    measures = [row for row in rows.order_by("target__position", "position") if is_answerable(row)]
    values = tuple(values_of(plan, measures))
    today = tuple(agencies_of(plan, on=clock.today()))
    return RollUp(plan, today, values, tuple(_without_data(values, today)))


def nation() -> Nation:
    """Return the roll-ups of all issued plans with agencies here. A draft binds nobody and counts nowhere."""
    bound = list(Plan.objects.exclude(scope=Plan.Scope.NONE).select_related("owner"))
    plans = tuple(roll_up(plan) for plan in bound if plan.state == DocumentState.ISSUED)
    covered = {agency.id for plan in plans for agency in plan.agencies}
    every = accounts.press_agencies(on=clock.today())
    return Nation(
        plans,
        tuple(plan for plan in bound if plan.state != DocumentState.ISSUED),
        len(every),
        tuple(agency.name for agency in every if agency.id not in covered),
    )


def places_of(value: Value) -> list[Place]:
    """Return every province with its agencies under a measure, north to south, then those without a province."""
    known = accounts.provinces()
    units: dict[str, list[UnitValue]] = {}
    for unit in value.units:
        units.setdefault(unit.province if unit.province in known else NOWHERE, []).append(unit)
    places = [
        Place(one.key, one.name, one.column, one.row, tuple(units.get(one.key, ())), one.islands)
        for one in known.values()
        if not one.sample or one.key in units
    ]
    places.sort(key=lambda place: (place.row, place.column))
    if NOWHERE in units:
        places.append(Place(NOWHERE, "", 0, 0, tuple(units[NOWHERE])))
    return places


def of_province(value: Value, key: str) -> Place | None:
    """Return one province of a measure; None for a key that is no province."""
    return next((place for place in places_of(value) if place.key == key), None)


def _without_data(
    values: Collection[Value], agencies: Collection[Organisation]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield for each indicator of the running period which of today's agencies have nothing counted."""
    ids = {agency.id for agency in agencies}
    done: set[str] = set()
    for value in values:
        if value.measure.indicator in done or not value.is_live:
            continue
        done.add(value.measure.indicator)
        names = (unit.name for unit in value.units if _is_silent(unit, ids))
        yield value.measure.indicator, tuple(names)


def _is_silent(unit: UnitValue, ids: Collection[UUID]) -> bool:
    said_nothing = not unit.figure.parts and unit.figure.passes is None
    return said_nothing and (unit.agency_id is None or unit.agency_id in ids)
