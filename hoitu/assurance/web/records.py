"""Screens of one drawn record: its proof, and what a second person of the body says."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.assurance import api
from hoitu.assurance.data import State
from hoitu.assurance.models import ListedRecord
from hoitu.assurance.web.forms import JudgeForm
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused


@needs("assurance.read")
@require_GET
def record(request: ActorRequest, drawn_id: UUID) -> HttpResponse:
    """Show one drawn record with its documents."""
    return _show(request, api.record_of(request.actor, drawn_id), None)


@needs("assurance.judge")
@require_POST
def judge(request: ActorRequest, drawn_id: UUID) -> HttpResponse:
    """Say whether it holds; what was typed stays when that is refused."""
    row = api.record_of(request.actor, drawn_id)
    if row.draw.agency_id != request.actor.agency_id:
        raise NotFound()
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            api.judge_record(
                actor=request.actor,
                record_id=row.pk,
                verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã ghi kết luận."))
            return redirect("assurance:draw", row.draw_id)
    return _show(request, row, form)


def _show(request: ActorRequest, row: ListedRecord, form: JudgeForm | None) -> HttpResponse:
    is_body = row.draw.agency_id == request.actor.agency_id
    may_judge = is_body and request.actor.may("assurance.judge") and row.draw.state == State.DRAWN
    [line] = [one for one in api.drawn_lines(row.draw) if one.record.pk == row.pk]
    context = {
        "record": row,
        "line": line,
        "draw": row.draw,
        "history": row.judgements.all() if is_body else [],
        "form": (form or JudgeForm()) if may_judge else None,
        "is_announcer": row.draw.announced_by_id == request.actor.person_id,
        "is_own": row.agency_id == request.actor.agency_id,
        "is_past_due": clock.now() >= row.draw.proof_due_at,
    }
    return render(request, "assurance/record.html", context, status=400 if form and form.errors else 200)
