"""What screens and neighbours read from the archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.kernel.outgoing import Outgoing
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold
from hoitu.media.data import Asset, Rendition, Upload
from hoitu.media.models import AssetRow, UploadRow


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


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Words are found without diacritics; days are days of Vietnam, both included."""

    words: str = ""
    kinds: tuple[str, ...] = ()  # none: every kind
    used: bool | None = None  # None: used or not
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = (AssetRow.State.READY,)


PICTURES = Wanted(kinds=(AssetRow.Kind.PICTURE,))


def search_assets(
    *,
    agency_id: UUID,
    words: str = "",
    wanted: Wanted = PICTURES,
    before: tuple[datetime, UUID] | None = None,
) -> ScopedQuerySet[AssetRow]:
    """Return the agency's assets as `wanted`, newest first, every word found in what is said about them.

    `before` is arrival and id of an asset: what came before it, so that new arrivals shift no page.
    """
    rows = AssetRow.objects.for_agency(agency_id).filter(state__in=wanted.states)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.used is not None:
        rows = rows.filter(used_at__isnull=not wanted.used)
    if wanted.since:
        rows = rows.filter(added_at__gte=clock.end_of_day(wanted.since - timedelta(days=1)))
    if wanted.until:
        rows = rows.filter(added_at__lt=clock.end_of_day(wanted.until))
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(added_at__lt=at) | Q(added_at=at, pk__lt=last_id))
    for word in fold(words or wanted.words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word))
    return rows.order_by("-added_at", "-id").prefetch_related("renditions")


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
    )


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the virus scanner, which gets every byte of what is uploaded."""
    if not settings.CLAMD_ADDRESS:
        return []
    return [Outgoing(settings.CLAMD_ADDRESS, _("Trình quét mã độc"), _("toàn bộ tệp được tải lên kho"))]
