"""What an organisation does with a circular that came in: open, acknowledge, hand on, answer."""

from collections.abc import Collection
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import WrongStep
from hoitu.correspondence.models import Circular, CircularReceipt, HandingOn, Opening
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound

WHY = "a recipient acts for its own organisation"


@transaction.atomic
def note_opening(*, actor: Actor, circular_id: UUID) -> None:
    """Note that the actor opened what came to its organisation; opening it again changes nothing.

    The sender learns when the organisation first opened it, never who. Raises `NotFound`.
    """
    actor.require("correspondence.read")
    row = _receipt(actor, circular_id)
    _made, is_new = Opening.objects.for_agency(actor.agency).get_or_create(
        receipt=row,
        person_id=actor.person,
        version=row.circular.version,
        defaults={"agency_id": actor.agency, "person_name": actor.name, "at": clock.now()},
    )
    if not is_new:
        return
    row.opened_at = row.opened_at or clock.now()
    row.opened_version = max(row.opened_version, row.circular.version)
    row.save(update_fields=["opened_at", "opened_version"])
    noted(actor, "open_circular", row.circular, {"version": ("", row.circular.version)})


@transaction.atomic
def acknowledge(*, actor: Actor, circular_id: UUID) -> None:
    """Say that the organisation has received it. Raises `NotFound`, `WrongStep`."""
    actor.require("correspondence.answer")
    row = _open_receipt(actor, circular_id)
    if row.acknowledged_at is not None:
        raise WrongStep(_("Đơn vị đã xác nhận văn bản này."))
    row.acknowledged_at, row.acknowledged_by_name = clock.now(), actor.name
    _opened(row)
    row.save()
    noted(actor, "acknowledge", row.circular, other=row.agency_id, name=row.name)


@transaction.atomic
def hand_on(*, actor: Actor, circular_id: UUID, person_ids: Collection[UUID], note: str = "") -> None:
    """Hand a circular on to people of the organisation; who has it already is not told twice.

    Raises `BadInput` for nobody or somebody who may not read circulars there, `NotFound`.
    """
    actor.require("correspondence.answer")
    row = _open_receipt(actor, circular_id)
    readers = {
        one.id: one for one in accounts.people_with(agency_id=actor.agency, permission="correspondence.read")
    }
    if not person_ids or not set(person_ids) <= readers.keys():
        raise BadInput(_("Hãy chọn người xử lý trong đơn vị."))
    had = HandingOn.objects.for_agency(actor.agency).filter(receipt=row).values_list("person_id", flat=True)
    fresh = [one for one in readers if one in set(person_ids) - set(had)]
    HandingOn.objects.bulk_create(
        HandingOn(
            agency_id=actor.agency,
            receipt=row,
            person_id=one,
            person_name=readers[one].full_name,
            note=note.strip(),
            at=clock.now(),
            by_name=actor.name,
        )
        for one in fresh
    )
    if fresh:
        once = clock.now().isoformat()
        arrived(
            "circular_handed_on", row.circular, actor.agency, by_name=actor.name,
            person_ids=fresh, once=once, note=note.strip(),
        )  # fmt: skip
        names = "; ".join(readers[one].full_name for one in fresh)
        noted(actor, "hand_on", row.circular, {"people": ("", names)}, note.strip())


@transaction.atomic
def answer_circular(
    *,
    actor: Actor,
    circular_id: UUID,
    words: str,
    number: str = "",
    file: BinaryIO | None = None,
    file_name: str = "",
) -> None:
    """Answer for the organisation, once.

    Raises `BadInput`, `FileRefused`, `FileTooLarge`, `NotFound`, `WrongStep`.
    """
    actor.require("correspondence.answer")
    row = _open_receipt(actor, circular_id)
    if row.answered_at is not None:
        raise WrongStep(_("Đơn vị đã trả lời văn bản này."))
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời hoặc kết quả thực hiện."))
    row.answer, row.answer_number = words.strip(), number.strip()
    row.answered_at, row.answered_by_name = clock.now(), actor.name
    _opened(row)
    row.save()
    if file is not None:
        row.answer_files.add(keep(actor, file, file_name))
    arrived(
        "circular_answered", row.circular, row.agency_id, by_name=row.name,
        permission="correspondence.write", once=str(row.recipient_id),
    )  # fmt: skip
    noted(actor, "answer_circular", row.circular, other=row.agency_id, name=row.name)


def _opened(row: CircularReceipt) -> None:
    """Who answers has seen it, even where nobody had the page open."""
    row.opened_at = row.opened_at or clock.now()
    row.opened_version = max(row.opened_version, row.circular.version)


def _receipt(actor: Actor, circular_id: UUID) -> CircularReceipt:
    rows = (
        CircularReceipt.objects.unscoped(why=WHY).select_for_update(of=("self",)).select_related("circular")
    )
    row = rows.filter(recipient_id=actor.agency, circular_id=circular_id).first()
    if row is None:
        raise NotFound()
    return row


def _open_receipt(actor: Actor, circular_id: UUID) -> CircularReceipt:
    row = _receipt(actor, circular_id)
    if row.circular.state != Circular.State.SENT:
        raise WrongStep(_("Văn bản này đã được thu hồi, không cần xử lý nữa."))
    return row
