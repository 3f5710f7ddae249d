"""Screens of frozen figures: make one, see it as it was, compare it with today."""

import json
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.strategy import api
from hoitu.strategy.models import Plan, Snapshot
from hoitu.strategy.queries import snapshots as queries
from hoitu.strategy.web.forms import FreezeForm

PER_PAGE = 50


@needs("strategy.read")
@require_GET
def snapshots(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """List the frozen figures of a plan for which the reader's organisation answers."""
    return _list(request, _plan(request, plan_id), FreezeForm())


@needs("strategy.manage")
@require_POST
def freeze(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Freeze a plan's figures as they are known now."""
    plan = _plan(request, plan_id)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _list(request, plan, form)
    try:
        made = api.freeze_plan(
            actor=request.actor, plan_id=plan_id, cut_off=form.until(), note=form.cleaned_data["note"]
        )
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
        return _list(request, plan, form)
    messages.success(request, _("Đã chốt số liệu."))
    return redirect("strategy:snapshot", made)


@needs("strategy.read")
@require_GET
def snapshot(request: ActorRequest, snapshot_id: UUID) -> HttpResponse:
    """Show frozen figures, whether they count out the same again, and what is otherwise today."""
    row = _snapshot(request, snapshot_id)
    content = json.loads(row.content)
    words = {target.key: str(target) for target in row.plan.targets.all()}
    again = queries.counted_again(row)
    changes = queries.changes_since(row)
    context = {
        "snapshot": row,
        "plan": row.plan,
        "answers": [(answer, words.get(answer["target"], "")) for answer in content["answers"]],
        "agencies": sum(len(rows) for rows in list(content["frame"]["register"].values())[:1]),
        "is_whole": queries.digest(row.content) == row.sha256,
        "is_same_again": again == row.content,
        "changes": changes,
    }
    return render(request, "strategy/snapshot.html", context)


@needs("strategy.read")
@require_GET
def download(request: ActorRequest, snapshot_id: UUID) -> HttpResponse:
    """Hand out the frozen content, byte for byte."""
    row = _snapshot(request, snapshot_id)
    answer = HttpResponse(row.content.encode(), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.plan.key}-{row.sha256[:12]}.json"'
    return answer


def _plan(request: ActorRequest, plan_id: UUID) -> Plan:
    plan = Plan.objects.filter(pk=plan_id, owner_id=request.actor.agency).first()
    if plan is None:
        raise NotFound()
    return plan


def _snapshot(request: ActorRequest, snapshot_id: UUID) -> Snapshot:
    row = (
        Snapshot.objects.select_related("plan")
        .filter(pk=snapshot_id, plan__owner_id=request.actor.agency)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def _list(request: ActorRequest, plan: Plan, form: FreezeForm) -> HttpResponse:
    context = {
        "plan": plan,
        "page": Paginator(plan.snapshots.defer("content"), PER_PAGE).get_page(request.GET.get("trang")),
        "form": form,
        "may_freeze": request.actor.may("strategy.manage"),
    }
    return render(request, "strategy/snapshots.html", context)
