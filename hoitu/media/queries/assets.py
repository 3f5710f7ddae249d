"""Assets by their ids."""

from collections.abc import Iterable
from uuid import UUID

from hoitu.kernel.errors import NotFound
from hoitu.media.data import About, Asset, Embedded, Rendition
from hoitu.media.models import AssetRow, EmbeddedRow


def asset(*, agency_id: UUID, asset_id: UUID) -> Asset:
    """Return one asset of the agency. Raises `NotFound`."""
    found = assets(agency_id=agency_id, asset_ids=[asset_id])
    if asset_id not in found:
        raise NotFound()
    return found[asset_id]


def assets(*, agency_id: UUID, asset_ids: Iterable[UUID]) -> dict[UUID, Asset]:
    """Return those of the assets that exist in the agency, by id."""
    ids = list(asset_ids)
    if not ids:
        return {}
    rows = AssetRow.objects.for_agency(agency_id).filter(pk__in=ids).prefetch_related("renditions")
    return {row.pk: as_data(row) for row in rows}


def as_data(row: AssetRow) -> Asset:
    """Return the record of a stored asset; prefetch `renditions` where there are many."""
    return Asset(
        id=row.pk,
        agency_id=row.agency_id,
        kind=row.kind,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        caption=row.caption,
        credit=row.credit,
        alt=row.alt,
        rights_note=row.rights_note,
        original_name=row.original_name,
        renditions=tuple(
            Rendition(r.name, r.width, r.height, r.format, r.key, r.sha256, r.size_bytes, r.duration_ms)
            for r in row.renditions.all()
        ),
        state=row.state,
        refused_because=row.refused_because,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        duration_ms=row.duration_ms,
        tags=tuple(row.tags),
        added_at=row.added_at,
        used_at=row.used_at,
        about=About(
            row.headline, row.creator, tuple(row.people), row.place, row.event, row.taken_at, row.source_type
        ),
        added_by_id=row.added_by_id,
    )


def embedded(*, agency_id: UUID, asset_id: UUID) -> Embedded | None:
    """Return what a file of the agency said about itself; None: nothing, or it was not read."""
    row = EmbeddedRow.objects.for_agency(agency_id).filter(asset_id=asset_id).first()
    if row is None:
        return None
    return Embedded(row.said, (row.position[0], row.position[1]) if row.position else None)
