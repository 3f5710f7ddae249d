"""Screens of an organisation's own plan: begun from another, submitted, decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.drafting import api
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.queries.proposals import proposal_of, review_of, submitted_proposal, submitted_to
from hoitu.drafting.web.forms import DecisionForm, ReturnForm, ScannedDecisionForm
from hoitu.drafting.web.proposal_rows import rows_of
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done, pressed

Kind = ProposalItem.Kind


@needs("strategy.manage")
@require_POST
def derive(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin the organisation's own plan from this one."""
    return redirect("drafting:proposal", api.derive_plan(actor=request.actor, plan_id=plan_id))


@needs("strategy.manage")
@require_POST
def amend(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin the version that takes this plan's place."""
    return redirect("drafting:proposal", api.amend_plan(actor=request.actor, plan_id=plan_id))


@needs("strategy.manage")
@require_POST
def submit(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Submit the own plan to the governing body."""
    return pressed(
        request,
        lambda: api.submit_plan(actor=request.actor, proposal_id=proposal_id),
        _("Đã trình. Cơ quan chủ quản thấy bản này; bạn cũng có thể ghi quyết định ký trên giấy."),
        reverse("drafting:proposal", args=[proposal_id]),
    )


@needs("strategy.manage")
@require_POST
def take_back(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Take the submitted plan back."""
    return pressed(
        request,
        lambda: api.take_back_plan(actor=request.actor, proposal_id=proposal_id),
        _("Đã rút lại. Bạn có thể sửa tiếp."),
        reverse("drafting:proposal", args=[proposal_id]),
    )


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def record_decision(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Write down the decision on paper by which the own plan is issued."""
    found = proposal_of(request.actor.agency, proposal_id)
    if found.plan_id is not None:
        return redirect("strategy:plan", found.plan_id)
    if found.state != PlanProposal.State.SUBMITTED:
        return redirect("drafting:proposal", proposal_id)
    form = ScannedDecisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (onwards := _recorded(request, proposal_id, form)):
        return onwards
    context = {"proposal": found, "form": form}
    return render(request, "drafting/record_decision.html", context, status=422 if form.errors else 200)


@needs("strategy.approve_plan")
@require_GET
def submitted(request: ActorRequest) -> HttpResponse:
    """List the plans that agencies below the reader's organisation have submitted."""
    rows = submitted_to(request.actor)
    heads = ProposalItem.objects.unscoped(why="heads of plans submitted to the reader's organisation")
    titles = {
        head.proposal_id: head.values.get("title", "")
        for head in heads.filter(proposal__in=rows, kind=Kind.DOCUMENT)
    }
    lines = [(row, titles.get(row.pk, "")) for row in rows]
    return render(request, "drafting/submitted.html", {"lines": lines})


@needs("strategy.approve_plan")
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Show a submitted plan to its governing body, and issue it or give it back."""
    form, returning = DecisionForm(prefix="d"), ReturnForm(prefix="r")
    onwards = None
    if request.POST.get("action") == "return":
        returning = ReturnForm(request.POST, prefix="r")
        onwards = _returned(request, proposal_id, returning)
    elif request.method == "POST":
        form = DecisionForm(request.POST, prefix="d")
        onwards = _approved(request, proposal_id, form)
    if onwards is not None:
        return onwards
    review = review_of(submitted_proposal(request.actor, proposal_id))
    kinds = [(Kind(kind).label, rows_of(review, kind)) for kind in (Kind.TARGET, Kind.TASK, Kind.REPORT)]
    context = {
        "review": review,
        "proposal": review.proposal,
        "head": review.head,
        "kinds": [(label, rows) for label, rows in kinds if rows],
        "form": form,
        "returning": returning,
    }
    status = 422 if form.errors or returning.errors else 200
    return render(request, "drafting/decide.html", context, status=status)


def _recorded(request: ActorRequest, proposal_id: UUID, form: ScannedDecisionForm) -> HttpResponse | None:
    return done(
        request,
        form,
        lambda given: api.record_decision(
            actor=request.actor,
            proposal_id=proposal_id,
            decision=_decision(given),
            scan=given["scan"],
            scan_name=given["scan"].name,
            scan_size=given["scan"].size,
        ),
        _("Kế hoạch đã được ban hành."),
        _plan_address,
    )


def _returned(request: ActorRequest, proposal_id: UUID, form: ReturnForm) -> HttpResponse | None:
    return done(
        request,
        form,
        lambda given: api.return_plan(actor=request.actor, proposal_id=proposal_id, reason=given["reason"]),
        _("Đã trả lại cho cơ quan trình."),
        reverse("drafting:submitted"),
    )


def _approved(request: ActorRequest, proposal_id: UUID, form: DecisionForm) -> HttpResponse | None:
    return done(
        request,
        form,
        lambda given: api.approve_plan(
            actor=request.actor, proposal_id=proposal_id, decision=_decision(given)
        ),
        _("Kế hoạch đã được ban hành."),
        _plan_address,
    )


def _plan_address(plan_id: UUID) -> str:
    return reverse("strategy:plan", args=[plan_id])


def _decision(given: dict[str, Any]) -> api.Decision:
    return api.Decision(given["number"], given["issued_on"], given["signed_by"])
