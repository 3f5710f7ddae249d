"""Screens of the evidence room: submit, check, withdraw, read; what waits; what the own agency has."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.accounts import api as accounts
from hoitu.evidence import api
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.operations.attach import ABOUT
from hoitu.evidence.queries import Rows, as_data, rows_of, seen_by, to_check
from hoitu.evidence.signing import signed_url
from hoitu.evidence.web.forms import AttachForm, FilterForm
from hoitu.evidence.web.panel import line_of, panel, panel_id
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused

ON_PAGE = 50
EXPIRES_SOON = timedelta(days=60)


@needs("evidence.add")
@require_POST
def attach(request: ActorRequest) -> HttpResponse:
    """Take a document; what was typed stays when the file is refused."""
    about = request.POST.get("about", "")
    if not ABOUT.fullmatch(about):
        raise NotFound()
    form = AttachForm(request.POST, request.FILES, auto_id=f"{panel_id(about, request.actor.agency)}-%s")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            api.attach(
                actor=request.actor, about=about, values=form.values, file=file.file, file_name=file.name
            )
        except api.FileRefused as refusal:
            form.add_error("file", refusal.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã nộp minh chứng. Người thứ hai sẽ kiểm tra."))
            return _answer(request, about, request.actor.agency)
    return _answer(request, about, request.actor.agency, form)


@needs("evidence.check")
@require_POST
def check(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Accept a document of somebody else or refuse it with a reason."""
    row = to_check(request.actor).filter(pk=evidence_id).first() or _seen(request, evidence_id)
    accepted = request.POST.get("decision") == "accept"
    try:
        api.check(
            actor=request.actor,
            evidence_id=evidence_id,
            accepted=accepted,
            reason=request.POST.get("reason", ""),
        )
    except Refused as refusal:
        _say(request, refusal)
    else:
        messages.success(request, _("Đã chấp nhận.") if accepted else _("Đã ghi là không chấp nhận."))
        return _anew(request, row)
    return _answer(request, row.about, row.agency_id)


@needs("evidence.add")
@require_POST
def withdraw(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Take back a document of the own agency."""
    row = rows_of([request.actor.agency]).filter(pk=evidence_id).first()
    if row is None:
        raise NotFound()
    try:
        api.withdraw(actor=request.actor, evidence_id=evidence_id, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        _say(request, refusal)
    else:
        messages.success(request, _("Đã rút minh chứng."))
        return _anew(request, row)
    return _answer(request, row.about, row.agency_id)


@needs("evidence.read")
@require_GET
def file(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Send the browser to a document's short-lived address on the readers' origin."""
    row = _seen(request, evidence_id)
    return redirect(signed_url(agency_id=row.agency_id, sha256=row.sha256, file_name=row.file_name))


@needs("evidence.check")
@require_GET
def queue(request: ActorRequest) -> HttpResponse:
    """List what waits for this person's check, oldest first."""
    waiting = to_check(request.actor)
    chosen = request.GET.get("co-quan", "")
    here = accounts.organisations(ids=set(waiting.order_by().values_list("agency_id", flat=True)))
    agency = next((row for row in here.values() if row.slug == chosen), None)
    if agency is not None:
        waiting = waiting.filter(agency_id=agency.id)
    names = {row.id: row.name for row in here.values()}
    listed = _listed(request, waiting)
    context = listed | {
        "lines": [(*line, names.get(line[0].evidence.agency_id, "")) for line in listed["lines"]],
        "agencies": sorted(here.values(), key=lambda row: row.name),
        "agency": agency,
        "tabs": _tabs(request, "queue"),
    }
    return render(request, "evidence/queue.html", context)


@needs("evidence.read")
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """List the documents of the own agency."""
    form = FilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = rows_of([request.actor.agency])
    for word in given.get("q", "").split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(issuer__icontains=word))
    rows = _in_state(rows, given.get("state", ""), clock.today())
    context = _listed(request, rows) | {
        "form": form,
        "is_filtered": any(given.values()),
        "tabs": _tabs(request, "own"),
    }
    return render(request, "evidence/own.html", context)


def _in_state(rows: Rows, state: str, today: date) -> Rows:
    if state == "expired":
        return rows.filter(state="accepted", valid_until__lte=today)
    if state == "expiring":
        soon = today + EXPIRES_SOON
        return rows.filter(state="accepted", valid_until__gt=today, valid_until__lte=soon)
    if state == "accepted":
        rows = rows.exclude(valid_until__lte=today)
    return rows.filter(state=state) if state else rows


def _listed(request: ActorRequest, rows: Rows) -> dict[str, Any]:
    page: Page[EvidenceRow] = Paginator(rows, ON_PAGE).get_page(request.GET.get("trang"))
    today = clock.today()
    lines = [line_of(as_data(row), request.actor, today) for row in page]
    subjects = api.subjects_of({line.subject for line in lines}, reader=request.actor.agency)
    return {
        "page": page,
        "lines": [(line, subjects[line.subject]) for line in lines],
        "back": request.get_full_path(),
        "soon": today + EXPIRES_SOON,
    }


def _tabs(request: ActorRequest, current: str) -> Iterable[dict[str, object]]:
    if not request.actor.may("evidence.check"):
        return []
    return [
        {"label": _("Của cơ quan"), "url": reverse("evidence:own"), "current": current == "own"},
        {
            "label": _("Chờ kiểm tra"),
            "url": reverse("evidence:queue"),
            "current": current == "queue",
            "count": to_check(request.actor).count(),
        },
    ]


def _seen(request: ActorRequest, evidence_id: UUID) -> EvidenceRow:
    row = seen_by(request.actor).filter(pk=evidence_id).first()
    if row is None:
        raise NotFound()
    return row


def _say(request: HttpRequest, refusal: Refused) -> None:
    if refusal.status == 404:
        raise refusal
    messages.error(request, refusal.sentence)


def _anew(request: ActorRequest, row: EvidenceRow) -> HttpResponse:
    """Answer a change on which more of the page may rest than the panel: the whole of it anew."""
    if _is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _answer(request, row.about, row.agency_id)


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(
    request: ActorRequest, about: str, agency_id: UUID, form: AttachForm | None = None
) -> HttpResponse:
    """Answer a change: the panel anew for htmx, else the page from which it came."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("evidence:own")
    if _is_htmx(request):
        words = panel(request, about=about, agency_id=agency_id, back=back, form=form, is_fragment=True)
        return HttpResponse(words)
    if form is None:
        return redirect(f"{back}#{panel_id(about, agency_id)}")
    subject = api.subjects_of([(agency_id, about)], reader=request.actor.agency)[agency_id, about]
    context = {"about": about, "agency_id": agency_id, "back": back, "subject": subject}
    context["panel"] = panel(request, about=about, agency_id=agency_id, back=back, form=form)
    return render(request, "evidence/attach.html", context)
