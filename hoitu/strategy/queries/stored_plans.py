"""Stored plans as records that cross the door: what one says in full, which may be adapted, which replaced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.errors import NotFound
from hoitu.strategy import data
from hoitu.strategy.models import Measure, Plan, ReportRule, Target, Task
from hoitu.strategy.packs.building import build
from hoitu.strategy.queries.letters import PlanCard, card_of
from hoitu.strategy.queries.scope import readable_plans

Raw = dict[str, Any]
# What a pack's record and its row call alike.
TARGET = ("verbatim", "reading", "lines", "note")
TASK = (
    "kind", "number", "part", "verbatim", "reading", "lead", "coordinators", "product", "time", "time_note",
    "closes_when", "features", "flags", "lines", "note",
)  # fmt: skip
REPORT_RULE = ("who", "to", "via", "what", "when", "rule", "proposed", "remarks", "lines")
MEASURE = (
    "indicator", "op", "value", "unit", "denominator", "stated_n", "threshold", "named_units", "base_year",
    "note",
)  # fmt: skip
DAYS = {"issued_on", "starts_on", "ends_on", "valid_from", "valid_until", "since", "until"}


@dataclass(frozen=True)
class StoredPlan:
    """A plan of this installation and all that it says. `parent_id` is the plan here that it adapts."""

    id: UUID
    parent_id: UUID | None
    label: str
    pack: data.Pack


def stored_plan(plan_id: UUID) -> StoredPlan:
    """Return a plan as it is stored; the caller has asked who may read it. Raises `NotFound`."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    return StoredPlan(plan.pk, plan.parent_id, str(plan), pack_of(plan))


def plan_cited(numbers: Iterable[str]) -> StoredPlan | None:
    """Return the issued plan that comes with the program and bears one of these numbers."""
    found = Plan.objects.filter(number__in=list(numbers), state=data.DocumentState.ISSUED, entered_by=None)
    plan_id = found.values_list("pk", flat=True).first()
    return stored_plan(plan_id) if plan_id else None


def plans_to_adapt(agency_id: UUID) -> tuple[PlanCard, ...]:
    """Return the issued plans that people of an organisation read, and may make their own from."""
    return tuple(
        map(card_of, Plan.objects.filter(readable_plans(agency_id), state=data.DocumentState.ISSUED))
    )


def plans_to_replace(agency_id: UUID) -> tuple[PlanCard, ...]:
    """Return the plans that an organisation may replace by a newer version: its own ones."""
    own = Q(owner_id=agency_id) | Q(entered_by_id=agency_id)
    return tuple(map(card_of, Plan.objects.filter(own).exclude(state=data.DocumentState.REPLACED)))


def is_code_taken(code: str) -> bool:
    """Say whether a plan is called by this code already."""
    return Plan.objects.filter(code=code).exists()


def pack_of(plan: Plan) -> data.Pack:
    """Return a stored plan as the pack that it was loaded from, bodies by name.

    One word of a pack has no row: the task that a report rule belongs to.
    """
    targets = list(plan.targets.prefetch_related("measures"))
    raw = {name: _with_days(plan.content[name]) for name in ("document", "legal_references", "remarks")}
    raw |= {
        "name": plan.key,
        "targets": [_target(row) for row in targets if row.year],
        "quantities": [_quantity(row) for row in targets if not row.year],
        "tasks": [_task(row) for row in plan.tasks.all()],
        "report_rules": [_same(row, REPORT_RULE) for row in plan.report_rules.all()],
        "organisations": [_with_days(body.content) for body in plan.bodies.all()],
        "deviations": plan.content["deviations"],
    }
    return build(data.Pack, raw, file=plan.key)


def _target(row: Target) -> Raw:
    linked = {"year": row.year, "waiver_allowed": row.waiver_allowed, "parent": row.parent_key or None}
    return _quantity(row) | linked


def _quantity(row: Target) -> Raw:
    return _same(row, TARGET) | {"measures": [_measure(one) for one in row.measures.all()]}


def _measure(row: Measure) -> Raw:
    return {name: getattr(row, name) for name in MEASURE}


def _task(row: Task) -> Raw:
    return _same(row, TASK) | {"inherits": row.inherits or None, "parent": row.parent_key or None}


def _same(row: Target | Task | ReportRule, names: Iterable[str]) -> Raw:
    return {"id": row.key} | {name: getattr(row, name) for name in names}


def _with_days(stored: Any) -> Any:
    """Return what JSON keeps with its days as days again."""
    if isinstance(stored, list):
        return [_with_days(one) for one in stored]
    if not isinstance(stored, dict):
        return stored
    return {
        key: date.fromisoformat(value) if key in DAYS and value else _with_days(value)
        for key, value in stored.items()
    }
