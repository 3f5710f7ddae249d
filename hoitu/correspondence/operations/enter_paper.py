"""Enter what came back on paper from a body that nobody works for on this system."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import WorksHere, WrongStep
from hoitu.correspondence.models import Circular, CircularReceipt, PaperReceipt
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.tell import noted
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc


@dataclass(frozen=True)
class PaperInput:
    """What the sender says of a signed copy or a letter on paper: which, of what day, by which way it went."""

    kind: str
    on: date
    way: str
    note: str = ""


@transaction.atomic
def enter_paper(
    *, actor: Actor, receipt_id: UUID, values: PaperInput, file: BinaryIO | None, file_name: str
) -> UUID:
    """Enter a paper receipt with its scan; return the circular.

    Each kind once: a scan is evidence and is not overwritten. Raises `BadInput` without a scan or for a day that
    cannot be, `FileRefused`, `FileTooLarge`, `NotFound`, `WorksHere`, `WrongStep`.
    """
    actor.require("correspondence.send")
    row = _receipt(actor, receipt_id)
    if values.kind not in PaperReceipt.Kind.values or values.way not in PaperReceipt.Way.values:
        raise BadInput()
    if file is None:
        raise BadInput(
            _("Hãy chọn bản quét có chữ ký hoặc dấu: đó là minh chứng thay cho xác nhận trên hệ thống.")
        )
    first = row.circular.issued_on
    if values.on > clock.today() or (first is not None and values.on < first):
        raise BadInput(_("Ngày phải từ ngày ban hành đến hôm nay."))
    if accounts.people_of(agency_id=row.recipient_id):
        raise WorksHere()
    if row.papers.filter(kind=values.kind).exists():
        raise WrongStep(_("Việc này đã được ghi nhận; bản quét đã nộp không thay được."))
    kept = keep(actor, file, file_name)
    paper = PaperReceipt.objects.create(
        agency_id=actor.agency,
        receipt=row,
        kind=values.kind,
        on=values.on,
        way=values.way,
        note=nfc(values.note.strip())[:300],
        file=kept,
        entered_at=clock.now(),
        entered_by_name=actor.name,
    )
    said = f"{row.name}: {paper.get_kind_display()}, {values.on.isoformat()}"
    noted(actor, "enter_paper", row.circular, {"paper": ("", said), "sha256": ("", kept.sha256)}, paper.note)
    return row.circular_id


def _receipt(actor: Actor, receipt_id: UUID) -> CircularReceipt:
    """Return a recipient of an own circular that was sent, locked: two presses wait for each other."""
    rows = CircularReceipt.objects.for_agency(actor.agency).select_for_update(of=("self",))
    row = rows.select_related("circular").filter(pk=receipt_id).first()
    if row is None:
        raise NotFound()
    if row.circular.state != Circular.State.SENT:
        raise WrongStep()
    return row
