"""Screens of workbooks: brought, looked at, written, bad rows put right."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.connector import api
from hoitu.connector.adapters import sheet as workbook
from hoitu.connector.models import SheetFile, SheetLine
from hoitu.connector.policies.rows import LABELS
from hoitu.connector.web.forms import FileForm, LineForm, ReasonForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.sheets import XLSX

ROWS_ON_PAGE, SHEETS_ON_PAGE = 50, 20
SHOWN = ("id", "title", "platform", "medium", "published_at", "removed_at")
LOOKS = {
    "new": "planned",
    "change": "updated",
    "same": "point",
    "bad": "failed",
    "done": "done",
    "dropped": "cancelled",
}


@needs("connector.manage")
@require_GET
def template(request: ActorRequest) -> HttpResponse:
    """Answer with the workbook to fill in."""
    name = 'attachment; filename="hoitu-tin-bai.xlsx"'
    return HttpResponse(workbook.template(), content_type=XLSX, headers={"Content-Disposition": name})


@needs("connector.manage")
@require_http_methods(["GET", "POST"])
def sheets(request: ActorRequest) -> HttpResponse:
    """Bring a workbook; below stand the earlier ones with what still waits in them."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            if given.size > workbook.FILE_BYTES_MAX:
                raise api.FileRefused(_("Tệp lớn hơn 5 MB. Hãy chia nhỏ rồi nhập từng phần."))
            sheet_id = api.bring_sheet(actor=request.actor, file_name=given.name, content=given.read())
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("connector:sheet", sheet_id)
    earlier = (
        SheetFile.objects.for_agency(request.actor.agency)
        .annotate(
            total=Count("lines"),
            bad=Count("lines", filter=Q(lines__outcome="bad")),
            done=Count("lines", filter=Q(lines__outcome="done")),
        )
        .order_by("-brought_at", "-pk")
    )
    page = Paginator(earlier, SHEETS_ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "connector/sheets.html", {"form": form, "page": page})


@needs("connector.manage")
@require_GET
def sheet(request: ActorRequest, workbook_id: UUID) -> HttpResponse:
    """Show what would come of each row, or what came of it."""
    brought = _sheet(request, workbook_id)
    every = SheetLine.objects.for_agency(request.actor.agency).filter(sheet=brought)
    counts = dict(every.order_by().values_list("outcome").annotate(n=Count("pk")))
    chosen = request.GET.get("outcome", "")
    shown = every.filter(outcome=chosen) if chosen in SheetLine.Outcome.values else every
    page = Paginator(shown, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "row": row,
            "look": LOOKS[row.outcome],
            "cells": [row.typed.get(name, "") for name in SHOWN],
            "problems": [
                f"{LABELS[name]}: {each}" if name in LABELS else each
                for name, found in row.errors.items()
                for each in found
            ],
        }
        for row in page
    ]
    outcomes = [
        {
            "label": label,
            "count": counts.get(key, 0),
            "url": f"?outcome={key}" if key != chosen else "?",
            "current": key == chosen,
            "key": key,
        }
        for key, label in SheetLine.Outcome.choices
        if counts.get(key)
    ]
    context = {
        "sheet": brought,
        "page": page,
        "lines": lines,
        "heads": [LABELS[name] for name in SHOWN],
        "outcomes": outcomes,
        "writable": counts.get("new", 0) + counts.get("change", 0),
        "bad": counts.get("bad", 0),
    }
    return render(request, "connector/sheet.html", context)


@needs("connector.manage")
@require_POST
def write(request: ActorRequest, workbook_id: UUID) -> HttpResponse:
    """Write the rows that can be written."""
    count = api.write_sheet(actor=request.actor, sheet_id=workbook_id)
    messages.success(request, ngettext("Đã ghi %d dòng.", "Đã ghi %d dòng.", count) % count)
    return redirect("connector:sheet", workbook_id)


@needs("connector.manage")
@require_http_methods(["GET", "POST"])
def line(request: ActorRequest, workbook_id: UUID, line: int) -> HttpResponse:
    """Put one bad row right, as it was typed and with what is wrong; or give it up."""
    brought = _sheet(request, workbook_id)
    bad = SheetLine.objects.for_agency(request.actor.agency).filter(sheet=brought, number=line, outcome="bad")
    if not bad.exists():
        raise NotFound()
    if request.method == "POST":
        try:
            if request.POST.get("act") == "drop":
                reason = request.POST.get("reason", "")
                api.drop_line(actor=request.actor, sheet_id=workbook_id, number=line, reason=reason)
                messages.success(request, _("Đã bỏ dòng này."))
            else:
                typed = {name: request.POST.get(name, "") for name in workbook.COLUMNS}
                api.mend_line(actor=request.actor, sheet_id=workbook_id, number=line, typed=typed)
                messages.success(request, _("Đã ghi dòng này."))
            return redirect("connector:sheet", workbook_id)
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            messages.error(request, refusal.sentence)
    row = bad.get()
    context = {
        "sheet": brought,
        "row": row,
        "form": LineForm(row.typed, row.errors),
        "reason_form": ReasonForm(),
    }
    return render(request, "connector/line.html", context)


def _sheet(request: ActorRequest, sheet_id: UUID) -> SheetFile:
    found = SheetFile.objects.for_agency(request.actor.agency).filter(pk=sheet_id).first()
    if found is None:
        raise NotFound()
    return found
