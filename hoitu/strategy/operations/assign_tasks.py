"""Say which organisations have a task, and register the documents that open it. The plan's owner does both."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.live import notify_live
from hoitu.strategy.models import Assignment, Case, Opening, Task
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.policies.following import is_requested
from hoitu.strategy.queries.board import cards, with_task
from hoitu.strategy.queries.people import assignable

WHY = "the plan's owner gives its tasks to organisations"


@dataclass(frozen=True)
class Share:
    """What an organisation has to do with a task."""

    part: str
    is_request: bool = False


@transaction.atomic
def assign_task(
    *,
    actor: Actor,
    task_id: UUID,
    leads: Collection[UUID],
    requested: Collection[UUID] = (),
    coordinators: Collection[UUID] = (),
) -> None:
    """Let exactly these organisations lead a task, be asked to lead it, and take part in it.

    For those that are asked no clock holds. One that had the task before keeps its cases; from one that no longer has
    it they are taken, with everything noted on them kept. Raises `BadInput`, `NotFound`.
    """
    task = owned_task(actor, task_id)
    names = {row.id: row.name for row in assignable(task.plan)}
    wanted = dict.fromkeys(coordinators, Share(Assignment.Part.COORDINATE))
    wanted |= dict.fromkeys(requested, Share(Assignment.Part.LEAD, is_request=True))
    wanted |= dict.fromkeys(leads, Share(Assignment.Part.LEAD, is_requested(task.flags)))
    if not wanted.keys() <= names.keys():
        raise BadInput(_("Chỉ giao được cho đơn vị trong phạm vi kế hoạch."))
    rows = Assignment.objects.unscoped(why=WHY).filter(task=task, ended_at=None)
    here = {row.agency_id: row for row in rows}
    had = {agency_id: Share(row.part, row.is_request) for agency_id, row in here.items()}
    now = clock.now()
    rows.filter(agency_id__in=[one for one in had if wanted.get(one) != had[one]]).update(ended_at=now)
    Assignment.objects.unscoped(why=WHY).bulk_create(
        Assignment(
            agency_id=agency_id,
            task=task,
            part=share.part,
            is_request=share.is_request,
            assigned_at=now,
            assigned_by_name=actor.name,
        )
        for agency_id, share in wanted.items()
        if had.get(agency_id) != share
    )
    leading = [one for one, share in wanted.items() if share.part == Assignment.Part.LEAD]
    kept = Case.objects.unscoped(why=WHY).filter(task=task, dropped_at=None)
    kept.exclude(agency_id__in=leading).update(dropped_at=now)
    for asked in (True, False):
        same = [one for one, share in wanted.items() if share.is_request is asked]
        Case.objects.unscoped(why=WHY).filter(task=task, agency_id__in=same).update(is_request=asked)
    open_cases(task_ids=[task.pk])
    said = (_said(had, names), _said(wanted, names))
    _noted(actor, "strategy.assign_task", task, {"organisations": said})


def _said(shares: dict[UUID, Share], names: dict[UUID, str]) -> str:
    return "; ".join(
        sorted(
            f"{names.get(one, '?')} ({Assignment.Part(share.part).label}{', đề nghị' * share.is_request})"
            for one, share in shares.items()
        )
    )


@transaction.atomic
def await_document(*, actor: Actor, task_id: UUID, awaits: str) -> UUID:
    """Note that a task waits for a document; its cases open when it is registered. Raises `BadInput`, `NotFound`."""
    task = owned_task(actor, task_id)
    if not awaits.strip():
        raise BadInput(_("Hãy ghi rõ nhiệm vụ chờ văn bản nào."))
    waiting = Opening.objects.filter(
        task=task, awaits=awaits.strip(), registered_at=None, dropped_at=None
    ).first()
    if waiting is not None:
        return waiting.pk
    row = Opening.objects.create(
        task=task, awaits=awaits.strip(), added_at=clock.now(), added_by_name=actor.name
    )
    _noted(actor, "strategy.await_document", task, {"awaits": ("", row.awaits)})
    return row.pk


@transaction.atomic
def register_document(
    *,
    actor: Actor,
    task_id: UUID,
    number: str,
    happened_on: date,
    issuer: str = "",
    what: str = "",
    opening_id: UUID | None = None,
) -> UUID:
    """Register the document or request that opens a task (`opening_id`: one that was awaited).

    Raises `BadInput` for a day to come, a number left out or a second opening on the same day; `NotFound`.
    """
    task = owned_task(actor, task_id)
    if not number.strip():
        raise BadInput(_("Hãy ghi số, ký hiệu văn bản."))
    if happened_on > clock.today():
        raise BadInput(_("Ngày văn bản chưa tới."))
    rows = Opening.objects.select_for_update().filter(task=task, dropped_at=None)
    row = rows.filter(pk=opening_id).first() if opening_id else None
    if opening_id and row is None:
        raise NotFound()
    if row is not None and row.registered_at is not None:
        raise BadInput(_("Văn bản này đã được ghi nhận."))
    if rows.filter(happened_on=happened_on, registered_at__isnull=False).exists():
        raise BadInput(_("Ngày này đã có một văn bản mở nhiệm vụ; hãy ghi số của cả hai vào một lần."))
    now = clock.now()
    row = row or Opening(
        task=task, awaits=(what.strip() or number)[:300], added_at=now, added_by_name=actor.name
    )
    row.number, row.issuer, row.happened_on = number.strip(), issuer.strip(), happened_on
    row.registered_at, row.registered_by_name = now, actor.name
    row.save()
    open_cases(task_ids=[task.pk])
    _noted(actor, "strategy.register_document", task, {"number": ("", row.number)})
    return row.pk


@transaction.atomic
def drop_opening(*, actor: Actor, task_id: UUID, opening_id: UUID, reason: str) -> None:
    """Take back a document that was registered or awaited by mistake.

    The cases that it opened go with it while nothing is noted on them. Raises `BadInput` otherwise; `NotFound`.
    """
    task = owned_task(actor, task_id)
    row = Opening.objects.select_for_update().filter(task=task, pk=opening_id, dropped_at=None).first()
    if row is None:
        raise NotFound()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do."))
    if row.happened_on:
        prefix = row.happened_on.isoformat()
        cases = Case.objects.unscoped(why=WHY).filter(task=task, period__startswith=f"{prefix}T")
        if cases.exclude(notes=None, hand_ins=None).exists() or any(
            card.evidence for card in cards(with_task(cases))
        ):
            raise BadInput(_("Việc mở theo văn bản này đã có tiến độ hoặc sản phẩm nên không bỏ được."))
        cases.delete()
    row.dropped_at, row.drop_reason = clock.now(), reason.strip()
    row.save(update_fields=["dropped_at", "drop_reason"])
    open_cases(task_ids=[task.pk])
    _noted(actor, "strategy.drop_opening", task, {"number": (row.number or row.awaits, "")}, reason)


def owned_task(actor: Actor, task_id: UUID) -> Task:
    """Return a task of a plan that the actor's organisation answers for, locked. Raises `NotFound`."""
    actor.require("strategy.manage")
    rows = Task.objects.select_for_update(of=("self",)).select_related("plan")
    task = rows.filter(pk=task_id, plan__owner_id=actor.agency).first()
    if task is None:
        raise NotFound()
    return task


def _noted(
    actor: Actor, verb: str, task: Task, changes: dict[str, tuple[object, object]], note: str = ""
) -> None:
    notify_live(actor.agency, "tasks", f"task:{task.pk}")
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"task:{task.pk}",
        object_label=f"{task.key} {task}"[:200],
        changes=changes,
        note=note,
    )
