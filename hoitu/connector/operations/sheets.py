"""Bring a workbook: read and shown first, written when somebody says so, bad rows kept until put right."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.audit import api as audit
from hoitu.connector.adapters import sheet as workbook
from hoitu.connector.data import Answer, Fault
from hoitu.connector.models import Item, SheetFile, SheetLine
from hoitu.connector.operations.connections import sheet_connection
from hoitu.connector.operations.take_rows import take_rows
from hoitu.connector.policies.rows import SENTENCES, RowBad, clean, digest_of, read_row
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused

Outcome = SheetLine.Outcome
WRITABLE = (Outcome.NEW, Outcome.CHANGE)


class LineRefused(Refused):
    """Raised for a row that still is wrong; what is wrong stands beside its fields."""

    status = 400
    default_sentence = gettext_lazy("Dòng này còn chỗ sai. Hãy xem các ô được đánh dấu.")


@transaction.atomic
def bring_sheet(*, actor: Actor, file_name: str, content: bytes) -> UUID:
    """Read a workbook and keep its rows with what would come of each. Raises `FileRefused`."""
    actor.require("connector.manage")
    brought = workbook.read(content)
    now = clock.now()
    connection = sheet_connection(actor)
    sheet = SheetFile.objects.create(
        connection=connection, file_name=clean(file_name)[-200:], by_name=actor.name[:150], brought_at=now
    )
    digests = dict(
        Item.objects.for_agency(actor.agency)
        .filter(connection=connection, sender_id__in=[row.typed.get("id", "")[:200] for row in brought])
        .values_list("sender_id", "digest")
    )
    seen: dict[str, int] = {}
    lines = []
    for row in brought:
        typed = {name: clean(words) for name, words in row.typed.items()}
        outcome, errors = _foresee(typed, row.number, digests, seen, now)
        lines.append(SheetLine(sheet=sheet, number=row.number, typed=typed, outcome=outcome, errors=errors))
    SheetLine.objects.bulk_create(lines, batch_size=500)
    _record(actor, "connector.bring_sheet", sheet, sheet.file_name)
    return sheet.pk


@transaction.atomic
def write_sheet(*, actor: Actor, sheet_id: UUID) -> int:
    """Write the rows that can be written, return how many; what is refused now stays as a bad row."""
    actor.require("connector.manage")
    sheet = _sheet(actor, sheet_id)
    lines = list(SheetLine.objects.for_agency(actor.agency).filter(sheet=sheet, outcome__in=WRITABLE))
    written = _write(sheet, lines) if lines else 0
    sheet.applied_at = clock.now()
    sheet.save(update_fields=["applied_at"])
    _record(actor, "connector.write_sheet", sheet, sheet.file_name)
    return written


def mend_line(*, actor: Actor, sheet_id: UUID, number: int, typed: Mapping[str, str]) -> None:
    """Put a bad row right and write it. Raises `LineRefused`: what was typed is kept with the row."""
    actor.require("connector.manage")
    with transaction.atomic():
        line = _bad_line(actor, sheet_id, number)
        line.typed = {name: clean(typed.get(name, ""))[:1200] for name in workbook.COLUMNS}
        written = _write(line.sheet, [line])
    if not written:
        raise LineRefused()


@transaction.atomic
def drop_line(*, actor: Actor, sheet_id: UUID, number: int, reason: str) -> None:
    """Give a bad row up, saying why. Raises `BadInput`, `NotFound`."""
    actor.require("connector.manage")
    line = _bad_line(actor, sheet_id, number)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do bỏ dòng này."))
    line.outcome = Outcome.DROPPED
    line.save(update_fields=["outcome"])
    _record(actor, "connector.drop_row", line.sheet, _("Dòng %d") % number, reason.strip()[:300])


def _foresee(
    typed: dict[str, str], number: int, digests: Mapping[str, str], seen: dict[str, int], now: datetime
) -> tuple[Outcome, dict[str, list[str]]]:
    """Say what would come of a row; a second one with the same id in one file is an error."""
    try:
        row = read_row(workbook.as_sent(typed, changed_at=now), now=now)
    except RowBad as bad:
        return Outcome.BAD, _errors(bad.faults)
    first = seen.setdefault(row.id, number)
    if first != number:
        return Outcome.BAD, {"id": [_("Trùng với dòng %d của tệp.") % first]}
    if row.id not in digests:
        return Outcome.NEW, {}
    return (Outcome.SAME if digests[row.id] == digest_of(row) else Outcome.CHANGE), {}


def _write(sheet: SheetFile, lines: list[SheetLine]) -> int:
    """Take rows in and note on each what came of it; return how many were written."""
    now = clock.now()
    given = [workbook.as_sent(line.typed, changed_at=now) for line in lines]
    taken = take_rows(connection_id=sheet.connection_id, given=given, keep_refused=False)
    for line, outcome in zip(lines, taken.outcomes, strict=True):
        is_bad = outcome.answer == Answer.REFUSED
        line.outcome = Outcome.BAD if is_bad else Outcome.DONE
        line.errors = _errors(outcome.faults) if is_bad else {}
        line.save()
    return sum(line.outcome == Outcome.DONE for line in lines)


def _errors(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """Return what is wrong by field; the screen says the field's name itself."""
    found: dict[str, list[str]] = {}
    for one in faults:
        found.setdefault(one.field, []).append(str(SENTENCES.get(one.code, one.sentence)))
    return found


def _sheet(actor: Actor, sheet_id: UUID) -> SheetFile:
    sheet = SheetFile.objects.for_agency(actor.agency).select_for_update().filter(pk=sheet_id).first()
    if sheet is None:
        raise NotFound()
    return sheet


def _bad_line(actor: Actor, sheet_id: UUID, number: int) -> SheetLine:
    _sheet(actor, sheet_id)
    lines = SheetLine.objects.for_agency(actor.agency).select_related("sheet")
    line = lines.filter(sheet_id=sheet_id, number=number, outcome=Outcome.BAD).first()
    if line is None:
        raise NotFound()
    return line


def _record(actor: Actor, verb: str, sheet: SheetFile, label: str, note: str = "") -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"connection:{sheet.connection_id}", object_label=label, note=note
    )
