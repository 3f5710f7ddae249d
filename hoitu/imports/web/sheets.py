"""Screens of filled sheets: read, looked at, written, bad rows put right."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.imports import api
from hoitu.imports.adapters.sheet import FILE_LIMIT_BYTES, too_big
from hoitu.imports.adapters.sheet import template as empty_sheet
from hoitu.imports.books import KEEPERS, Book, book_of
from hoitu.imports.books.book import answers_of
from hoitu.imports.data import SHEET_OUTCOME_WORDS, WRITABLE, SheetOutcome, Unsent
from hoitu.imports.models import BroughtRow, BroughtSheet
from hoitu.imports.operations.bring_sheet import WHOLE_ROW, sheet_of
from hoitu.imports.web.forms import ReasonForm, SheetForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.sheets import XLSX

ROWS_ON_PAGE = 50
SHEETS_ON_PAGE = 20
BAD, DONE = SheetOutcome.BAD, SheetOutcome.DONE
LOOKS = {
    "new": "planned",
    "change": "updated",
    "same": "point",
    "bad": "failed",
    "done": "done",
    "dropped": "cancelled",
}


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheets(request: ActorRequest, book: str) -> HttpResponse:
    """Bring a workbook; below stand the earlier ones with what still waits in them."""
    kept = book_of(book, request.actor)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            if given.size > FILE_LIMIT_BYTES:
                raise too_big()
            sheet_id = api.bring_sheet(
                actor=request.actor, book=kept, file_name=given.name, content=given.read()
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("imports:sheet", kept.key, sheet_id)
    earlier = (
        BroughtSheet.objects.for_agency(request.actor.agency)
        .filter(book=kept.key)
        .annotate(
            total=Count("rows"),
            bad=Count("rows", filter=Q(rows__outcome=BAD)),
            done=Count("rows", filter=Q(rows__outcome=DONE)),
        )
        .order_by("-brought_at", "-pk")
    )
    page = Paginator(earlier, SHEETS_ON_PAGE).get_page(request.GET.get("trang"))
    return render(request, "imports/sheets.html", {"book": kept, "form": form, "page": page})


@needs(*KEEPERS)
@require_GET
def template(request: ActorRequest, book: str) -> HttpResponse:
    """Hand out the sheet to fill in."""
    kept = book_of(book, request.actor)
    content = empty_sheet(kept.form_class(request.actor), str(kept.title), kept.rows_limit)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="mau-{kept.key}.xlsx"'
    return answer


@needs(*KEEPERS)
@require_GET
def sheet(request: ActorRequest, book: str, sheet_id: UUID) -> HttpResponse:
    """Show what would come of each row, or what came of it."""
    kept = book_of(book, request.actor)
    brought = sheet_of(request.actor, kept, sheet_id)
    every = BroughtRow.objects.for_agency(request.actor.agency).filter(sheet=brought)
    counts = dict(every.order_by().values_list("outcome").annotate(n=Count("pk")))
    chosen = request.GET.get("outcome", "")
    shown = every.filter(outcome=chosen) if chosen in SHEET_OUTCOME_WORDS else every
    page = Paginator(shown, ROWS_ON_PAGE).get_page(request.GET.get("trang"))
    fields = kept.form_class(request.actor).base_fields
    outcomes = [
        {
            "label": label,
            "count": counts[key],
            "url": f"?outcome={key}" if key != chosen else "?",
            "current": key == chosen,
        }
        for key, label in SHEET_OUTCOME_WORDS.items()
        if counts.get(key)
    ]
    context = {
        "book": kept,
        "sheet": brought,
        "page": page,
        "lines": [_line(kept, fields, row) for row in page],
        "heads": [fields[name].label for name in kept.shown],
        "outcomes": outcomes,
        "writable": sum(counts.get(key, 0) for key in WRITABLE),
        "bad": counts.get(BAD.value, 0),
    }
    return render(request, "imports/sheet.html", context)


@needs(*KEEPERS)
@require_POST
def write(request: ActorRequest, book: str, sheet_id: UUID) -> HttpResponse:
    """Write the rows that can be written; links that no letter brought are shown once."""
    kept = book_of(book, request.actor)
    count, unsent = api.write_sheet(actor=request.actor, book=kept, sheet_id=sheet_id)
    messages.success(request, ngettext("Đã ghi %d dòng.", "Đã ghi %d dòng.", count) % count)
    return _written(request, kept, sheet_id, unsent)


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_row(request: ActorRequest, book: str, sheet_id: UUID, number: int) -> HttpResponse:
    """Put one bad row right, as it was typed and with what is wrong; or give it up."""
    kept = book_of(book, request.actor)
    brought = sheet_of(request.actor, kept, sheet_id)
    bad = BroughtRow.objects.for_agency(request.actor.agency).filter(sheet=brought, outcome=BAD)
    row = bad.filter(number=number).first()
    if row is None:
        raise NotFound()
    typed, errors = row.typed, row.errors
    if request.method == "POST":
        unsent: Unsent | None = None
        try:
            if request.POST.get("act") == "drop":
                reason = request.POST.get("reason", "")
                api.drop_row(actor=request.actor, book=kept, sheet_id=sheet_id, number=number, reason=reason)
                messages.success(request, _("Đã bỏ dòng này."))
            else:
                typed = {
                    name: request.POST.get(name, "") for name in kept.form_class(request.actor).base_fields
                }
                unsent = api.mend_row(
                    actor=request.actor, book=kept, sheet_id=sheet_id, number=number, typed=typed
                )
                messages.success(request, _("Đã ghi dòng này."))
        except api.RowRefused as refusal:
            errors = refusal.errors
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            messages.error(request, refusal.sentence)
        else:
            return _written(request, kept, sheet_id, [unsent] if unsent else [])
    form = _with_errors(kept.form_class(request.actor)(typed), errors)
    context = {"book": kept, "sheet": brought, "row": row, "form": form, "reason_form": ReasonForm()}
    return render(request, "imports/sheet_row.html", context)


def _written(request: ActorRequest, book: Book, sheet_id: UUID, unsent: list[Unsent]) -> HttpResponse:
    if not unsent:
        return redirect("imports:sheet", book.key, sheet_id)
    return render(request, "imports/unsent.html", {"book": book, "sheet_id": sheet_id, "unsent": unsent})


def _with_errors(form: forms.Form, errors: dict[str, list[str]]) -> forms.Form:
    """Return the form with what is known to be wrong: also what only writing, or the rest of the file, showed."""
    for name, problems in errors.items():
        known = name if name in form.fields else None
        for problem in problems:
            if problem not in form.errors.get(name, ()):
                form.add_error(known, problem)
    return form


def _line(book: Book, fields: dict[str, forms.Field], row: BroughtRow) -> dict[str, object]:
    return {
        "row": row,
        "look": LOOKS[row.outcome],
        "cells": [_words(fields[name], row.typed.get(name, "")) for name in book.shown],
        "problems": [
            each if name == WHOLE_ROW else f"{fields[name].label}: {each}"
            for name, found in row.errors.items()
            for each in found
        ],
    }


def _words(field: forms.Field, typed: str) -> str:
    """Return what was typed as people read it: the words of a choice instead of its key."""
    return dict(answers_of(field)).get(typed, typed)
