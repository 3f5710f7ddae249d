"""Screens on which a plan's file becomes a plan: upload, reading, review, confirmation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.drafting import api
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.queries.proposals import Review, proposal_of, proposals_of, review_of
from hoitu.drafting.web.forms import PlanFileForm
from hoitu.drafting.web.proposal_rows import rows_of
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.kernel.web.steps import GONE, pressed

State = PlanProposal.State
Kind = ProposalItem.Kind
PER_PAGE = 50


@needs("strategy.manage")
@require_GET
def proposals(request: ActorRequest) -> HttpResponse:
    """List the plans that the organisation is making, newest first."""
    page = Paginator(proposals_of(request.actor.agency), PER_PAGE).get_page(request.GET.get("trang"))
    rows = list(page)
    heads = ProposalItem.objects.for_agency(request.actor.agency).filter(
        proposal__in=rows, kind=Kind.DOCUMENT
    )
    titles = {head.proposal_id: head.values.get("title", "") for head in heads}
    lines = [(row, titles.get(row.pk) or row.file_name) for row in rows]
    return render(request, "drafting/proposals.html", {"lines": lines, "page": page})


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def new_proposal(request: ActorRequest) -> HttpResponse:
    """Take a plan's file and have it read."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = api.open_file(actor=request.actor, file=file, file_name=file.name, size=file.size)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("drafting:proposal", found)
    return render(request, "drafting/proposal_new.html", {"form": form}, status=422 if form.errors else 200)


@needs("strategy.manage")
@require_GET
def proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Show a proposal: that it is being read, why it cannot be, or its items beside their source."""
    found = proposal_of(request.actor.agency, proposal_id)
    if not found.items.exists():
        return render(request, "drafting/proposal_reading.html", {"proposal": found})
    review = review_of(found)
    kind = request.GET.get("muc", "")
    kind = kind if kind in Kind.values else Kind.TARGET.value
    context = {
        "proposal": found,
        "review": review,
        "kind": kind,
        "kind_label": Kind(kind).label,
        "rows": rows_of(review, kind),
        "tabs": _tabs(review, kind),
        "seen": sum(item.state == ProposalItem.State.CHECKED for item in review.items),
        "left": len({item.pk for item in (*review.unchecked, *review.incomplete)}),
        "total": sum(item.state != ProposalItem.State.DROPPED for item in review.items),
        "may_check_rest": kind not in (Kind.DOCUMENT, Kind.TARGET),
        "title": review.document.values.get("title") or found.file_name,
    }
    return render(request, "drafting/proposal.html", context)


@needs("strategy.manage")
@require_GET
def proposal_progress(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Say whether a file is still being read; once it is not, the whole page is asked for again."""
    found = proposal_of(request.actor.agency, proposal_id)
    response = render(request, "drafting/proposal_progress.html", {"proposal": found})
    if found.state != State.READING:
        response["HX-Refresh"] = "true"
    return response


@needs("strategy.manage")
@require_POST
def read_again(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Have a file read once more."""
    return pressed(
        request,
        lambda: api.read_again(actor=request.actor, proposal_id=proposal_id),
        _("Đang đọc lại tệp."),
        reverse("drafting:proposal", args=[proposal_id]),
    )


@needs("strategy.manage")
@require_POST
def drop_proposal(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Give a proposal up."""
    return pressed(
        request,
        lambda: api.drop_proposal(actor=request.actor, proposal_id=proposal_id),
        _("Đã bỏ bản soát này. Tệp vẫn được giữ."),
        reverse("drafting:proposals"),
    )


@needs("strategy.manage")
@require_POST
def add_item(request: ActorRequest, proposal_id: UUID, what: str) -> HttpResponse:
    """Add an item by hand and open it."""
    try:
        item = api.add_item(actor=request.actor, proposal_id=proposal_id, kind=what)
    except Refused as refusal:
        return _refused(request, proposal_id, refusal)
    return redirect("drafting:proposal_item", proposal_id, item.pk)


@needs("strategy.manage")
@require_POST
def check_rest(request: ActorRequest, proposal_id: UUID, what: str) -> HttpResponse:
    """Count the complete items of a kind as seen."""
    try:
        count = api.check_rest(actor=request.actor, proposal_id=proposal_id, kind=what)
    except Refused as refusal:
        return _refused(request, proposal_id, refusal)
    words = ngettext("Đã đánh dấu soát xong %(n)s mục.", "Đã đánh dấu soát xong %(n)s mục.", count)
    messages.success(request, words % {"n": count})
    return redirect(f"{reverse('drafting:proposal', args=[proposal_id])}?muc={what}")


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Show what is about to become a plan, then make it."""
    found = proposal_of(request.actor.agency, proposal_id)
    if found.plan_id is not None:
        return redirect("strategy:plan", found.plan_id)
    if not found.items.exists() or found.is_own_plan:
        return redirect("drafting:proposal", proposal_id)
    if request.method == "POST":
        try:
            plan_id = api.confirm_proposal(actor=request.actor, proposal_id=proposal_id)
        except Refused as refusal:
            return _refused(request, proposal_id, refusal)
        messages.success(request, _("Đã xác nhận kế hoạch."))
        return redirect("strategy:plan", plan_id)
    review = review_of(found)
    counts = [
        (Kind(kind).label, sum(item.state != ProposalItem.State.DROPPED for item in review.of_kind(kind)))
        for kind in Kind.values
        if kind != Kind.DOCUMENT
    ]
    context = {"proposal": found, "review": review, "counts": counts, "head": review.head}
    return render(request, "drafting/proposal_confirm.html", context)


def _tabs(review: Review, current: str) -> list[dict[str, Any]]:
    address = reverse("drafting:proposal", args=[review.proposal.pk])
    return [
        {
            "label": label,
            "url": f"{address}?muc={kind}",
            "current": kind == current,
            "count": len(review.of_kind(kind)),
        }
        for kind, label in Kind.choices
    ]


def _refused(request: ActorRequest, proposal_id: UUID, refusal: Refused) -> HttpResponse:
    if refusal.status in GONE:
        raise refusal
    messages.error(request, refusal.sentence)
    return redirect("drafting:proposal", proposal_id)
