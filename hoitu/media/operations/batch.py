"""Change what is said about many files at once: look first, then all or none, and back again."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.media.data import FieldEdit, Rewriting
from hoitu.media.models import AssetRow, BatchRow, DescriptionChange
from hoitu.media.operations.describe import change, refuse_words
from hoitu.media.operations.rewriting import checked, from_stored, rewritten, stored
from hoitu.media.queries.collections import collection, files_in

AT_ONCE_MAX = 500


def preview_batch(*, actor: Actor, asset_ids: Iterable[UUID], edits: Iterable[FieldEdit]) -> list[Rewriting]:
    """Return what the edits would make of each file; nothing is changed.

    Raises `NotAllowed`, `NotFound` when one is not the agency's, `BadInput`.
    """
    kept = checked(edits)
    return [_as_rewriting(row, *rewritten(row, kept)) for row in _rows(actor, asset_ids)]


def apply_batch(
    *, actor: Actor, asset_ids: Iterable[UUID], edits: Iterable[FieldEdit]
) -> tuple[UUID | None, int]:
    """Change all of the files or none; return the batch and how many changed (None, 0: nothing did).

    Raises as `preview_batch`.
    """
    kept = checked(edits)
    with transaction.atomic():
        rows = _rows(actor, asset_ids, is_locked=True)
        made = [(row, rewritten(row, kept)[0]) for row in rows]
        changed = [(row, new) for row, new in made if new]
        if not changed:
            return None, 0
        batch = BatchRow.objects.create(
            agency_id=actor.agency,
            person_id=actor.person_id,
            edits=[asdict(edit) for edit in kept],
            file_count=len(changed),
            made_at=clock.now(),
        )
        for row, new in changed:
            change(actor, row, new, batch=batch)
    return batch.pk, len(changed)


def describe_many(
    *,
    actor: Actor,
    asset_ids: Iterable[UUID],
    caption: str = "",
    credit: str = "",
    rights_note: str = "",
    add_tags: Iterable[str] = (),
    drop_tags: Iterable[str] = (),
) -> int:
    """Write the same words on many files and return how many changed; what is empty stays as it is.

    All of them change or none. Raises `NotAllowed`, `NotFound` when one is not the agency's.
    """
    said = {"caption": caption, "credit": credit, "rights_note": rights_note}
    edits = [FieldEdit(field, "set", _literal(text)) for field, text in said.items()]
    edits += [
        FieldEdit("tags", "drop", _literal(",".join(drop_tags))),
        FieldEdit("tags", "add", _literal(",".join(add_tags))),
    ]
    return apply_batch(actor=actor, asset_ids=asset_ids, edits=edits)[1]


def describe_shoot(*, actor: Actor, collection_id: UUID) -> tuple[UUID | None, int]:
    """Write event, place and creator of a shoot on all of its files; return as `apply_batch`.

    Files past the five hundredth are changed by following batches; the last one is returned.
    Raises `NotAllowed`, `NotFound`.
    """
    actor.require("media.edit")
    shoot = collection(actor=actor, collection_id=collection_id)
    said = {"event": shoot.event, "place": shoot.place, "creator": shoot.creator}
    edits = [FieldEdit(field, "set", _literal(text)) for field, text in said.items()]
    ids = [file.id for file in files_in(actor=actor, collection_id=collection_id)]
    made: tuple[UUID | None, int] = None, 0
    with transaction.atomic():
        for start in range(0, len(ids), AT_ONCE_MAX):
            key, count = apply_batch(actor=actor, asset_ids=ids[start : start + AT_ONCE_MAX], edits=edits)
            made = key or made[0], made[1] + count
    return made


def undo_batch(*, actor: Actor, batch_id: UUID) -> tuple[int, int]:
    """Put back what a batch changed; return how many values, and how many somebody changed again and so stay.

    Raises `NotAllowed`, `NotFound`, `Refused` when it was taken back before.
    """
    restored = kept = 0
    with transaction.atomic():
        batch = BatchRow.objects.for_agency(actor.agency).select_for_update().filter(pk=batch_id).first()
        if batch is None:
            raise NotFound()
        if batch.undone_at:
            raise Refused(_("Lần sửa này đã được hoàn tác rồi."))
        changes = {
            row.asset_id: row.changes
            for row in DescriptionChange.objects.for_agency(actor.agency).filter(batch=batch)
        }
        batch.undone_at = clock.now()
        batch.save(update_fields=["undone_at"])
        for row in _rows(actor, changes, is_locked=True, is_whole=False):
            values = changes[row.pk]
            back = {
                field: from_stored(field, before)
                for field, (before, after) in values.items()
                if getattr(row, field) == from_stored(field, after)
            }
            change(actor, row, back)
            restored, kept = restored + len(back), kept + len(values) - len(back)
        audit.record(
            actor=actor,
            verb="media.undo_batch",
            object_key=f"batch:{batch.pk}",
            object_label=_("Lần sửa %(count)d tệp") % {"count": batch.file_count},
        )
    return restored, kept


def restore_value(*, actor: Actor, asset_id: UUID, change_id: UUID, field: str) -> None:
    """Put back what a field was before a change. Raises `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        [row] = _rows(actor, [asset_id], is_locked=True)
        found = DescriptionChange.objects.for_agency(actor.agency).filter(pk=change_id, asset=row).first()
        if found is None or field not in found.changes:
            raise NotFound()
        change(actor, row, {field: from_stored(field, found.changes[field][0])})


def _rows(
    actor: Actor, asset_ids: Iterable[UUID], *, is_locked: bool = False, is_whole: bool = True
) -> list[AssetRow]:
    ids = set(asset_ids)
    if len(ids) > AT_ONCE_MAX:
        raise BadInput(_("Mỗi lần sửa nhiều nhất 500 tệp. Hãy bỏ bớt dấu chọn."))
    rows = AssetRow.objects.for_agency(actor.agency).filter(pk__in=ids).order_by("pk")
    found = list(rows.select_for_update() if is_locked else rows)
    if is_whole and len(found) != len(ids):
        raise NotFound()
    refuse_words(actor, found)
    return found


def _as_rewriting(row: AssetRow, new: dict[str, object], lacks: tuple[str, ...]) -> Rewriting:
    changes = {field: (stored(getattr(row, field)), stored(value)) for field, value in new.items()}
    return Rewriting(row.pk, str(row), changes, lacks)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
