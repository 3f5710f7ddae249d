"""Let an agency shape the ways between the steps of its workflow."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.stories.checks import checks
from hoitu.stories.errors import ApprovalIsFixed
from hoitu.stories.models import Stage, Transition
from hoitu.stories.operations.workflow import (
    LONGEST_NAME_CHARACTERS,
    change_fields,
    record,
    step_permissions,
    workflow_of,
    workflow_to_change,
)

FINAL_PERMISSION = "stories.approve_final"


@dataclass(frozen=True)
class TransitionInput:
    """What a person says about a way. Its kind follows from where it leads."""

    name: str
    from_stage_id: UUID
    to_stage_id: UUID
    permission: str
    needs_note: bool = False
    is_urgent_path: bool = False
    checks: tuple[str, ...] = ()


def save_transition(
    *, actor: Actor, workflow_id: UUID, values: TransitionInput, transition_id: UUID | None = None
) -> UUID:
    """Add a way between two steps, or change one.

    A way to the approved step starts at the final approval and takes the final permission: raises
    `ApprovalIsFixed` for anything else. Raises `BadInput`, `NotFound`.
    """
    name = nfc(" ".join(values.name.split()))
    if not name or len(name) > LONGEST_NAME_CHARACTERS:
        raise BadInput(_("Hãy đặt tên cho nút, tối đa 60 ký tự."))
    if values.permission not in step_permissions() or not set(values.checks) <= checks().keys():
        raise BadInput()
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_id)
        stages = {stage.pk: stage for stage in workflow.stages.all()}
        from_stage, to_stage = stages.get(values.from_stage_id), stages.get(values.to_stage_id)
        if from_stage is None or to_stage is None or from_stage == to_stage:
            raise BadInput(_("Hãy chọn hai bước khác nhau của quy trình này."))
        ways = list(workflow.transitions.all())
        way = next((row for row in ways if row.pk == transition_id), None)
        if way is None and transition_id:
            raise NotFound()
        kind = kind_of_way(from_stage, to_stage)
        _check_approval(kind, from_stage, values.permission)
        if way is not None and way.kind == Transition.Kind.APPROVE and kind != Transition.Kind.APPROVE:
            _keep_one_approval(ways, way)
        way = way or Transition(workflow=workflow, order=max((row.order for row in ways), default=0) + 1)
        changes = change_fields(
            way,
            {
                "name": name,
                "kind": kind,
                "from_stage_id": from_stage.pk,
                "to_stage_id": to_stage.pk,
                "permission": values.permission,
                # Who takes a story away from somebody says why.
                "needs_note": values.needs_note or kind in (Transition.Kind.RETURN, Transition.Kind.SPIKE),
                "is_urgent_path": values.is_urgent_path,
                "checks": [key for key in checks() if key in values.checks],
            },
        )
        record(actor, workflow, "stories.save_transition", changes, note=name)
    return way.pk


def remove_transition(*, actor: Actor, transition_id: UUID) -> None:
    """Close a way. The last way of the final approval stays: raises `ApprovalIsFixed`, `NotFound`."""
    found = Transition.objects.for_agency(actor.agency).filter(pk=transition_id).first()
    if found is None:
        raise NotFound()
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_of(actor, found.from_stage_id))
        if found.kind == Transition.Kind.APPROVE:
            _keep_one_approval(list(workflow.transitions.all()), found)
        record(actor, workflow, "stories.remove_transition", {}, note=found.name)
        found.delete()


def kind_of_way(from_stage: Stage, to_stage: Stage) -> Transition.Kind:
    """Return what a way between the two steps means."""
    if to_stage.kind == Stage.Kind.APPROVED:
        return Transition.Kind.APPROVE
    if to_stage.kind == Stage.Kind.SPIKED:
        return Transition.Kind.SPIKE
    if from_stage.kind in (Stage.Kind.APPROVED, Stage.Kind.SPIKED):
        return Transition.Kind.REOPEN
    return Transition.Kind.RETURN if to_stage.order < from_stage.order else Transition.Kind.SUBMIT


def _check_approval(kind: Transition.Kind, from_stage: Stage, permission: str) -> None:
    if kind == Transition.Kind.APPROVE and (
        from_stage.kind != Stage.Kind.FINAL or permission != FINAL_PERMISSION
    ):
        raise ApprovalIsFixed()


def _keep_one_approval(ways: list[Transition], leaving: Transition) -> None:
    if not any(way.kind == Transition.Kind.APPROVE and way.pk != leaving.pk for way in ways):
        raise ApprovalIsFixed(_("Quy trình phải còn ít nhất một đường duyệt xuất bản."))
