"""What rooms above show of plans at a glance: one value a reader may open, shares over time, cases, difficulties."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.registers import api as registers
from hoitu.strategy.data import DocumentState, Unit
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries import board
from hoitu.strategy.queries.difficulties import DifficultyStanding, standings, visible_difficulties
from hoitu.strategy.queries.scope import agencies_of, readable_plans
from hoitu.strategy.queries.values import Value, is_answerable, is_computed, values_of

SHARES = (
    Unit.SHARE_OF_AGENCIES,
    Unit.SHARE_OF_PEOPLE,
    Unit.SHARE_OF_SYSTEMS,
    Unit.SHARE_OF_INSTITUTIONS,
)


@dataclass(frozen=True)
class Share:
    """k of n at the end of a day, over today's agencies; `units` of them were asked, `without_data` said nothing."""

    on: date
    k: int
    n: int
    units: int
    without_data: int


def value_for(actor: Actor, measure_id: UUID) -> Value:
    """Return the value of one measure of a plan that the actor may read. Raises `NotFound`."""
    readable = Plan.objects.filter(readable_plans(actor.agency_id))
    rows = Measure.objects.filter(pk=measure_id, target__plan__in=readable)
    row = rows.select_related("target__plan__owner").first()
    if row is None:
        raise NotFound()
    return values_of(row.target.plan, [row])[0]


def plan_for(actor: Actor, plan_id: UUID) -> Plan:
    """Return a plan that the actor may read. Raises `NotFound`."""
    found = Plan.objects.filter(readable_plans(actor.agency_id), pk=plan_id).select_related("owner").first()
    if found is None:
        raise NotFound()
    return found


def plans_about(agency_ids: Collection[UUID]) -> list[Plan]:
    """Return the issued plans, somebody's here, whose scope holds one of these agencies today."""
    bound = Plan.objects.filter(state=DocumentState.ISSUED).exclude(scope=Plan.Scope.NONE)
    today, wanted = clock.today(), set(agency_ids)
    return [
        plan
        for plan in bound.select_related("owner")
        if wanted & {row.id for row in agencies_of(plan, on=today)}
    ]


def plans_of(owner_id: UUID) -> list[Plan]:
    """Return the issued plans for which an organisation answers, over agencies that are here."""
    bound = Plan.objects.filter(state=DocumentState.ISSUED, owner_id=owner_id)
    return list(bound.exclude(scope=Plan.Scope.NONE).select_related("owner"))


def published_value(measure_id: UUID, *, owner_id: UUID) -> Value | None:
    """Return the value of a measure of an issued plan for which this organisation answers today; else None."""
    rows = Measure.objects.filter(
        pk=measure_id, target__plan__owner_id=owner_id, target__plan__state=DocumentState.ISSUED
    )
    row = rows.exclude(target__plan__scope=Plan.Scope.NONE).select_related("target__plan__owner").first()
    return values_of(row.target.plan, [row])[0] if row else None


def share_measures() -> Iterator[tuple[UUID, bool]]:
    """Yield every measure of an issued plan that is a share, and whether records are counted for it."""
    bound = Plan.objects.filter(state=DocumentState.ISSUED).exclude(scope=Plan.Scope.NONE)
    rows = Measure.objects.filter(target__plan__in=bound, unit__in=SHARES)
    yield from ((row.pk, is_computed(row)) for row in rows if is_answerable(row))


def shares_at(measure_id: UUID, ends: Collection[datetime]) -> list[Share]:
    """Return a measure's share at each of these instants, over the agencies of today.

    The same agencies at every instant, so that a merger or a new licence does not look like progress. An instant at
    which a legal figure that counts was not in force yet is left out.
    """
    measure = Measure.objects.select_related("target__plan").get(pk=measure_id)
    today, found = clock.today(), []
    for end in ends:
        try:
            value = values_of(measure.target.plan, [measure], until=end, register_on=today)[0]
        except registers.RuleUnknown:  # before the first figure of the law there is nothing to judge by
            continue
        verdict = value.verdict
        if verdict is None:
            continue
        silent = len(verdict.without_data)
        found.append(Share(value.last_day, verdict.k, verdict.n, max(len(value.units), 1), silent))
    return found


def cards_of(actor: Actor) -> list[board.Card]:
    """Return the cases that the actor may see, the most urgent first."""
    return board.cards(board.with_task(board.visible_cases(actor))[: board.CASES_MAX])


def difficulties_before(actor: Actor) -> list[DifficultyStanding]:
    """Return the open difficulties that wait for the actor's organisation, oldest first."""
    rows = visible_difficulties(actor).filter(handler_id=actor.agency).prefetch_related("steps")
    return [one for one in standings(rows.order_by("raised_at")) if one.is_open]
