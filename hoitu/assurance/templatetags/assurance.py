"""Results of draws inside other rooms' pages."""

from dataclasses import dataclass
from uuid import UUID

from django import template
from django.template.context import Context

from hoitu.assurance import api
from hoitu.assurance.data import Verified
from hoitu.assurance.web.looks import result_words
from hoitu.kernel.text import format_percent

register = template.Library()


@dataclass(frozen=True)
class Beside:
    """The newest closed draw of one agency beside its number."""

    draw_id: UUID
    words: str
    is_open: bool


@register.filter
def share(value: float | None) -> str:
    """Show a share between 0 and 1 as "97,5 %"."""
    return "" if value is None else format_percent(100 * value, decimals=1)


@register.simple_tag(takes_context=True)
def verified_of(context: Context) -> Beside | None:
    """Return what draws found of the unit of a page about one number; read once for all its units."""
    request, measure, unit = context.get("request"), context.get("measure"), context.get("unit")
    if request is None or measure is None or unit is None or unit.agency_id is None:
        return None
    found: dict[UUID, Verified] | None = getattr(request, "_verified_by_draws", None)
    if found is None:
        units = {row.unit.agency_id for row in context.get("units") or () if row.is_open}
        found = api.verified(
            plan_id=measure.target.plan_id,
            target=measure.target.key,
            indicator=measure.indicator,
            agency_ids=units,
        )
        request._verified_by_draws = found
        draws = {one.draw_id for one in found.values()}
        request._open_draws = set(
            api.seen_by(request.actor).filter(pk__in=draws).values_list("pk", flat=True)
        )
    one = found.get(unit.agency_id)
    return Beside(one.draw_id, result_words(one.result), one.draw_id in request._open_draws) if one else None
