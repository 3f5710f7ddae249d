"""Bring a filled sheet: read and shown first, written when somebody says so, bad rows kept until put right."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.imports.adapters import sheet as sheets
from hoitu.imports.books import Book
from hoitu.imports.books.book import Then, nothing_left, typed_of_cells
from hoitu.imports.data import WRITABLE, SheetOutcome, Unsent
from hoitu.imports.errors import RowRefused
from hoitu.imports.models import BroughtRow, BroughtSheet
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused

Errors = dict[str, list[str]]
WHOLE_ROW = "__all__"


def bring_sheet(*, actor: Actor, book: Book, file_name: str, content: bytes) -> UUID:
    """Read a workbook and keep its rows with what would come of each. Raises `SheetUnreadable`."""
    actor.require(book.permission)
    form_type = book.form_class(actor)
    brought = sheets.read(form_type, content, book.rows_limit)
    with transaction.atomic():
        sheet = BroughtSheet.objects.create(
            agency_id=actor.agency, book=book.key, file_name=file_name[-200:], by_name=actor.name[:150]
        )
        seen: dict[tuple[object, ...], int] = {}
        rows = []
        for line in brought:
            typed = typed_of_cells(form_type, line.cells)
            outcome, errors = _looked_at(actor, book, form_type(typed), line.number, seen)
            rows.append(
                BroughtRow(sheet=sheet, number=line.number, typed=typed, outcome=outcome, errors=errors)
            )
        BroughtRow.objects.bulk_create(rows, batch_size=500)
        _record(actor, book, sheet, "imports.bring_sheet", len(rows))
    return sheet.pk


def write_sheet(*, actor: Actor, book: Book, sheet_id: UUID) -> tuple[int, list[Unsent]]:
    """Write the rows that can be written; return how many, and the links that no letter brought.

    Each row commits by itself, then its letter goes out; what is refused now stays as a bad row. Who presses again
    after an interruption goes on where it ended.
    """
    actor.require(book.permission)
    sheet = sheet_of(actor, book, sheet_id)
    form_type = book.form_class(actor)
    waiting = BroughtRow.objects.for_agency(actor.agency).filter(sheet=sheet, outcome__in=WRITABLE)
    written, unsent = 0, []
    for key in waiting.values_list("pk", flat=True):
        then = _write_one(actor, book, key, form_type)
        if then is not None:
            written += 1
            if left := then():
                unsent.append(left)
    with transaction.atomic():
        _record(actor, book, sheet, "imports.write_sheet", written)
    return written, unsent


def mend_row(
    *, actor: Actor, book: Book, sheet_id: UUID, number: int, typed: Mapping[str, str]
) -> Unsent | None:
    """Put a bad row right and write it. Raises `RowRefused`: what was typed is kept with the row."""
    actor.require(book.permission)
    form_type = book.form_class(actor)
    with transaction.atomic():
        row = _bad_row(actor, book, sheet_id, number)
        row.typed = {name: typed.get(name, "") for name in form_type.base_fields}
        then = _write(actor, book, row, form_type)
        row.save()
    if row.outcome == SheetOutcome.BAD:
        raise RowRefused(row.errors)
    return then()


def drop_row(*, actor: Actor, book: Book, sheet_id: UUID, number: int, reason: str) -> None:
    """Give a bad row up, saying why. Raises `BadInput`, `NotFound`."""
    actor.require(book.permission)
    with transaction.atomic():
        row = _bad_row(actor, book, sheet_id, number)
        if not reason.strip():
            raise BadInput(_("Hãy ghi lý do bỏ dòng này."))
        _close(book, row, SheetOutcome.DROPPED)
        row.save()
        audit.record(
            actor=actor,
            verb="imports.drop_row",
            object_key=f"sheet:{sheet_id}",
            object_label=_("%(book)s: dòng %(number)d") % {"book": book.title, "number": number},
            note=reason.strip()[:300],
        )


def sheet_of(actor: Actor, book: Book, sheet_id: UUID) -> BroughtSheet:
    """Return a sheet that was brought for a book of the actor's agency. Raises `NotFound`."""
    sheet = BroughtSheet.objects.for_agency(actor.agency).filter(pk=sheet_id, book=book.key).first()
    if sheet is None:
        raise NotFound()
    return sheet


def _looked_at(
    actor: Actor, book: Book, form: forms.Form, number: int, seen: dict[tuple[object, ...], int]
) -> tuple[SheetOutcome, Errors]:
    """Say what would come of a row; a second one with the same key in one file is an error."""
    if not form.is_valid():
        return SheetOutcome.BAD, _errors(form)
    key = tuple(str(form.cleaned_data[name]).casefold() for name in book.key_fields)
    first = seen.setdefault(key, number)
    if first != number:
        return SheetOutcome.BAD, {book.key_fields[0]: [_("Trùng với dòng %d của tệp.") % first]}
    try:
        return book.outcome(actor, form.cleaned_data), {}
    except Refused as refusal:
        return SheetOutcome.BAD, {WHOLE_ROW: [refusal.sentence]}


@transaction.atomic
def _write_one(actor: Actor, book: Book, key: int, form_type: type[forms.Form]) -> Then | None:
    """Write one row; None when it was refused, or written by somebody else a moment ago."""
    rows = BroughtRow.objects.for_agency(actor.agency).select_for_update(of=("self",))
    row = rows.filter(pk=key, outcome__in=WRITABLE).first()
    if row is None:
        return None
    then = _write(actor, book, row, form_type)
    row.save()
    return then if row.outcome == SheetOutcome.DONE else None


def _write(actor: Actor, book: Book, row: BroughtRow, form_type: type[forms.Form]) -> Then:
    form = form_type(row.typed)
    if not form.is_valid():
        row.outcome, row.errors = SheetOutcome.BAD, _errors(form)
        return nothing_left
    try:
        with transaction.atomic():
            then = book.write(actor, form.cleaned_data)
    except Refused as refusal:
        row.outcome, row.errors = SheetOutcome.BAD, {WHOLE_ROW: [refusal.sentence]}
        return nothing_left
    _close(book, row, SheetOutcome.DONE)
    return then


def _close(book: Book, row: BroughtRow, outcome: SheetOutcome) -> None:
    """End a row; of what it held only the columns of the list stay here, the rest stands where it was written."""
    row.outcome, row.errors = outcome, {}
    row.typed = {name: row.typed.get(name, "") for name in book.shown}


def _bad_row(actor: Actor, book: Book, sheet_id: UUID, number: int) -> BroughtRow:
    sheet = sheet_of(actor, book, sheet_id)
    bad = BroughtRow.objects.for_agency(actor.agency).filter(sheet=sheet, outcome=SheetOutcome.BAD)
    row = bad.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise NotFound()
    return row


def _errors(form: forms.Form) -> Errors:
    return {name: [str(each) for each in found] for name, found in form.errors.items()}


def _record(actor: Actor, book: Book, sheet: BroughtSheet, verb: str, rows: int) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"sheet:{sheet.pk}",
        object_label=f"{book.title}: {sheet.file_name}",
        changes={"rows": ("", rows)},
    )
