"""Share guidance, bring new versions, say what replaced it, take it back; note which organisation has read it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.correspondence.data import Audience, WrongStep
from hoitu.correspondence.models import Guide, GuideReading, GuideVersion
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.correspondence.queries.audience import addressed, within_reach
from hoitu.correspondence.queries.library import readable_guide
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import fold, nfc


@dataclass(frozen=True)
class GuideInput:
    """What a person says about a library document. `valid_until` is the first day on which it holds no longer."""

    title: str
    kind: str = "guidance"
    summary: str = ""
    basis: str = ""
    valid_until: date | None = None


@transaction.atomic
def share_guide(
    *,
    actor: Actor,
    values: GuideInput,
    audience: Audience,
    words: str = "",
    file: BinaryIO | None = None,
    file_name: str = "",
) -> UUID:
    """Put a document into the library for its audience (empty: all within reach); return its id.

    Raises `BadInput` without a title, or with neither words nor a file; `FileRefused`, `FileTooLarge`.
    """
    actor.require("correspondence.send")
    if not values.title.strip() or values.kind not in Guide.Kind.values:
        raise BadInput(_("Hãy ghi tên và loại tài liệu."))
    row = Guide(
        agency_id=actor.agency, made_at=clock.now(), changed_at=clock.now(), audience=audience.plain()
    )
    for name, value in asdict(values).items():
        setattr(row, name, nfc(value.strip()) if isinstance(value, str) else value)
    row.save()
    _add_version(actor, row, words=words, note="", file=file, file_name=file_name)
    noted(actor, "share_guide", row, {"title": ("", row.title)})
    return row.pk


@transaction.atomic
def new_version(
    *,
    actor: Actor,
    guide_id: UUID,
    note: str,
    words: str = "",
    file: BinaryIO | None = None,
    file_name: str = "",
) -> int:
    """Bring a new version of a document; earlier ones stay. Return its number.

    Raises as `share_guide` does, `WrongStep`.
    """
    actor.require("correspondence.send")
    row = _own(actor, guide_id)
    if not note.strip():
        raise BadInput(_("Hãy ghi phiên bản này có gì mới."))
    _add_version(actor, row, words=words, note=note.strip(), file=file, file_name=file_name)
    noted(actor, "new_guide_version", row, {"version": (row.version - 1, row.version)}, note.strip())
    return row.version


@transaction.atomic
def replace_guide(*, actor: Actor, guide_id: UUID, by_id: UUID) -> None:
    """Say that another of the own documents takes this one's place. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require("correspondence.send")
    row, other = _own(actor, guide_id), _own(actor, by_id)
    if row == other or other.replaced_by_id is not None:
        raise BadInput(_("Hãy chọn một tài liệu khác đang còn dùng."))
    row.replaced_by = other
    row.save(update_fields=["replaced_by"])
    noted(actor, "replace_guide", row, {"replaced_by": ("", other.title)})


@transaction.atomic
def withdraw_guide(*, actor: Actor, guide_id: UUID, reason: str) -> None:
    """Take a document out of the library; who has read it keeps seeing that it was taken back."""
    actor.require("correspondence.send")
    row = _own(actor, guide_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    noted(actor, "withdraw_guide", row, note=reason.strip())


@transaction.atomic
def note_reading(*, actor: Actor, guide_id: UUID) -> None:
    """Note that the actor's organisation has opened the newest version; its own documents need no receipt."""
    actor.require("correspondence.read")
    row = readable_guide(actor, guide_id)
    if row.agency_id == actor.agency:
        return
    version = GuideVersion.objects.for_agency(row.agency_id).filter(guide=row).order_by("-number").first()
    if version is not None:
        GuideReading.objects.for_agency(actor.agency).get_or_create(
            agency_id=actor.agency,
            version=version,
            defaults={"person_name": actor.name, "at": clock.now()},
        )


def _own(actor: Actor, guide_id: UUID) -> Guide:
    row = Guide.objects.for_agency(actor.agency).select_for_update(of=("self",)).filter(pk=guide_id).first()
    if row is None:
        raise NotFound()
    if row.withdrawn_at is not None or row.replaced_by_id is not None:
        raise WrongStep()
    return row


def _add_version(
    actor: Actor, row: Guide, *, words: str, note: str, file: BinaryIO | None, file_name: str
) -> None:
    if not words.strip() and file is None:
        raise BadInput(_("Hãy ghi nội dung hoặc chọn tệp."))
    row.version += 1
    row.changed_at = clock.now()
    row.folded = fold(" ".join((row.title, row.summary, row.basis, words)))
    row.save()
    GuideVersion.objects.create(
        agency_id=row.agency_id,
        guide=row,
        number=row.version,
        words=nfc(words.strip()),
        file=keep(actor, file, file_name) if file is not None else None,
        note=note,
        shared_at=clock.now(),
        shared_by_name=actor.name,
    )
    audience = Audience.from_plain(row.audience)
    today = clock.today()
    if audience.is_empty:
        readers = set(within_reach(actor.agency, on=today))
    else:
        readers = {one.id for one in addressed(actor.agency, audience, on=today)}
    for reader_id in sorted(readers, key=str):
        arrived(
            "guide_shared", row, reader_id, by_name=row.agency.name, permission="correspondence.answer",
            once=str(row.version),
        )  # fmt: skip
