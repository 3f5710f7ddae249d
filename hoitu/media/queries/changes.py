"""What changed: batches, the history of a file, templates."""

from uuid import UUID

from hoitu.kernel.errors import NotFound
from hoitu.media.data import Batch, FieldEdit, ValueChange
from hoitu.media.models import AssetRow, BatchRow, DescriptionChange, TemplateRow

HISTORY_MOST = 200
CHANGED_MOST = 500


def batch(*, agency_id: UUID, batch_id: UUID) -> Batch:
    """Return one change of many files. Raises `NotFound`."""
    row = BatchRow.objects.for_agency(agency_id).filter(pk=batch_id).select_related("person").first()
    if row is None:
        raise NotFound()
    return _as_batch(row)


def batches_of(*, agency_id: UUID, person_id: UUID, limit: int = 5) -> list[Batch]:
    """Return the last changes of many files that a person made, the newest first."""
    rows = BatchRow.objects.for_agency(agency_id).filter(person_id=person_id).select_related("person")
    return [_as_batch(row) for row in rows[:limit]]


def changes_of_batch(*, agency_id: UUID, batch_id: UUID) -> list[ValueChange]:
    """Return what a batch changed, file by file."""
    rows = DescriptionChange.objects.for_agency(agency_id).filter(batch_id=batch_id).select_related("asset")
    return [one for row in rows.order_by("asset_id")[:CHANGED_MOST] for one in _values(row, row.asset)]


def history(*, agency_id: UUID, asset_id: UUID, limit: int = HISTORY_MOST) -> list[ValueChange]:
    """Return who changed which field of a file, the newest first."""
    rows = DescriptionChange.objects.for_agency(agency_id).filter(asset_id=asset_id).select_related("asset")
    return [one for row in rows[:limit] for one in _values(row, row.asset)]


def templates(*, agency_id: UUID) -> list[TemplateRow]:
    """Return the agency's templates by name."""
    return list(TemplateRow.objects.for_agency(agency_id))


def edits_of(row: TemplateRow) -> tuple[FieldEdit, ...]:
    """Return what a template writes."""
    return tuple(FieldEdit(**one) for one in row.edits)


def _values(row: DescriptionChange, asset: AssetRow) -> list[ValueChange]:
    return [
        ValueChange(
            change_id=row.pk,
            asset_id=row.asset_id,
            at=row.at,
            person_name=row.person_name,
            field=field,
            before=before,
            after=after,
            is_now=_same(getattr(asset, field, None), after),
            batch_id=row.batch_id,
        )
        for field, (before, after) in row.changes.items()
    ]


def _same(value: object, kept: object) -> bool:
    return (value.isoformat() if hasattr(value, "isoformat") else value) == kept


def _as_batch(row: BatchRow) -> Batch:
    return Batch(
        id=row.pk,
        person_id=row.person_id,
        person_name=row.person.full_name if row.person else "",
        edits=tuple(FieldEdit(**one) for one in row.edits),
        file_count=row.file_count,
        made_at=row.made_at,
        undone_at=row.undone_at,
    )
