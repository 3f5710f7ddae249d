"""Take a plan into the database as its pack prints it. Loading the same pack again changes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.kernel.jobs import later
from hoitu.kernel.text import fold
from hoitu.strategy import data
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries.stored_plans import REPORT_RULE, TARGET, TASK

Values = dict[str, Any]


class TaskInUse(Refused):
    """Raised when a new text of a plan has no longer a task that organisations already work on."""

    def __init__(self, task: str) -> None:
        super().__init__(
            _("Kế hoạch mới không còn nhiệm vụ đã giao cho đơn vị: “%(task)s”. Hãy giữ lại mã nhiệm vụ này.")
            % {"task": task[:200]}
        )


@dataclass(frozen=True)
class Loaded:
    """What a load did: the plan's id, and how many rows are new, changed, gone."""

    plan_id: UUID
    new: int = 0
    changed: int = 0
    gone: int = 0

    @property
    def is_same(self) -> bool:
        return not (self.new or self.changed or self.gone)


@transaction.atomic
def load_plan(*, actor: Actor, pack: data.Pack) -> Loaded:
    """Store the pack's plan, or bring the stored one up to it. Who answers for it (`bind`) stays as it is.

    Bodies that bear the name of an organisation of this installation are joined to it.
    """
    actor.require("strategy.manage")
    return take_in(actor=actor, pack=pack)


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    pack: data.Pack,
    entered_by: UUID | None = None,
    replaces: Plan | None = None,
    note: str = "",
) -> Loaded:
    """Store a pack for an operation that has asked who may do so.

    `entered_by` is the organisation that confirmed it here, `note` goes into the trail.
    """
    plain: Values = json.loads(json.dumps(asdict(pack), default=str))
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
    plan = Plan.objects.select_for_update(of=("self",)).filter(key=pack.name).first()
    if plan is not None and plan.content_hash == digest:
        return Loaded(plan.pk)
    values = _plan_values(pack, plain) | {"content_hash": digest}
    if plan is not None and plan.state == data.DocumentState.REPLACED:
        del values["state"]  # a later version stands in its place, whatever its own document says
    if plan is None:
        values |= {"entered_by_id": entered_by, "replaces": replaces}
    plan, is_new = Plan.objects.update_or_create(key=pack.name, defaults=values)
    counts = [
        _bring(plan.targets, plan, _rows([*plain["targets"], *plain["quantities"]], _target)),
        _bring(plan.tasks, plan, _rows(plain["tasks"], _task)),
        _bring(plan.report_rules, plan, _rows(plain["report_rules"], _report_rule)),
        _bring(plan.bodies, plan, [_body(row) for row in plain["organisations"]]),
    ]
    _measures(plan, [*plain["targets"], *plain["quantities"]])
    _join_bodies(plan)
    new, changed, gone = (sum(column) for column in zip(*counts, strict=True))
    later(
        "strategy.recount", queue="reports", lock="strategy:recount"
    )  # it may ask for years that none did before
    audit.record(
        actor=actor,
        verb="strategy.load_plan",
        object_key=f"plan:{plan.pk}",
        object_label=str(plan),
        changes={"content_hash": ("" if is_new else "…", digest[:12])},
        note=note,
    )
    return Loaded(plan.pk, new, changed, gone)


def _plan_values(pack: data.Pack, plain: Values) -> Values:
    document = pack.document
    parent = Plan.objects.filter(key=document.parent).first() if document.parent else None
    content = {key: plain[key] for key in ("document", "legal_references", "deviations", "remarks")}
    return {
        "code": document.id,
        "issuer": document.issuer,
        "number": document.number,
        "issued_on": document.issued_on,
        "title": document.title,
        "state": document.state.value,
        "starts_on": document.span.starts_on,
        "ends_on": document.span.ends_on,
        "stated_n": document.stated_n,
        "stated_units": list(document.stated_units),
        "parent": parent,
        "content": content,
        "loaded_at": clock.now(),
    }


def _rows(raw: Iterable[Values], shape: Callable[[Values], Values]) -> list[Values]:
    return [shape(row) | {"position": position} for position, row in enumerate(raw, start=1)]


def _target(row: Values) -> Values:
    return {
        "key": row["id"],
        "year": row.get("year"),
        "parent_key": row.get("parent") or "",
        "waiver_allowed": row.get("waiver_allowed", False),
        **{name: row[name] for name in TARGET},
    }


def _task(row: Values) -> Values:
    linked = {"inherits": row["inherits"] or "", "parent_key": row["parent"] or ""}
    return {"key": row["id"], **linked, **{name: row[name] for name in TASK}}


def _report_rule(row: Values) -> Values:
    return {"key": row["id"], **{name: row[name] for name in REPORT_RULE}}


def _body(row: Values) -> Values:
    return {"key": row["id"], "name": row["name"], "kind": row["kind"], "content": row}


def _bring(stored: Any, plan: Plan, wanted: list[Values]) -> tuple[int, int, int]:
    """Make the plan's rows equal to `wanted`; return how many are new, changed and gone."""
    here: dict[str, models.Model] = {row.key: row for row in stored.all()}
    new = changed = 0
    for values in wanted:
        row = here.pop(values["key"], None)
        if row is None:
            stored.create(plan=plan, **values)
            new += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    for row in here.values():
        try:
            row.delete()
        except models.ProtectedError:
            raise TaskInUse(str(row)) from None
    return new, changed, len(here)


def _measures(plan: Plan, raw: Iterable[Values]) -> None:
    """Measures have no name of their own: they are made anew with their target."""
    targets = {target.key: target for target in plan.targets.all()}
    Measure.objects.filter(target__plan=plan).delete()
    Measure.objects.bulk_create(
        Measure(target=targets[row["id"]], position=position, **measure)
        for row in raw
        for position, measure in enumerate(row["measures"], start=1)
    )


def _join_bodies(plan: Plan) -> None:
    """Join bodies to the organisations of the same name; several of one name are left to a person."""
    found: dict[str, list[Any]] = {}
    for organisation in accounts.known_organisations():
        found.setdefault(fold(organisation.name), []).append(organisation.id)
    for body in plan.bodies.filter(organisation=None, decided_at=None):
        same = found.get(fold(body.name), [])
        if len(same) == 1:
            body.organisation_id = same[0]
            body.save(update_fields=["organisation"])
