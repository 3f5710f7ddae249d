"""A plan of many agencies at a glance: k of n per target, who has no data, by province; all issued plans together."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.api import Islands
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.strategy.data import DocumentState
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries.scope import agencies_of
from hoitu.strategy.queries.values import UnitValue, Value, is_answerable, value_of, values_of

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
    """A plan's measures, and the agencies of today without data for each indicator, by name.

    `silent` are the ids of those without data for any indicator that asks them; two agencies may share a name.
    """

    plan: Plan
    agencies: tuple[Organisation, ...]
    values: tuple[Value, ...]
    without_data: tuple[tuple[str, tuple[str, ...]], ...]
    silent: frozenset[UUID]

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
    live = _live_of_agencies(values, {agency.id for agency in today})
    missing = {key: tuple(unit for unit in units if _is_silent(unit)) for key, units in live.items()}
    asked = {unit.agency_id for units in live.values() for unit in units if unit.agency_id}
    heard = {unit.agency_id for units in live.values() for unit in units if not _is_silent(unit)}
    return RollUp(
        plan,
        today,
        values,
        tuple((key, tuple(unit.name for unit in units)) for key, units in missing.items()),
        frozenset(asked - heard),
    )


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


def of_province(measure: Measure, key: str) -> Place | None:
    """Return one province under a measure of a plan, reading no other; None for a key that is no province."""
    known = accounts.provinces()

    def stands_there(row: Organisation) -> bool:
        return (row.province if row.province in known else NOWHERE) == key

    value = value_of(measure.target.plan, measure, only=stands_there)
    if value.verdict is None:
        return None
    return next((place for place in places_of(value) if place.key == key), None)


def _live_of_agencies(values: Collection[Value], ids: set[UUID]) -> dict[str, list[UnitValue]]:
    """Return the units of today for each indicator of the running period that asks agencies, not one body for all."""
    found: dict[str, list[UnitValue]] = {}
    for value in values:
        units = [unit for unit in value.units if unit.agency_id is None or unit.agency_id in ids]
        if value.is_live and value.measure.indicator not in found and any(unit.agency_id for unit in units):
            found[value.measure.indicator] = units
    return found


def _is_silent(unit: UnitValue) -> bool:
    return not unit.figure.parts and unit.figure.passes is None
