"""Forecasts of a plan, and what a target would say if chosen agencies passed."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.outlook.data import HORIZON_YEAR
from hoitu.outlook.policies.forecasting import CHANCE_POINTS, CHANCE_UNITS, DRAWS, LEAST_POINTS, LEAST_UNITS
from hoitu.outlook.queries.forecasts import Outlook, outlooks_of
from hoitu.outlook.web.charts import Chart, forecast_chart
from hoitu.outlook.web.frames import page
from hoitu.strategy import api as strategy

SHARES = ("share_of_agencies", "share_of_people", "share_of_systems", "share_of_institutions")


@dataclass(frozen=True)
class Drawn:
    """One measure's outlook as the page shows it."""

    outlook: Outlook
    chart: Chart | None
    chance_percent: int | None
    few_units: int = 0  # how many there are, where they are too few


@needs("strategy.read")
@require_GET
def forecasts(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show for each share of a plan where it is heading, or why that cannot be said."""
    plan = strategy.plan_for(request.actor, plan_id)
    latest: dict[tuple[str, str], strategy.Value] = {}
    others = []
    for value in strategy.roll_up(plan).values:
        measure = value.measure
        if measure.unit not in SHARES:
            others.append((value, strategy.indicator_name(measure.indicator)))
            continue
        key = (measure.indicator, measure.unit)
        before = latest.get(key)
        if before is None or (measure.target.year or 0) > (before.measure.target.year or 0):
            latest[key] = value
    found = [_drawn(one) for one in outlooks_of(list(latest.values()))]
    context = {
        "plan": plan,
        "drawn": sorted(found, key=lambda one: one.chart is None),
        "others": others,
        "horizon": HORIZON_YEAR,
        "least": LEAST_POINTS,
        "least_units": LEAST_UNITS,
        "draws": DRAWS,
        "chance_points": CHANCE_POINTS,
        "chance_units": CHANCE_UNITS,
    }
    return page(request, "outlook/forecasts.html", context)


@needs("strategy.read")
@require_GET
def what_if(request: ActorRequest, measure_id: UUID) -> HttpResponse:
    """Show a target as it would stand if the agencies of the address passed. Nothing of it is kept."""
    value = strategy.value_for(request.actor, measure_id)
    if not strategy.can_try(value):
        raise NotFound()
    asked = set(request.GET.getlist("co-quan"))
    open_to = strategy.open_to(request.actor)
    here = [unit for unit in value.units if unit.agency_id is not None]
    chosen = {unit.agency_id for unit in here if str(unit.agency_id) in asked}
    smallest = strategy.smallest_set(value)
    names = {unit.agency_id: unit.name for unit in here}
    context = {
        "value": value,
        "measure": value.measure,
        "target": value.measure.target,
        "plan": value.measure.target.plan,
        "name": strategy.indicator_name(value.measure.indicator),
        "tried": strategy.judged_with(value, {key for key in chosen if key is not None}),
        "chosen": chosen,
        "failing": [(unit, unit.agency_id in open_to) for unit in here if unit.figure.passes is not True],
        "passing": [unit for unit in here if unit.figure.passes is True],
        "absent": [unit.name for unit in value.units if unit.agency_id is None],
        "smallest": None if smallest is None else [(key, names[key]) for key in smallest],
        "smallest_query": "&".join(f"co-quan={key}" for key in smallest or ()),
    }
    return page(request, "outlook/what_if.html", context)


def _drawn(outlook: Outlook) -> Drawn:
    found = outlook.forecast
    if found is None:
        units = min((point.n for point in outlook.points), default=0)
        return Drawn(outlook, None, None, units if units < LEAST_UNITS else 0)
    # A chance in fives: more would pretend to know more. The page calls 0 "under 5" and 100 "over 95".
    chance = None if found.chance is None else 5 * round(20 * found.chance)
    return Drawn(outlook, forecast_chart(outlook), chance)
