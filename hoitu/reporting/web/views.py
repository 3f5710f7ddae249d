"""Screens of whoever reports: what is owed, the draft, the numbers behind it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.reporting import api
from hoitu.reporting.data import Content, State
from hoitu.reporting.models import Report
from hoitu.reporting.operations.find import title_of
from hoitu.reporting.policies.copied import copied_sections
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import missing, prefilled
from hoitu.reporting.policies.steps import may_edit
from hoitu.reporting.policies.suggestions import ACCEPTED
from hoitu.reporting.queries.cells import PUBLISHED
from hoitu.reporting.queries.drafting import content_of, last_year, scope_of, suggestions
from hoitu.reporting.queries.duties import years_of
from hoitu.reporting.queries.recipients import recipients_of
from hoitu.reporting.queries.reports import Sent, inbox, own, readable, returned_notes, sent_of
from hoitu.reporting.web.forms import DraftForm
from hoitu.reporting.web.rows import sections_of
from hoitu.reporting.web.years import year_asked
from hoitu.strategy import api as strategy

RECORDS_ON_PAGE = 50


@needs("reporting.read")
@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """List what the organisation owes in a year, and what came to it."""
    now = clock.now()
    years = years_of(request.actor.agency)
    year = year_asked(request, years)
    owed = api.owed_by(request.actor.agency, year=year)
    context = {
        "year": year,
        "years": years,
        "owed": [(one, one.is_late(now)) for one in owed],
        "inbox": inbox(request.actor.agency, year=year),
        "may_write": request.actor.may("reporting.write"),
        "may_receive": request.actor.may("reporting.receive"),
    }
    return render(request, "reporting/reports.html", context)


@needs("reporting.write")
@require_POST
def begin(request: ActorRequest, duty_id: UUID, period: str) -> HttpResponse:
    """Begin a report, or go on with the one that is there."""
    report_id = api.open_report(actor=request.actor, rule_id=duty_id, period=period)
    return redirect("reporting:report", report_id)


@needs("reporting.read")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Show a report of the own organisation: the draft to write on, or what was sent."""
    row = own(request.actor, report_id)
    if not may_edit(State(row.state)):
        return redirect("reporting:version", report_id, sent_of(row)[0].version.number)
    content = content_of(row, now=clock.now())
    layout = layouts()[row.layout]
    may_write = request.actor.may("reporting.write")
    form = DraftForm(layout, content, request.POST or None, revision=row.revision, is_open=may_write)
    form.estimates(row.draft.get("figures", {}))
    if request.method == "POST":
        answer = _keep(request, row, form)
        if answer is not None:
            return answer
    return render(request, "reporting/report.html", _screen(request, row, content, form))


def _keep(request: ActorRequest, row: Report, form: DraftForm) -> HttpResponse | None:
    """Save what was typed, and send it when that was asked; None when the form is to be shown again."""
    if not form.is_valid():
        messages.error(request, _("Chưa lưu được. Hãy xem các ô được đánh dấu; phần đã nhập vẫn còn."))
        return None
    try:
        api.save_draft(actor=request.actor, report_id=row.pk, values=form.values)
        if request.POST.get("step") == "send":
            api.send_report(actor=request.actor, report_id=row.pk, without="without" in request.POST)
            messages.success(request, _("Đã gửi báo cáo tới các nơi nhận."))
        else:
            messages.success(request, _("Đã lưu báo cáo."))
    except api.NumbersMissing as refusal:
        # What was typed is stored: only the sending waits.
        messages.error(request, refusal.sentence)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error(None, refusal.sentence)
        row.refresh_from_db()
        form.data = {**form.data.dict(), "revision": str(row.revision)}  # type: ignore[attr-defined]  # a QueryDict
        return None
    return redirect("reporting:report", row.pk)


def _screen(request: ActorRequest, row: Report, content: Content, form: DraftForm) -> dict[str, object]:
    layout, sent = layouts()[row.layout], sent_of(row)
    before = last_year(row)
    receipts = sent[0].receipts if sent else ()
    return {
        "report": row,
        "title": title_of(row),
        "content": content,
        "layout": layout,
        "accepted": sum(1 for line in content.senders if line.answer == ACCEPTED),
        "cut_off": scope_of(row).cut_off,
        "form": form,
        "head": [
            form[name]
            for name in ("number", "code", "place", "signer_authority", "signer_title", "signer_name")
        ],
        "sections": sections_of(
            layout,
            content,
            form=form,
            notes=returned_notes(receipts),
            suggestions=suggestions(content),
            copied=copied_sections(content.words, before.words) if before else {},
        ),
        "prefilled": prefilled(layout),
        "missing": missing(layout, content),
        "recipients": recipients_of(row),
        "returned": [one for one in receipts if one.answer == "returned"],
        "sent": sent,
        "may_write": request.actor.may("reporting.write"),
        "may_send": request.actor.may("reporting.send"),
    }


@needs("reporting.send")
@require_POST
def correct(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Take a locked report up again."""
    try:
        api.correct_report(actor=request.actor, report_id=report_id, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    return redirect("reporting:report", report_id)


@needs("reporting.read")
@require_GET
def records(request: ActorRequest, report_id: UUID, cell: str) -> HttpResponse:
    """List exactly the publications that a number counts; `ban`: as known when that version was sent."""
    row = readable(request.actor, report_id)
    layout = layouts()[row.layout]
    found = next((one for one in layout.cells if one.key == cell), None)
    # What an office adds up has its list at the agencies.
    part = PUBLISHED.get(found.source) if found and not layout.adds_up else None
    if found is None or part is None:
        raise NotFound()
    sent = _asked_version(row, request.GET.get("ban", ""))
    if sent is None and row.agency_id != request.actor.agency:
        raise NotFound()
    window = scope_of(row).window
    known_at = None
    if sent is not None:
        window, known_at = _window_of(row, sent), sent.version.sent_at
    listed = strategy.published(row.agency_id, window, part, known_at=known_at)
    context = {
        "report": row,
        "title": title_of(row),
        "cell": found,
        "sent": sent,
        "page": Paginator(listed, RECORDS_ON_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "reporting/records.html", context)


def _asked_version(row: Report, number: str) -> Sent | None:
    return next((one for one in sent_of(row) if str(one.version.number) == number), None)


def _window_of(row: Report, sent: Sent) -> strategy.Window:
    return replace(scope_of(row), cut_off=date.fromisoformat(sent.content.cut_off)).window
