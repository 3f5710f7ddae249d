"""Rows that were refused: try them again as they were sent, or give them up."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.connector.data import Answer, Outcome
from hoitu.connector.models import RefusedRow
from hoitu.connector.operations.take_rows import take_rows
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound


@transaction.atomic
def try_again(*, actor: Actor, row_id: UUID) -> Outcome:
    """Take a refused row once more, because what stood against it is gone; return its answer now."""
    actor.require("connector.manage")
    row = _waiting(actor, row_id)
    outcome = take_rows(connection_id=row.connection_id, given=[row.given]).outcomes[0]
    if outcome.answer != Answer.REFUSED:
        row.refresh_from_db()
        _record(actor, "connector.retry_row", row)
    return outcome


@transaction.atomic
def give_up(*, actor: Actor, row_id: UUID, reason: str) -> None:
    """Give a refused row up, saying why. Raises `BadInput` without a reason."""
    actor.require("connector.manage")
    row = _waiting(actor, row_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do bỏ dòng này."))
    row.state, row.note = RefusedRow.State.DROPPED, reason.strip()[:300]
    row.save(update_fields=["state", "note"])
    _record(actor, "connector.drop_row", row)


def _waiting(actor: Actor, row_id: UUID) -> RefusedRow:
    rows = RefusedRow.objects.for_agency(actor.agency).select_for_update(of=("self",))
    row = rows.select_related("connection").filter(pk=row_id, state=RefusedRow.State.WAITING).first()
    if row is None:
        raise NotFound()
    return row


def _record(actor: Actor, verb: str, row: RefusedRow) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"connection:{row.connection_id}",
        object_label=f"{row.connection.name}: {row.sender_id}",
        note=row.note,
    )
