"""What became of uploads."""

from collections.abc import Iterable
from uuid import UUID

from hoitu.media.data import Upload
from hoitu.media.models import UploadRow


def uploads(*, agency_id: UUID, person_id: UUID, upload_ids: Iterable[UUID]) -> dict[UUID, Upload]:
    """Return those of the person's own uploads, by id."""
    rows = UploadRow.objects.for_agency(agency_id).filter(person_id=person_id, pk__in=list(upload_ids))
    return {row.pk: upload_data(row) for row in rows.select_related("asset")}


def upload_data(row: UploadRow) -> Upload:
    """Return the record of an upload; what became of its asset speaks where there is one."""
    asset = row.asset
    return Upload(
        id=row.pk,
        name=row.name,
        size_bytes=row.size_bytes,
        offset_bytes=row.offset_bytes,
        state=row.state,
        metadata=row.metadata,
        expires_at=row.expires_at,
        asset_id=row.asset_id,
        asset_state=asset.state if asset else "",
        is_duplicate=row.is_duplicate,
        refused_because=row.refused_because or (asset.refused_because if asset else ""),
    )
