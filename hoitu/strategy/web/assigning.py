"""Screens of a plan's owner: who has which task, what opens a task, when people are reminded."""

from uuid import UUID

from django import forms
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import done, pressed
from hoitu.strategy import api
from hoitu.strategy.models import Assignment, Opening, Plan, Task
from hoitu.strategy.queries.board import openings_of
from hoitu.strategy.queries.occurrences import awaited_by
from hoitu.strategy.queries.people import assignable
from hoitu.strategy.web.follow_forms import AssignForm, AwaitForm, DocumentForm, ReasonForm, StepsForm

WHY = "the plan's owner sees to whom it gave its tasks"


@needs("strategy.manage")
@require_GET
def plan_tasks(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """List a plan's tasks with the organisations that have them."""
    plan = _owned_plan(request, plan_id)
    given = Assignment.objects.unscoped(why=WHY).filter(ended_at=None).select_related("agency")
    tasks = plan.tasks.prefetch_related(Prefetch("assignments", queryset=given, to_attr="given"))
    context = {"plan": plan, "tasks": list(tasks), "steps": api.steps_of(plan)}
    return render(request, "strategy/plan_tasks.html", context)


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def assign_task(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Say which organisations have a task."""
    task = _owned_task(request, task_id)
    if request.method == "GET":
        return _task_page(request, task)
    form = AssignForm(request.POST, organisations=_offered(task))
    onwards = done(
        request,
        form,
        lambda given: api.assign_task(actor=request.actor, task_id=task_id, **given),
        _("Đã giao nhiệm vụ."),
        reverse("strategy:plan-tasks", args=[task.plan_id]),
    )
    return onwards or _task_page(request, task, form=form)


@needs("strategy.manage")
@require_POST
def await_document(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Note that a task waits for a document."""
    task, form = _owned_task(request, task_id), AwaitForm(request.POST)
    onwards = done(
        request,
        form,
        lambda given: api.await_document(actor=request.actor, task_id=task_id, **given),
        _("Đã ghi. Nhiệm vụ mở khi văn bản được ghi nhận."),
        _task_address(task_id),
    )
    return onwards or _task_page(request, task, await_form=form)


@needs("strategy.manage")
@require_POST
def register_document(request: ActorRequest, task_id: UUID, opening_id: UUID | None = None) -> HttpResponse:
    """Register the document that opens a task; `opening_id`: one that was awaited."""
    task = _owned_task(request, task_id)
    form = DocumentForm(request.POST, auto_id=f"id_{opening_id}_%s" if opening_id else "id_%s")
    onwards = done(
        request,
        form,
        lambda given: api.register_document(
            actor=request.actor, task_id=task_id, opening_id=opening_id, **given
        ),
        _("Đã ghi nhận văn bản và mở nhiệm vụ."),
        _task_address(task_id),
    )
    return onwards or _task_page(request, task, document_form=form, opening_id=opening_id)


@needs("strategy.manage")
@require_POST
def drop_opening(request: ActorRequest, task_id: UUID, opening_id: UUID) -> HttpResponse:
    """Take back a document that was registered or awaited by mistake."""
    _owned_task(request, task_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return pressed(
        request,
        lambda: api.drop_opening(actor=request.actor, task_id=task_id, opening_id=opening_id, reason=reason),
        _("Đã bỏ văn bản."),
        _task_address(task_id),
    )


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def reminder_steps(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Set when people are reminded under a plan."""
    plan = _owned_plan(request, plan_id)
    form = StepsForm(initial=StepsForm.initial_of(api.steps_of(plan)))
    onwards = None
    if request.method == "POST":
        form = StepsForm(request.POST)
        onwards = done(
            request,
            form,
            lambda given: api.set_steps(actor=request.actor, plan_id=plan_id, steps=given["steps"]),
            _("Đã lưu lịch nhắc."),
            reverse("strategy:plan-tasks", args=[plan_id]),
        )
    return onwards or render(request, "strategy/reminder_steps.html", {"plan": plan, "form": form})


def _task_address(task_id: UUID) -> str:
    return reverse("strategy:assign-task", args=[task_id])


def _task_page(
    request: ActorRequest,
    task: Task,
    *,
    form: forms.Form | None = None,
    await_form: forms.Form | None = None,
    document_form: forms.Form | None = None,
    opening_id: UUID | None = None,
) -> HttpResponse:
    openings = [
        (one, document_form if document_form and one.pk == opening_id else _document_form(one))
        for one in openings_of(task)
    ]
    context = {
        "task": task,
        "plan": task.plan,
        "form": form or _assign_form(task),
        "openings": openings,
        "by_event": awaited_by(task),
        "await_form": await_form or AwaitForm(),
        "document_form": document_form if document_form and not opening_id else DocumentForm(),
    }
    return render(request, "strategy/assign_task.html", context)


def _assign_form(task: Task) -> AssignForm:
    rows = Assignment.objects.unscoped(why=WHY).filter(task=task, ended_at=None)
    initial: dict[str, list[UUID]] = {name: [] for name in AssignForm.base_fields}
    for agency_id, part, asked in rows.values_list("agency_id", "part", "is_request"):
        leads = "requested" if asked else "leads"
        initial[leads if part == Assignment.Part.LEAD else "coordinators"].append(agency_id)
    return AssignForm(initial=initial, organisations=_offered(task))


def _document_form(opening: Opening) -> DocumentForm:
    """Return an empty form of its own ids: each awaited document has one on the page."""
    return DocumentForm(auto_id=f"id_{opening.pk}_%s", initial={"what": opening.awaits})


def _offered(task: Task) -> list[tuple[UUID, str]]:
    return [(row.id, row.name) for row in assignable(task.plan)]


def _owned_plan(request: ActorRequest, plan_id: UUID) -> Plan:
    plan = Plan.objects.filter(pk=plan_id, owner_id=request.actor.agency).first()
    if plan is None:
        raise NotFound()
    return plan


def _owned_task(request: ActorRequest, task_id: UUID) -> Task:
    rows = Task.objects.select_related("plan")
    task = rows.filter(pk=task_id, plan__owner_id=request.actor.agency).first()
    if task is None:
        raise NotFound()
    return task
