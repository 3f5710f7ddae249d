"""Which plans and figures somebody may open: a draft and its figures stay with who entered it."""

from uuid import UUID

from hoitu.kernel.access import ActorRequest
from hoitu.kernel.errors import NotFound
from hoitu.strategy import api
from hoitu.strategy.models import Measure, Plan


def readable_plan(request: ActorRequest, plan_id: UUID) -> Plan:
    """Return a plan that the reader may read, with what its pages name. Raises `NotFound`."""
    readable = Plan.objects.filter(api.readable_plans(request.actor.agency_id), pk=plan_id)
    row = readable.select_related("owner", "parent", "replaces").first()
    if row is None:
        raise NotFound()
    return row


def readable_measure(request: ActorRequest, measure_id: UUID) -> Measure:
    """Return a measure of a plan that the reader may read. Raises `NotFound`."""
    row = Measure.objects.select_related("target__plan").filter(pk=measure_id).first()
    if row is None:
        raise NotFound()
    readable_plan(request, row.target.plan_id)
    return row
