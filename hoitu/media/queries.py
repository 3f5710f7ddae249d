"""What screens and neighbours read from the archive."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold
from hoitu.media.data import Asset, Rendition
from hoitu.media.models import AssetRow


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


def search_assets(
    *, agency_id: UUID, words: str = "", before: tuple[datetime, UUID] | None = None
) -> ScopedQuerySet[AssetRow]:
    """Return the agency's pictures, newest first, every word found in caption, credit or name (no diacritics).

    `before` is arrival and id of a picture: what came before it, so that new arrivals shift no page.
    """
    rows = AssetRow.objects.for_agency(agency_id)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lt=at) | Q(added_at=at, pk__lt=last_id))
    for word in fold(words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word))
    return rows.order_by("-added_at", "-id").prefetch_related("renditions")


def lasting_assets(
    *, agency_id: UUID, kind: str, words: str = "", before: tuple[datetime, UUID] | None = None
) -> ScopedQuerySet[AssetRow]:
    """Return the agency's videos or recordings (`kind`), newest first; words and `before` as in `search_assets`."""
    rows = AssetRow.objects.for_agency(agency_id).filter(kind=kind)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lt=at) | Q(added_at=at, pk__lt=last_id))
    for word in fold(words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word))
    return rows.order_by("-added_at", "-id").prefetch_related("renditions")


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
            Rendition(r.name, r.width, r.height, r.format, r.key, r.sha256, r.size_bytes)
            for r in row.renditions.all()
        ),
    )
