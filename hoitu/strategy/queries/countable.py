"""The numbers of plans that records answer, for rooms that look behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.figures import Lines
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.scope import agencies_of, readable_plans
from hoitu.strategy.queries.values import is_computed, records_of


@dataclass(frozen=True)
class Countable:
    """One number of a plan that is counted from records. Measures are made anew when a plan is loaded: plan, target
    and indicator name one for good. `counts` says what its first part counts."""

    measure_id: UUID
    plan_id: UUID
    plan: str
    target: str
    words: str
    indicator: str
    name: str
    counts: str
    year: int | None


def countable(*, reader: UUID) -> list[Countable]:
    """Return the counted numbers of every issued plan that an organisation may read, by plan and target."""
    rows = (
        Measure.objects.filter(
            target__plan__in=Plan.objects.filter(readable_plans(reader)),
            target__plan__state="issued",
            indicator__in=COMPUTED,
        )
        .select_related("target__plan")
        .order_by("target__plan__issued_on", "target__plan__code", "target__position", "position")
    )
    return [_countable(row) for row in rows if is_computed(row)]


def counted(*, measure_id: UUID, agency_id: UUID, until: date) -> Lines:
    """Return the records that one agency's number counts up to the end of a day, as others than the agency
    see them."""
    measure = _measure(measure_id)
    end = datetime.combine(until + timedelta(days=1), time(), clock.VIETNAM)
    return records_of(measure, agency_id=agency_id, reader=None, until=end)


def counted_of(*, measure_id: UUID, on: date, among: Collection[UUID]) -> list[Organisation]:
    """Return which of these agencies the number's plan is about on a day, by name."""
    return [row for row in agencies_of(_measure(measure_id).target.plan, on=on) if row.id in among]


def _measure(measure_id: UUID) -> Measure:
    row = Measure.objects.select_related("target__plan").filter(pk=measure_id).first()
    if row is None or not is_computed(row):
        raise NotFound()
    return row


def _countable(row: Measure) -> Countable:
    definition, plan = definition_of(row.indicator), row.target.plan
    parts = COMPUTED[row.indicator].PARTS
    return Countable(
        measure_id=row.pk,
        plan_id=plan.pk,
        plan=str(plan),
        target=row.target.key,
        words=str(row.target),
        indicator=row.indicator,
        name=definition.name if definition else row.indicator,
        counts=str(next(iter(parts.values()))),
        year=row.target.year,
    )
