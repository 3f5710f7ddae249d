"""Screens of spreadsheets that are brought: read, looked at, written, bad rows put right."""

import re
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import format_date, format_number
from hoitu.registers.adapters.workbook import FILE_LIMIT_BYTES, SheetUnreadable
from hoitu.registers.books import KEEPERS, Book, book_of
from hoitu.registers.books.entry import form_class
from hoitu.registers.models import SheetImport, SheetRow
from hoitu.registers.operations import bring
from hoitu.registers.operations.keep import RowRefused
from hoitu.registers.web.forms import ReasonForm, SheetForm

ROWS_ON_PAGE = 50
SHEETS_ON_PAGE = 20
WHOLE_DIGITS = re.compile(r"\d{1,30}")
BAD, DONE = SheetRow.Outcome.BAD, SheetRow.Outcome.DONE
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
    kept = _book(request, book)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            if given.size > FILE_LIMIT_BYTES:
                raise SheetUnreadable(_("Tệp lớn hơn 5 MB. Hãy chia nhỏ rồi nhập từng phần."))
            sheet_id = bring.bring_sheet(
                actor=request.actor, book=kept, file_name=given.name, content=given.read()
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("registers:sheet", kept.key, sheet_id)
    earlier = (
        SheetImport.objects.for_agency(request.actor.agency)
        .filter(book=kept.key)
        .annotate(
            total=Count("rows"),
            bad=Count("rows", filter=Q(rows__outcome=BAD)),
            done=Count("rows", filter=Q(rows__outcome=DONE)),
        )
        .order_by("-brought_at", "-pk")
    )
    page = Paginator(earlier, SHEETS_ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "registers/books/sheets.html", {"book": kept, "form": form, "page": page})


@needs(*KEEPERS)
@require_http_methods(["GET"])
def sheet(request: ActorRequest, book: str, sheet_id: UUID) -> HttpResponse:
    """Show what would come of each row, or what came of it."""
    kept = _book(request, book)
    brought = _sheet(request, kept, sheet_id)
    every = SheetRow.objects.for_agency(request.actor.agency).filter(sheet=brought)
    counts = dict(every.order_by().values_list("outcome").annotate(n=Count("pk")))
    chosen = request.GET.get("outcome", "")
    shown = every.filter(outcome=chosen) if chosen in SheetRow.Outcome.values else every
    page = Paginator(shown, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "row": row,
            "look": LOOKS[row.outcome],
            "cells": [
                _words(kept, name, row.typed.get(name, "")) for name in kept.columns if name in row.typed
            ],
            "problems": [_problem(kept, name, each) for name, found in row.errors.items() for each in found],
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
        for key, label in SheetRow.Outcome.choices
        if counts.get(key)
    ]
    context = {
        "book": kept,
        "sheet": brought,
        "page": page,
        "lines": lines,
        "heads": [kept.field(name).verbose_name for name in kept.columns if name in kept.field_names],
        "outcomes": outcomes,
        "writable": counts.get("new", 0) + counts.get("change", 0),
        "bad": counts.get("bad", 0),
    }
    return render(request, "registers/books/sheet.html", context)


@needs(*KEEPERS)
@require_POST
def write(request: ActorRequest, book: str, sheet_id: UUID) -> HttpResponse:
    """Write the rows that can be written."""
    kept = _book(request, book)
    count = bring.write_sheet(actor=request.actor, book=kept, sheet_id=sheet_id)
    messages.success(request, ngettext("Đã ghi %d dòng vào sổ.", "Đã ghi %d dòng vào sổ.", count) % count)
    return redirect("registers:sheet", kept.key, sheet_id)


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def sheet_row(request: ActorRequest, book: str, sheet_id: UUID, number: int) -> HttpResponse:
    """Put one bad row right, as it was typed and with what is wrong; or give it up."""
    kept = _book(request, book)
    brought = _sheet(request, kept, sheet_id)
    found = SheetRow.objects.for_agency(request.actor.agency).filter(
        sheet=brought, number=number, outcome=BAD
    )
    row = found.first()
    if row is None:
        raise NotFound()
    form = form_class(kept, request.actor.agency)(row.typed)
    for name, problems in row.errors.items():
        known = name if name in form.fields else None
        for problem in problems:
            if problem not in form.errors.get(name, ()):
                form.add_error(known, problem)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "drop":
                reason = request.POST.get("reason", "")
                bring.drop_row(
                    actor=request.actor, book=kept, sheet_id=sheet_id, number=number, reason=reason
                )
                messages.success(request, _("Đã bỏ dòng này."))
            else:
                typed = {name: request.POST.get(name, "") for name in kept.field_names}
                bring.mend_row(actor=request.actor, book=kept, sheet_id=sheet_id, number=number, typed=typed)
                messages.success(request, _("Đã ghi vào sổ."))
        except RowRefused as refusal:
            form = refusal.form
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            messages.error(request, refusal.sentence)
        else:
            return redirect("registers:sheet", kept.key, sheet_id)
    parts = [(section.title, [form[name] for name in section.fields]) for section in kept.sections]
    context = {
        "book": kept, "sheet": brought, "row": row, "form": form, "parts": parts, "reason_form": ReasonForm(),
    }  # fmt: skip
    return render(request, "registers/books/sheet_row.html", context)


def _book(request: ActorRequest, key: str) -> Book:
    book = book_of(key)
    request.actor.require(book.group.manage)
    return book


def _sheet(request: ActorRequest, book: Book, sheet_id: UUID) -> SheetImport:
    found = SheetImport.objects.for_agency(request.actor.agency).filter(pk=sheet_id, book=book.key).first()
    if found is None:
        raise NotFound()
    return found


def _words(book: Book, name: str, typed: str) -> str:
    """Return what was typed as people read it: the name of a choice instead of its key."""
    field = book.field(name)
    if field.choices:
        return str({str(key): label for key, label in field.flatchoices}.get(typed, typed))
    if isinstance(field, models.BooleanField):
        return _("Có") if typed == "on" else typed
    if isinstance(field, models.IntegerField) and name != "year" and WHOLE_DIGITS.fullmatch(typed):
        return format_number(int(typed))
    return _day_words(typed) if isinstance(field, models.DateField) else typed


def _day_words(typed: str) -> str:
    """Return a day as people write it; what is none stays as it was typed."""
    try:
        day = date.fromisoformat(typed[:10])
    except ValueError:
        return typed
    return f"{format_date(day)} {typed[11:]}".strip()


def _problem(book: Book, name: str, sentence: str) -> str:
    if name not in book.field_names:
        return sentence
    return f"{book.field(name).verbose_name}: {sentence}"
