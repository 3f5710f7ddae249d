"""Let an agency shape its approval workflow. What the press law fixes cannot be shaped away."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.errors import StageInUse, WorkflowInUse
from hoitu.stories.models import Genre, Stage, Story, Transition, Workflow
from hoitu.stories.workflow_defaults import create_default_workflow

MOST_STAGES = 20
LONGEST_NAME_CHARACTERS = 60
COLOURS = ("slate", "ink", "blue", "teal", "green", "amber", "orange", "red", "violet")
# The frame of every workflow: work steps stand between the first step and the final approval.
KIND_ORDER = {kind: place for place, kind in enumerate(Stage.Kind.values)}


@dataclass(frozen=True)
class StageInput:
    """What a person says about a stage. `due_hours` None: no deadline."""

    name: str
    edit_permission: str
    colour: str = "blue"
    help: str = ""
    due_hours: int | None = None


def general_workflow(*, actor: Actor) -> UUID:
    """Return the agency's general workflow, made on first need."""
    actor.require("stories.manage")
    found = Workflow.objects.for_agency(actor.agency).filter(genre="").first()
    return (found or create_default_workflow(actor.agency)).pk


def save_workflow(*, actor: Actor, workflow_id: UUID, name: str, author_may_finally_approve: bool) -> None:
    """Rename a workflow and say whether an author may give the own story its final approval."""
    name = nfc(" ".join(name.split()))
    if not name or len(name) > 100:
        raise BadInput(_("Hãy đặt tên cho quy trình, tối đa 100 ký tự."))
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_id)
        after = {"name": name, "author_may_finally_approve": author_may_finally_approve}
        changes = change_fields(workflow, after)
        record(actor, workflow, "stories.save_workflow", changes)


def copy_workflow(*, actor: Actor, genre: str) -> UUID:
    """Give a genre its own workflow, a copy of the general one; stories begun before keep theirs.

    Raises `BadInput` when the genre has one already.
    """
    if genre not in Genre.values:
        raise BadInput()
    with transaction.atomic():
        general = workflow_to_change(actor, general_workflow(actor=actor))
        if Workflow.objects.for_agency(actor.agency).filter(genre=genre).exists():
            raise BadInput(_("Thể loại này đã có quy trình riêng."))
        label = Genre(genre).label
        copy = Workflow.objects.create(
            agency_id=actor.agency,
            genre=genre,
            name=_("Quy trình: %s") % label,
            author_may_finally_approve=general.author_may_finally_approve,
        )
        stages: dict[UUID, Stage] = {}
        for stage in general.stages.all():
            old_id, stage.pk, stage.workflow = stage.pk, None, copy
            stage.id = Stage._meta.pk.get_default()
            stage.save(force_insert=True)
            stages[old_id] = stage
        for way in general.transitions.all():
            way.from_stage, way.to_stage = stages[way.from_stage_id], stages[way.to_stage_id]
            way.id, way.workflow = Transition._meta.pk.get_default(), copy
            way.save(force_insert=True)
        record(actor, copy, "stories.copy_workflow", {"genre": ("", str(label))})
    return copy.pk


def remove_workflow(*, actor: Actor, workflow_id: UUID) -> None:
    """Let a genre use the general workflow again. Raises `WorkflowInUse` while stories follow this one."""
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_id)
        if not workflow.genre or Story.objects.for_agency(actor.agency).filter(workflow=workflow).exists():
            raise WorkflowInUse()
        record(actor, workflow, "stories.remove_workflow", {})
        workflow.delete()


def save_stage(*, actor: Actor, workflow_id: UUID, values: StageInput, stage_id: UUID | None = None) -> UUID:
    """Add a step before the final approval, or change one. Raises `BadInput`, `NotFound`."""
    name = nfc(" ".join(values.name.split()))
    if not name or len(name) > LONGEST_NAME_CHARACTERS or values.colour not in COLOURS:
        raise BadInput(_("Hãy đặt tên cho bước, tối đa 60 ký tự."))
    if values.edit_permission not in step_permissions():
        raise BadInput(_("Quyền sửa ở bước này không có trong hệ thống."))
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_id)
        stages = list(workflow.stages.all())
        stage = next((row for row in stages if row.pk == stage_id), None)
        if stage is None and (stage_id or len(stages) >= MOST_STAGES):
            raise NotFound() if stage_id else BadInput(_("Quy trình có tối đa 20 bước."))
        if stage is None:
            key = _free_key(name, {row.key for row in stages})
            stage = Stage(workflow=workflow, key=key, kind=Stage.Kind.WORK, order=len(stages) + 1)
            stages.append(stage)
        after = {
            "name": name,
            "help": nfc(values.help.strip())[:300],
            "due_hours": values.due_hours or None,
            "colour": values.colour,
            "edit_permission": values.edit_permission,
        }
        changes = change_fields(stage, after)
        _renumber(stages)
        record(actor, workflow, "stories.save_stage", changes, note=name)
    return stage.pk


def shift_stage(*, actor: Actor, stage_id: UUID, up: bool) -> None:
    """Let a work step change places with the work step beside it; the frame of the workflow stays."""
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_of(actor, stage_id))
        stages = list(workflow.stages.all())
        here = next(place for place, row in enumerate(stages) if row.pk == stage_id)
        there = here - 1 if up else here + 1
        pair = [stages[place] for place in (here, there) if 0 <= place < len(stages)]
        if len(pair) < 2 or {row.kind for row in pair} != {Stage.Kind.WORK}:
            return
        stages[here], stages[there] = stages[there], stages[here]
        for order, row in enumerate(stages):
            row.order = order
        _renumber(stages)
        record(actor, workflow, "stories.order_stages", {"order": (here + 1, there + 1)}, note=pair[0].name)


def remove_stage(*, actor: Actor, stage_id: UUID) -> None:
    """Take a work step and its ways out of the workflow. Raises `StageInUse`, `NotFound`."""
    with transaction.atomic():
        workflow = workflow_to_change(actor, workflow_of(actor, stage_id))
        stage = workflow.stages.get(pk=stage_id)
        if stage.kind != Stage.Kind.WORK:
            raise StageInUse(
                _("Bước đầu, bước duyệt xuất bản, bước đã duyệt và bước đã bỏ là khung của mọi quy trình.")
            )
        if Story.objects.for_agency(actor.agency).filter(stage=stage).exists():
            raise StageInUse()
        record(actor, workflow, "stories.remove_stage", {}, note=stage.name)
        stage.delete()


def step_permissions() -> tuple[str, ...]:
    """Return the permissions that a step of a workflow can ask for."""
    return (
        "stories.write",
        "stories.edit",
        "stories.submit_to_final",
        "stories.approve_final",
        "stories.spike",
    )


def workflow_to_change(actor: Actor, workflow_id: UUID) -> Workflow:
    """Return the locked workflow of the actor's agency. Raises `NotAllowed`, `NotFound`."""
    actor.require("stories.manage")
    rows = Workflow.objects.for_agency(actor.agency).select_for_update()
    found = rows.filter(pk=workflow_id).first()
    if found is None:
        raise NotFound()
    return found


def workflow_of(actor: Actor, stage_id: UUID) -> UUID:
    """Return the workflow that a stage of the actor's agency belongs to. Raises `NotFound`."""
    found = Stage.objects.for_agency(actor.agency).filter(pk=stage_id).first()
    if found is None:
        raise NotFound()
    return found.workflow_id


def change_fields(
    row: Workflow | Stage | Transition, after: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    """Set the fields, save the row, and return what differed."""
    changes = {
        name: (getattr(row, name), value) for name, value in after.items() if getattr(row, name) != value
    }
    for name, value in after.items():
        setattr(row, name, value)
    row.save()
    return changes


def record(
    actor: Actor, workflow: Workflow, verb: str, changes: dict[str, tuple[object, object]], note: str = ""
) -> None:
    """Write the change of a workflow into the trail."""
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"workflow:{workflow.pk}",
        object_label=workflow.name,
        changes=changes,
        note=note,
    )


def _renumber(stages: list[Stage]) -> None:
    """Save the order: first the first step, then work, final approval, approved, spiked."""
    for order, stage in enumerate(sorted(stages, key=lambda row: (KIND_ORDER[row.kind], row.order)), start=1):
        stage.order = order
        stage.save(update_fields=["order"])


def _free_key(name: str, taken: set[str]) -> str:
    base = slugify(name, max_length=36) or "buoc"
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 99))) if key not in taken)
