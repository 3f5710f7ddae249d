"""Write a circular, send it, correct it, take it back. What was sent stays as it was sent."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.correspondence.data import PAPER_KINDS, Audience, Needs, NobodyAddressed, WrongStep
from hoitu.correspondence.models import Circular, CircularReceipt, CircularVersion
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.open_tasks import open_tasks
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.correspondence.queries.audience import addressed
from hoitu.correspondence.queries.circulars import files_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import fold, nfc
from hoitu.strategy import api as strategy

READ = "correspondence.read"
NOBODY = Audience()


@dataclass(frozen=True)
class CircularInput:
    """What a person says in a circular. `deadline` is the last day on which doing what is needed is in time."""

    title: str
    body: str
    kind: str = ""
    number: str = ""
    code: str = ""
    issued_on: date | None = None
    place: str = ""
    bases: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    needs: str = Needs.READ
    deadline: date | None = None


@transaction.atomic
def write_circular(
    *,
    actor: Actor,
    values: CircularInput,
    audience: Audience = NOBODY,
    task_ids: Collection[UUID] = (),
    circular_id: UUID | None = None,
) -> UUID:
    """Store a draft, a new one or (`circular_id`) the one that is there; return its id.

    Raises `BadInput` without a title or words, or for a number given twice; `NotFound`, `WrongStep`.
    """
    actor.require("correspondence.write")
    row = _draft(actor, circular_id) if circular_id else _new(actor)
    _put(row, values)
    row.audience = audience.plain()
    _save(row)
    own = {task.id for task in strategy.tasks_of_owner(actor.agency)}
    if not set(task_ids) <= own:
        raise NotFound()
    keys: Any = list(task_ids)  # Django takes keys for rows; the stubs know only whole numbers
    row.tasks.set(keys)
    noted(actor, "write_circular", row, {"title": ("", row.title)})
    return row.pk


@transaction.atomic
def add_file(*, actor: Actor, circular_id: UUID, file: BinaryIO, file_name: str) -> None:
    """Add a file to a draft. Raises `FileRefused`, `FileTooLarge`, `NotFound`, `WrongStep`."""
    actor.require("correspondence.write")
    row = _draft(actor, circular_id)
    kept = keep(actor, file, file_name)
    row.files.add(kept)
    noted(actor, "write_circular", row, {"sha256": ("", kept.sha256)}, kept.file_name)


@transaction.atomic
def remove_files(*, actor: Actor, circular_id: UUID, file_ids: Collection[UUID]) -> None:
    """Take files out of a draft. Raises `NotFound`, `WrongStep`."""
    actor.require("correspondence.write")
    row = _draft(actor, circular_id)
    row.files.remove(*files_of(row, only=file_ids))


@transaction.atomic
def drop_circular(*, actor: Actor, circular_id: UUID) -> None:
    """Throw a draft away. Raises `NotFound`, `WrongStep`."""
    actor.require("correspondence.write")
    row = _draft(actor, circular_id)
    noted(actor, "drop_circular", row)
    row.delete()


@transaction.atomic
def send_circular(*, actor: Actor, circular_id: UUID) -> int:
    """Send a draft to everybody whom its audience means today; return how many that are.

    Tasks that wait for such a document open, if the actor may say so. Raises `BadInput` without a number,
    `NobodyAddressed`, `NotFound`, `WrongStep`.
    """
    actor.require("correspondence.send")
    row = _draft(actor, circular_id)
    if not (row.number.strip() and row.code.strip()):
        raise BadInput(_("Hãy ghi số và ký hiệu văn bản trước khi gửi."))
    recipients = addressed(actor.agency, Audience.from_plain(row.audience), on=clock.today())
    if not recipients:
        raise NobodyAddressed()
    row.state, row.sent_at, row.version = Circular.State.SENT, clock.now(), 1
    row.issued_on = row.issued_on or clock.today()
    _save(row)
    version = _freeze(actor, row, reason="")
    CircularReceipt.objects.bulk_create(
        CircularReceipt(agency_id=row.agency_id, circular=row, recipient_id=one.id, name=one.name)
        for one in recipients
    )
    for one in recipients:
        arrived("circular_sent", row, one.id, by_name=row.agency.name, permission=READ, once="1")
    open_tasks(actor, row)
    names = "; ".join(one.name for one in recipients)
    noted(actor, "send_circular", row, {"recipients": ("", names)}, version.content_hash)
    return len(recipients)


@transaction.atomic
def correct_circular(*, actor: Actor, circular_id: UUID, values: CircularInput, reason: str) -> int:
    """Replace the wording of a sent circular; the earlier one stays to read. Return the new version's number.

    Number, code, kind and day of the document stay. Raises `BadInput` without a reason, `NotFound`, `WrongStep`.
    """
    actor.require("correspondence.send")
    row = _sent(actor, circular_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do đính chính; nơi nhận sẽ đọc lý do này."))
    before = row.title
    fixed = {name: getattr(row, name) for name in ("kind", "number", "code", "issued_on")}
    _put(row, CircularInput(**(asdict(values) | fixed)))
    row.version += 1
    _save(row)
    version = _freeze(actor, row, reason=reason.strip())
    for recipient_id in _recipients(row):
        arrived(
            "circular_corrected", row, recipient_id, by_name=row.agency.name, permission=READ,
            once=str(row.version), note=reason,
        )  # fmt: skip
    changes: dict[str, tuple[object, object]] = {
        "title": (before, row.title), "version": (row.version - 1, row.version)
    }  # fmt: skip
    noted(actor, "correct_circular", row, changes, f"{reason.strip()} {version.content_hash}")
    return row.version


@transaction.atomic
def withdraw_circular(*, actor: Actor, circular_id: UUID, reason: str) -> None:
    """Take a sent circular back: it asks for nothing any more and says why.

    Raises `BadInput`, `NotFound`, `WrongStep`.
    """
    actor.require("correspondence.send")
    row = _sent(actor, circular_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do thu hồi; nơi nhận sẽ đọc lý do này."))
    row.state, row.withdrawn_at, row.withdraw_reason = Circular.State.WITHDRAWN, clock.now(), reason.strip()
    row.save(update_fields=["state", "withdrawn_at", "withdraw_reason"])
    for recipient_id in _recipients(row):
        arrived(
            "circular_withdrawn", row, recipient_id, by_name=row.agency.name, permission=READ, note=reason
        )
    noted(actor, "withdraw_circular", row, note=reason.strip())


def content_of(row: Circular) -> dict[str, Any]:
    """Return a circular's wording as plain data, its files by their hashes."""
    names = CircularInput.__dataclass_fields__
    content = {name: getattr(row, name) for name in names}
    for name in ("issued_on", "deadline"):
        content[name] = content[name].isoformat() if content[name] else None
    return content | {"files": [[one.file_name, one.sha256] for one in files_of(row)]}


def _new(actor: Actor) -> Circular:
    return Circular(agency_id=actor.agency, written_at=clock.now(), written_by_name=actor.name)


def _put(row: Circular, values: CircularInput) -> None:
    if not (values.title.strip() and values.body.strip()):
        raise BadInput(_("Hãy ghi trích yếu và nội dung."))
    if values.kind not in PAPER_KINDS or values.needs not in set(Needs):
        raise BadInput()
    for name, value in asdict(values).items():
        setattr(row, name, nfc(value.strip()) if isinstance(value, str) else value)
    row.folded = fold(" ".join((row.number, row.code, row.title, row.body)))


def _save(row: Circular) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "circular_number_once" not in str(error):
            raise
        raise BadInput(_("Số, ký hiệu và ngày này đã dùng cho một văn bản khác.")) from error


def _freeze(actor: Actor, row: Circular, *, reason: str) -> CircularVersion:
    content = content_of(row)
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return CircularVersion.objects.create(
        agency_id=row.agency_id,
        circular=row,
        number=row.version,
        content=content,
        content_hash=hashlib.sha256(words.encode()).hexdigest(),
        reason=reason,
        sent_at=clock.now(),
        sent_by_name=actor.name,
    )


def _recipients(row: Circular) -> list[UUID]:
    found = CircularReceipt.objects.for_agency(row.agency_id).filter(circular=row)
    return list(found.values_list("recipient_id", flat=True))


def _locked(actor: Actor, circular_id: UUID, state: str) -> Circular:
    rows = Circular.objects.for_agency(actor.agency).select_for_update(of=("self",)).select_related("agency")
    row = rows.filter(pk=circular_id).first()
    if row is None:
        raise NotFound()
    if row.state != state:
        raise WrongStep()
    return row


def _draft(actor: Actor, circular_id: UUID) -> Circular:
    return _locked(actor, circular_id, Circular.State.DRAFT)


def _sent(actor: Actor, circular_id: UUID) -> Circular:
    return _locked(actor, circular_id, Circular.State.SENT)
