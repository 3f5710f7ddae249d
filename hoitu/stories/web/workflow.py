"""Screens on which an agency shapes its approval workflow."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.stories import api, policies
from hoitu.stories.checks import checks
from hoitu.stories.models import Genre, Stage, Story, Transition, Workflow
from hoitu.stories.web import settings_forms as forms
from hoitu.stories.web.settings import tabs


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def workflows(request: ActorRequest) -> HttpResponse:
    """List the general workflow and those of genres; the form gives a genre its own."""
    actor = request.actor
    api.general_workflow(actor=actor)
    rows = list(Workflow.objects.for_agency(actor.agency).order_by("genre"))
    form = forms.GenreForm(request.POST or None, taken={row.genre for row in rows})
    if request.method == "POST" and form.is_valid():
        made = api.copy_workflow(actor=actor, genre=form.cleaned_data["genre"])
        messages.success(request, _("Đã lập quy trình riêng. Bài mới của thể loại này sẽ đi theo."))
        return redirect("stories:workflow", made)
    counts = _stories_by(actor.agency, "workflow_id")
    context = {
        "tabs": tabs("workflows"),
        "rows": [
            {
                "workflow": row,
                "genre": dict(Genre.choices).get(row.genre, ""),
                "stories": counts.get(row.pk, 0),
            }
            for row in rows
        ],
        "form": form,
    }
    return render(request, "stories/settings/workflows.html", context)


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def workflow(request: ActorRequest, workflow_id: UUID) -> HttpResponse:
    """Show a workflow: its steps, the ways between them, and what is wrong with it."""
    found = _workflow(request, workflow_id)
    form = forms.WorkflowForm(request.POST or None, initial=forms.WorkflowForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        api.save_workflow(actor=request.actor, workflow_id=workflow_id, **form.cleaned_data)
        messages.success(request, _("Đã lưu quy trình."))
        return redirect("stories:workflow", workflow_id)
    stages = list(found.stages.all())
    ways = list(found.transitions.select_related("from_stage", "to_stage"))
    counts = _stories_by(request.actor.agency, "stage_id")
    labels = dict(forms.permission_choices())
    context = {
        "tabs": tabs("workflows"),
        "workflow": found,
        "form": form,
        "genre": dict(Genre.choices).get(found.genre, ""),
        "stories": sum(counts.get(stage.pk, 0) for stage in stages),
        "dead_ends": policies.dead_ends(stages, ways),
        "stages": [
            {
                "stage": stage,
                "stories": counts.get(stage.pk, 0),
                "who": labels.get(stage.edit_permission, stage.edit_permission),
                "is_work": stage.kind == Stage.Kind.WORK,
                "ways": [
                    {"way": way, "who": labels.get(way.permission, way.permission), "checks": _checks(way)}
                    for way in ways
                    if way.from_stage_id == stage.pk
                ],
            }
            for stage in stages
        ],
    }
    return render(request, "stories/settings/workflow.html", context)


@needs("stories.manage")
@require_POST
def remove_workflow(request: ActorRequest, workflow_id: UUID) -> HttpResponse:
    """Let a genre use the general workflow again."""
    try:
        api.remove_workflow(actor=request.actor, workflow_id=workflow_id)
    except api.WorkflowInUse as refusal:
        messages.error(request, refusal.sentence)
        return redirect("stories:workflow", workflow_id)
    messages.success(request, _("Đã bỏ quy trình riêng."))
    return redirect("stories:workflows")


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def stage(request: ActorRequest, workflow_id: UUID, stage_id: UUID | None = None) -> HttpResponse:
    """Add a step or change one."""
    found = _workflow(request, workflow_id)
    row = found.stages.filter(pk=stage_id).first() if stage_id else None
    if stage_id and row is None:
        raise NotFound()
    form = forms.StageForm(request.POST or None, initial=forms.StageForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            api.save_stage(
                actor=request.actor,
                workflow_id=workflow_id,
                stage_id=stage_id,
                values=api.StageInput(**form.cleaned_data),
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu bước."))
            return redirect("stories:workflow", workflow_id)
    return render(request, "stories/settings/stage.html", {"workflow": found, "stage": row, "form": form})


@needs("stories.manage")
@require_POST
def shift_stage(request: ActorRequest, workflow_id: UUID, stage_id: UUID, way: str) -> HttpResponse:
    """Move a step one place up or down."""
    api.shift_stage(actor=request.actor, stage_id=stage_id, up=way == "len")
    return redirect("stories:workflow", workflow_id)


@needs("stories.manage")
@require_POST
def remove_stage(request: ActorRequest, workflow_id: UUID, stage_id: UUID) -> HttpResponse:
    """Take a step out, if no story stands there."""
    try:
        api.remove_stage(actor=request.actor, stage_id=stage_id)
        messages.success(request, _("Đã bỏ bước."))
    except api.StageInUse as refusal:
        messages.error(request, refusal.sentence)
    return redirect("stories:workflow", workflow_id)


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def transition(request: ActorRequest, workflow_id: UUID, transition_id: UUID | None = None) -> HttpResponse:
    """Add a way between two steps, or change one."""
    found = _workflow(request, workflow_id)
    row = found.transitions.filter(pk=transition_id).first() if transition_id else None
    if transition_id and row is None:
        raise NotFound()
    initial = forms.TransitionForm.initial_of(row) | (
        {"from_stage": request.GET["tu"]} if "tu" in request.GET else {}
    )
    form = forms.TransitionForm(request.POST or None, initial=initial, stages=list(found.stages.all()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            api.save_transition(
                actor=request.actor,
                workflow_id=workflow_id,
                transition_id=transition_id,
                values=api.TransitionInput(
                    name=given["name"],
                    from_stage_id=given["from_stage"],
                    to_stage_id=given["to_stage"],
                    permission=given["permission"],
                    needs_note=given["needs_note"],
                    is_urgent_path=given["is_urgent_path"],
                    checks=tuple(given["checks"]),
                ),
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu đường chuyển bước."))
            return redirect("stories:workflow", workflow_id)
    context = {
        "workflow": found,
        "way": row,
        "form": form,
        "is_approval": row is not None and row.kind == Transition.Kind.APPROVE,
    }
    return render(request, "stories/settings/transition.html", context)


@needs("stories.manage")
@require_POST
def remove_transition(request: ActorRequest, workflow_id: UUID, transition_id: UUID) -> HttpResponse:
    """Close a way between two steps."""
    try:
        api.remove_transition(actor=request.actor, transition_id=transition_id)
        messages.success(request, _("Đã bỏ đường chuyển bước."))
    except api.ApprovalIsFixed as refusal:
        messages.error(request, refusal.sentence)
    return redirect("stories:workflow", workflow_id)


def _workflow(request: ActorRequest, workflow_id: UUID) -> Workflow:
    found = Workflow.objects.for_agency(request.actor.agency).filter(pk=workflow_id).first()
    if found is None:
        raise NotFound()
    return found


def _checks(way: Transition) -> list[str]:
    known = checks()
    return [str(known[key].label) for key in way.checks if key in known]


def _stories_by(agency_id: UUID, column: str) -> dict[UUID, int]:
    rows = Story.objects.for_agency(agency_id).order_by().values(column).annotate(n=Count("pk"))
    return {row[column]: row["n"] for row in rows}
