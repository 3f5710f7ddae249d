"""Screens of an organisation's own plan: begun from another, submitted, decided; and which body is which here."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.strategy import api
from hoitu.strategy.models import PlanProposal, ProposalItem
from hoitu.strategy.queries.addressees import duties_of
from hoitu.strategy.queries.proposals import proposal_of, review_of, submitted_proposal, submitted_to
from hoitu.strategy.web.forms import DecisionForm, ReturnForm, ScannedDecisionForm
from hoitu.strategy.web.proposal_rows import rows_of
from hoitu.strategy.web.readable import readable_plan

MISSING = (403, 404)
Kind = ProposalItem.Kind


@needs("strategy.manage")
@require_POST
def derive(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin the organisation's own plan from this one."""
    return redirect("strategy:proposal", api.derive_plan(actor=request.actor, plan_id=plan_id))


@needs("strategy.manage")
@require_POST
def amend(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Begin the version that takes this plan's place."""
    return redirect("strategy:proposal", api.amend_plan(actor=request.actor, plan_id=plan_id))


@needs("strategy.manage")
@require_POST
def submit(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Submit the own plan to the governing body."""
    return _step(
        request,
        proposal_id,
        lambda: api.submit_plan(actor=request.actor, proposal_id=proposal_id),
        _("Đã trình. Cơ quan chủ quản thấy bản này; bạn cũng có thể ghi quyết định ký trên giấy."),
    )


@needs("strategy.manage")
@require_POST
def take_back(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Take the submitted plan back."""
    return _step(
        request,
        proposal_id,
        lambda: api.take_back_plan(actor=request.actor, proposal_id=proposal_id),
        _("Đã rút lại. Bạn có thể sửa tiếp."),
    )


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def record_decision(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Write down the decision on paper by which the own plan is issued."""
    found = proposal_of(request.actor.agency, proposal_id)
    if found.plan_id is not None:
        return redirect("strategy:plan", found.plan_id)
    if found.state != PlanProposal.State.SUBMITTED:
        return redirect("strategy:proposal", proposal_id)
    form = ScannedDecisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        scan = form.cleaned_data["scan"]
        try:
            plan_id = api.record_decision(
                actor=request.actor,
                proposal_id=proposal_id,
                decision=_decision(form),
                scan=scan,
                scan_name=scan.name,
                scan_size=scan.size,
            )
        except Refused as refusal:
            if refusal.status in MISSING:
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Kế hoạch đã được ban hành."))
            return redirect("strategy:plan", plan_id)
    context = {"proposal": found, "form": form}
    return render(request, "strategy/record_decision.html", context, status=422 if form.errors else 200)


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
    return render(request, "strategy/submitted.html", {"lines": lines})


@needs("strategy.approve_plan")
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Show a submitted plan to its governing body, and issue it or give it back."""
    form, returning = DecisionForm(prefix="d"), ReturnForm(prefix="r")
    if request.POST.get("action") == "return":
        returning = ReturnForm(request.POST, prefix="r")
        done = _decided(returning, lambda: _returned(request, proposal_id, returning))
    elif request.method == "POST":
        form = DecisionForm(request.POST, prefix="d")
        done = _decided(form, lambda: _approved(request, proposal_id, form))
    else:
        done = None
    if done is not None:
        return done
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
    return render(request, "strategy/decide.html", context, status=status)


def _decided(form: DecisionForm | ReturnForm, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Do what was decided; what was refused stands in the form in which it was typed."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        if refusal.status in MISSING:
            raise
        form.add_error(None, refusal.sentence)
        return None


def _returned(request: ActorRequest, proposal_id: UUID, form: ReturnForm) -> HttpResponse:
    api.return_plan(actor=request.actor, proposal_id=proposal_id, reason=form.cleaned_data["reason"])
    messages.success(request, _("Đã trả lại cho cơ quan trình."))
    return redirect("strategy:submitted")


def _approved(request: ActorRequest, proposal_id: UUID, form: DecisionForm) -> HttpResponse:
    plan_id = api.approve_plan(actor=request.actor, proposal_id=proposal_id, decision=_decision(form))
    messages.success(request, _("Kế hoạch đã được ban hành."))
    return redirect("strategy:plan", plan_id)


@needs("strategy.read")
@require_GET
def bodies(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show which organisation each body of a plan is here, and who has its duties today."""
    plan = readable_plan(request, plan_id)
    duties, today = duties_of(plan), clock.today()
    rows = [
        (body, api.succession(body, today), duties.get(body.pk, 0))
        for body in plan.bodies.select_related("organisation")
    ]
    rows.sort(key=lambda row: (-row[2], row[0].name))
    context = {
        "plan": plan,
        "rows": rows,
        "lost": sum(1 for _body, way, count in rows if count and way.addressee is None),
        "may_join": api.may_join(request.actor, plan),
        "organisations": accounts.known_organisations(),
    }
    return render(request, "strategy/bodies.html", context)


@needs("strategy.manage")
@require_POST
def join_body(request: ActorRequest, plan_id: UUID, body_id: UUID) -> HttpResponse:
    """Say which organisation a body is, or take that back."""
    plan = readable_plan(request, plan_id)
    try:
        api.join_body(
            actor=request.actor,
            plan_id=plan.pk,
            body_id=body_id,
            organisation_id=_id(request.POST.get("organisation", "")),
        )
    except Refused as refusal:
        if refusal.status in MISSING:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã lưu."))
    return redirect("strategy:bodies", plan_id)


def _id(typed: str) -> UUID | None:
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound() from None


def _decision(form: DecisionForm) -> api.Decision:
    given = form.cleaned_data
    return api.Decision(given["number"], given["issued_on"], given["signed_by"])


def _step(request: ActorRequest, proposal_id: UUID, step: Callable[[], None], sentence: str) -> HttpResponse:
    try:
        step()
    except Refused as refusal:
        if refusal.status in MISSING:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
    return redirect("strategy:proposal", proposal_id)
