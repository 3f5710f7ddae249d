"""Bring rows in a spreadsheet: read and shown first, written when somebody says so, bad rows kept until put right."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.registers.adapters import workbook
from hoitu.registers.books import Book
from hoitu.registers.books.entry import form_class, typed_of_cells
from hoitu.registers.models import SheetImport, SheetRow
from hoitu.registers.operations.keep import RowRefused, tell, write_row
from hoitu.registers.queries import rows

Outcome = SheetRow.Outcome
WRITABLE = (Outcome.NEW, Outcome.CHANGE)


def bring_sheet(*, actor: Actor, book: Book, file_name: str, content: bytes) -> UUID:
    """Read a workbook and keep its rows with what would come of each. Raises `SheetUnreadable`."""
    actor.require(book.group.manage)
    brought = workbook.read(book, content)
    form_type = form_class(book, actor.agency)
    with transaction.atomic():
        sheet = SheetImport.objects.create(
            agency_id=actor.agency, book=book.key, file_name=file_name[-200:], by_name=actor.name[:150]
        )
        seen: dict[tuple[object, ...], int] = {}
        lines = []
        for row in brought:
            typed = typed_of_cells(book, row.cells)
            form = form_type(typed)
            outcome = _outcome(actor, book, form, row.number, seen)
            lines.append(
                SheetRow(sheet=sheet, number=row.number, typed=typed, outcome=outcome, errors=_errors(form))
            )
        SheetRow.objects.bulk_create(lines, batch_size=500)
        audit.record(
            actor=actor,
            verb="registers.bring_sheet",
            object_key=f"sheet:{sheet.pk}",
            object_label=f"{book.title}: {sheet.file_name}",
        )
    return sheet.pk


def write_sheet(*, actor: Actor, book: Book, sheet_id: UUID) -> int:
    """Write the rows that can be written, return how many; what is refused now stays as a bad row.

    Each row commits by itself: a thousand of them in one transaction would hold up everybody else's entries in the
    agency's trail. Who presses again after an interruption goes on where it ended.
    """
    actor.require(book.group.manage)
    sheet = _sheet(actor, book, sheet_id)
    form_type = form_class(book, actor.agency)
    waiting = SheetRow.objects.for_agency(actor.agency).filter(sheet=sheet, outcome__in=WRITABLE)
    written = sum(_write_one(actor, book, key, form_type) for key in waiting.values_list("pk", flat=True))
    with transaction.atomic():
        # Once, however many rows; also when this run only ends what a killed one began.
        tell(actor.agency, book)
        sheet.applied_at = clock.now()
        sheet.save(update_fields=["applied_at"])
    return written


def mend_row(*, actor: Actor, book: Book, sheet_id: UUID, number: int, typed: Mapping[str, str]) -> None:
    """Put a bad row right and write it. Raises `RowRefused`: what was typed is kept with the row."""
    actor.require(book.group.manage)
    with transaction.atomic():
        row = _bad_row(actor, book, sheet_id, number)
        row.typed = {name: typed.get(name, "") for name in book.field_names}
        refused: RowRefused | None = None
        try:
            _write(actor, book, row, form_class(book, actor.agency))
        except RowRefused as refusal:
            row.errors, refused = refusal.errors, refusal
        else:
            tell(actor.agency, book)
        row.save()
    if refused:
        raise refused


def drop_row(*, actor: Actor, book: Book, sheet_id: UUID, number: int, reason: str) -> None:
    """Give a bad row up, saying why. Raises `BadInput`, `NotFound`."""
    actor.require(book.group.manage)
    with transaction.atomic():
        row = _bad_row(actor, book, sheet_id, number)
        if not reason.strip():
            raise BadInput(_("Hãy ghi lý do bỏ dòng này."))
        row.outcome = Outcome.DROPPED
        row.save(update_fields=["outcome"])
        audit.record(
            actor=actor,
            verb="registers.drop_row",
            object_key=f"sheet:{sheet_id}",
            object_label=_("%(book)s: dòng %(number)d") % {"book": book.title, "number": number},
            note=reason.strip()[:300],
        )


def _outcome(
    actor: Actor, book: Book, form: forms.Form, number: int, seen: dict[tuple[object, ...], int]
) -> Outcome:
    """Say what would come of a row; a second one with the same key in one file is an error."""
    if not form.is_valid():
        return Outcome.BAD
    values = form.cleaned_data
    key = tuple(values[name] for name in book.key_fields)
    first = seen.setdefault(key, number)
    if first != number:
        form.add_error(book.key_fields[0], _("Trùng với dòng %d của tệp.") % first)
        return Outcome.BAD
    there = rows.same_key(book, actor.agency, values)
    if there is None:
        return Outcome.NEW
    changes = any(getattr(there, name) != values[name] for name in book.field_names)
    return Outcome.CHANGE if changes else Outcome.SAME


@transaction.atomic
def _write_one(actor: Actor, book: Book, key: int, form_type: type[forms.Form]) -> bool:
    rows_here = SheetRow.objects.for_agency(actor.agency).select_for_update(of=("self",))
    row = rows_here.filter(pk=key, outcome__in=WRITABLE).first()
    if row is None:
        return False  # somebody else wrote it a moment ago
    try:
        _write(actor, book, row, form_type)
    except RowRefused as refusal:
        row.outcome, row.errors = Outcome.BAD, refusal.errors
    row.save()
    return row.outcome == Outcome.DONE


def _write(actor: Actor, book: Book, row: SheetRow, form_type: type[forms.Form]) -> None:
    form = form_type(row.typed)
    there = rows.same_key(book, actor.agency, form.cleaned_data) if form.is_valid() else None
    row_id = there.pk if there else None
    write_row(actor=actor, book=book, typed=row.typed, row_id=row_id, form_type=form_type)
    row.outcome, row.errors = Outcome.DONE, {}


def _sheet(actor: Actor, book: Book, sheet_id: UUID) -> SheetImport:
    sheet = SheetImport.objects.for_agency(actor.agency).filter(pk=sheet_id, book=book.key).first()
    if sheet is None:
        raise NotFound()
    return sheet


def _bad_row(actor: Actor, book: Book, sheet_id: UUID, number: int) -> SheetRow:
    _sheet(actor, book, sheet_id)
    bad = SheetRow.objects.for_agency(actor.agency).filter(sheet_id=sheet_id, outcome=Outcome.BAD)
    row = bad.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise NotFound()
    return row


def _errors(form: forms.Form) -> dict[str, list[str]]:
    return {name: [str(each) for each in found] for name, found in form.errors.items()}
