"""Screens for whoever answers for many agencies: a plan at a glance, its provinces, all issued plans."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.strategy import api
from hoitu.strategy.definitions import name_of
from hoitu.strategy.queries import rollup as queries
from hoitu.strategy.queries.rollup import Place, RollUp
from hoitu.strategy.queries.values import Value
from hoitu.strategy.web.readable import readable_measure, readable_plan


@needs("strategy.read")
@require_GET
def rollup(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan's targets over all its agencies, and one of them province by province."""
    plan = readable_plan(request, plan_id)
    found = queries.roll_up(plan)
    chosen = _chosen(found, request.GET.get("muc", ""))
    places = _named(queries.places_of(chosen)) if chosen else []
    context = {
        "plan": plan,
        "rollup": found,
        "chosen": chosen,
        "places": places,
        "tiles": [place for place in places if place.column],
        "coverage": [(name_of(key), names) for key, names in found.without_data],
        "rows": [(value, name_of(value.measure.indicator)) for value in found.values],
    }
    return render(request, "strategy/rollup.html", context)


@needs("strategy.read")
@require_GET
def province(request: ActorRequest, measure_id: UUID, province: str) -> HttpResponse:
    """Show one province's agencies under a measure; each leads to the records behind its figure."""
    row = readable_measure(request, measure_id)
    place = queries.of_province(row, province)
    if place is None:
        raise NotFound()
    open_to = api.open_to(request.actor)
    context = {
        "measure": row,
        "target": row.target,
        "plan": row.target.plan,
        "place": _named([place])[0],
        "units": [(unit, unit.agency_id in open_to) for unit in place.units],
    }
    return render(request, "strategy/province.html", context)


@needs("strategy.read")
@require_GET
def nation(request: ActorRequest) -> HttpResponse:
    """Show every issued plan that somebody on this installation answers for."""
    found = queries.nation()
    plans = [
        (one, [(value, name_of(value.measure.indicator)) for value in one.values]) for one in found.plans
    ]
    return render(request, "strategy/nation.html", {"nation": found, "plans": plans})


def _chosen(found: RollUp, measure_id: str) -> Value | None:
    """Return the measure that the map shows: the one asked for, else the first of the running or coming years."""
    for value in found.values:
        if str(value.measure.pk) == measure_id:
            return value
    return next((value for value in found.values if value.is_live), next(iter(found.values), None))


def _named(places: list[Place]) -> list[Place]:
    """Give words to the place of those without a province."""
    nowhere = _("Trung ương, chưa ghi tỉnh")
    return [
        place if place.name else Place(place.key, nowhere, place.column, place.row, place.units)
        for place in places
    ]
