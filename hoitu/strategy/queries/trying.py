"""What would a target say if some agencies passed? The same judgement, other answers; nothing is kept of it."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from hoitu.strategy.data import Unit
from hoitu.strategy.policies.passing import Verdict
from hoitu.strategy.queries.values import UnitValue, Value, asked_of, judge

# Where the units' own answers are counted. Sums of people or money do not follow from "this agency passes".
OF_ANSWERS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS, Unit.GROWTH_PER_UNIT_A_YEAR)


def can_try(value: Value) -> bool:
    """Say whether a target follows from which agencies pass."""
    return value.verdict is not None and value.measure.unit in OF_ANSWERS


def judged_with(value: Value, passing: Collection[UUID]) -> Verdict:
    """Return the verdict that the target would have if these agencies passed beside those that do."""
    measure = value.measure
    plan = measure.target.plan
    asked = asked_of(plan, measure, [], list(plan.bodies.select_related("organisation")))
    units = [_passing(unit) if unit.agency_id in passing else unit for unit in value.units]
    return judge(asked, units)


def smallest_set(value: Value) -> tuple[UUID, ...] | None:
    """Return the fewest agencies with which the target passes, those nearest to it first.

    () where it passes already, None where no agencies of this installation make it pass. Among sets of one size it is
    the one of the agencies that lack least: half a rule done, then the most records of what is asked.
    """
    wanted: list[UUID] = []
    nearest = sorted((unit for unit in value.units if _may_come(unit, value)), key=_distance)
    for unit in (None, *nearest):
        if unit is not None and unit.agency_id is not None:
            wanted.append(unit.agency_id)
        if judged_with(value, wanted).passes:
            return tuple(wanted)
    return None


def _may_come(unit: UnitValue, value: Value) -> bool:
    """Only an agency that is here and does not pass; where the plan names its units, only one of these."""
    if unit.agency_id is None or unit.figure.passes is True:
        return False
    measure = value.measure
    if measure.unit != Unit.NAMED_UNITS:
        return True
    named = measure.target.plan.bodies.filter(key__in=measure.named_units)
    return unit.agency_id in set(named.values_list("organisation_id", flat=True))


def _distance(unit: UnitValue) -> tuple[int, float, str]:
    figure = unit.figure
    if figure.is_partial:
        return (0, 0.0, unit.name)
    known = figure.passes is not None or bool(figure.parts)
    done = figure.records / figure.least if figure.least else float(figure.records)
    return (1 if known else 2, -done, unit.name)


def _passing(unit: UnitValue) -> UnitValue:
    return replace(unit, figure=replace(unit.figure, passes=True, is_partial=False))
