"""What would a target say if some agencies passed? The same judgement, other answers; nothing is kept of it."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked
from hoitu.strategy.policies.passing import Verdict
from hoitu.strategy.queries.addressees import Named, named_on
from hoitu.strategy.queries.values import UnitValue, Value, asked_of, judge

# Where the units' own answers are counted. Sums of people or money do not follow from "this agency passes".
OF_ANSWERS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS, Unit.GROWTH_PER_UNIT_A_YEAR)


def can_try(value: Value) -> bool:
    """Say whether a target follows from which agencies pass."""
    return value.verdict is not None and value.measure.unit in OF_ANSWERS


def judged_with(value: Value, passing: Collection[UUID]) -> Verdict:
    """Return the verdict that the target would have if these agencies passed beside those that do."""
    return _judged(_asked(value), value, passing)


def smallest_set(value: Value) -> tuple[UUID, ...] | None:
    """Return the fewest agencies with which the target passes, those nearest to it first.

    () where it passes already, None where no agencies of this installation make it pass. Among sets of one size it is
    the one of the agencies that lack least: half a rule done, then the most records of what is asked.
    """
    asked, may_come = _asked(value), _may_come(value)
    coming = sorted((unit for unit in value.units if unit.agency_id in may_come), key=_distance)
    wanted = [unit.agency_id for unit in coming if unit.agency_id is not None]
    # One more that passes never makes a target fail: the first length that passes is the smallest.
    sizes = range(len(wanted) + 1)
    size = bisect_left(sizes, True, key=lambda size: bool(_judged(asked, value, wanted[:size]).passes))
    return tuple(wanted[:size]) if size <= len(wanted) else None


def _asked(value: Value) -> Asked:
    return asked_of(value.measure.target.plan, value.measure, [], _named(value))


def _named(value: Value) -> list[Named]:
    return named_on(value.measure.target.plan.bodies.select_related("organisation"), value.last_day)


def _judged(asked: Asked, value: Value, passing: Collection[UUID]) -> Verdict:
    chosen = set(passing)
    return judge(asked, [_passing(unit) if unit.agency_id in chosen else unit for unit in value.units])


def _may_come(value: Value) -> set[UUID]:
    """Return the agencies that are here and do not pass; where the plan names its units, only these."""
    failing = {unit.agency_id for unit in value.units if unit.agency_id and unit.figure.passes is not True}
    measure = value.measure
    if measure.unit != Unit.NAMED_UNITS:
        return failing
    named = {one.organisation_id for one in _named(value) if one.key in measure.named_units}
    return {agency_id for agency_id in failing if agency_id in named}


def _distance(unit: UnitValue) -> tuple[int, float, str]:
    figure = unit.figure
    if figure.is_partial:
        return (0, 0.0, unit.name)
    known = figure.passes is not None or bool(figure.parts)
    done = figure.records / figure.least if figure.least else float(figure.records)
    return (1 if known else 2, -done, unit.name)


def _passing(unit: UnitValue) -> UnitValue:
    return replace(unit, figure=replace(unit.figure, passes=True, is_partial=False))
