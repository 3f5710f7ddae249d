"""Screens of whoever receives reports: read a version, accept it, return it with reasons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.reporting import api
from hoitu.reporting.data import Answer, State
from hoitu.reporting.models import Receipt, Report
from hoitu.reporting.operations.find import title_of
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import changed
from hoitu.reporting.policies.steps import may_correct
from hoitu.reporting.queries.files import signed_files
from hoitu.reporting.queries.reports import WHY, Sent, readable, returned_notes, sent_of
from hoitu.reporting.web.forms import AnswerForm
from hoitu.reporting.web.rows import sections_of


@needs("reporting.read")
@require_GET
def version(request: ActorRequest, report_id: UUID, number: int) -> HttpResponse:
    """Show what was sent, as it was sent; `tra-lai` opens the fields for reasons."""
    row = readable(request.actor, report_id)
    form = None
    if request.GET.get("tra-lai") == "1":
        sent = _sent(row, number)
        if _to_answer(request, row, sent) is not None:
            form = AnswerForm(layouts()[sent.content.layout], sent.content)
    return _show(request, row, number, form)


@needs("reporting.receive")
@require_http_methods(["POST"])
def accept(request: ActorRequest, receipt_id: UUID) -> HttpResponse:
    """Accept a version, or (`step` return) give it back; what was typed stays when that is refused."""
    receipt = (
        Receipt.objects.unscoped(why=WHY)
        .filter(pk=receipt_id, recipient_id=request.actor.agency)
        .select_related("version")
        .first()
    )
    if receipt is None:
        raise NotFound()
    row = readable(request.actor, receipt.version.report_id)
    number = receipt.version.number
    form = None
    try:
        if request.POST.get("step") == "return":
            sent = _sent(row, number)
            form = AnswerForm(layouts()[sent.content.layout], sent.content, request.POST)
            if not form.is_valid():
                return _show(request, row, number, form)
            api.give_back(
                actor=request.actor,
                receipt_id=receipt_id,
                reason=form.cleaned_data["reason"],
                notes=form.notes,
            )
            messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
        else:
            api.accept(actor=request.actor, receipt_id=receipt_id)
            messages.success(request, _("Đã tiếp nhận báo cáo."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        if form is not None:
            form.add_error(None, refusal.sentence)
            return _show(request, row, number, form)
        messages.error(request, refusal.sentence)
    return redirect("reporting:version", row.pk, number)


@needs("reporting.send")
@require_POST
def record(request: ActorRequest, receipt_id: UUID) -> HttpResponse:
    """Write down that a body outside this system accepted the report."""
    receipt = (
        Receipt.objects.for_agency(request.actor.agency)
        .filter(pk=receipt_id)
        .select_related("version")
        .first()
    )
    if receipt is None:
        raise NotFound()
    try:
        api.record_acceptance(
            actor=request.actor, receipt_id=receipt_id, document=request.POST.get("document", "")
        )
        messages.success(request, _("Đã ghi nhận nơi nhận tiếp nhận báo cáo."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    return redirect("reporting:version", receipt.version.report_id, receipt.version.number)


def _show(request: ActorRequest, row: Report, number: int, form: AnswerForm | None) -> HttpResponse:
    everything = sent_of(row)
    sent = _sent(row, number)
    before = next((one for one in everything if one.version.number == number - 1), None)
    is_last = everything[0].version.number == number
    context = {
        "report": row,
        "title": title_of(row),
        "sent": sent,
        "everything": everything,
        "is_last": is_last,
        "is_own": row.agency_id == request.actor.agency,
        "receipt": _to_answer(request, row, sent),
        "form": form,
        "sections": sections_of(
            layouts()[sent.content.layout],
            sent.content,
            form=form,
            notes=returned_notes(sent.receipts),
            changed=changed(before.content, sent.content) if before else (),
        ),
        "may_correct": is_last
        and row.agency_id == request.actor.agency
        and may_correct(State(row.state))
        and request.actor.may("reporting.send"),
        "files": signed_files(sent.version),
        "may_sign": row.agency_id == request.actor.agency and request.actor.may("reporting.send"),
        "may_record": row.agency_id == request.actor.agency and request.actor.may("reporting.send"),
    }
    return render(request, "reporting/version.html", context)


def _sent(row: Report, number: int) -> Sent:
    found = next((one for one in sent_of(row) if one.version.number == number), None)
    if found is None:
        raise NotFound()
    return found


def _to_answer(request: ActorRequest, row: Report, sent: Sent) -> Receipt | None:
    """Return the receipt that the reader is to answer now, if any."""
    if not request.actor.may("reporting.receive") or sent_of(row)[0].version.pk != sent.version.pk:
        return None
    return next(
        (
            one
            for one in sent.receipts
            if one.recipient_id == request.actor.agency and one.answer == Answer.WAITING
        ),
        None,
    )
