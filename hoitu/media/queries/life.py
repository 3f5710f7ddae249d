"""What lies in the bin, what keeps a file, what is left of purged ones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.media.models import (
    AssetRights,
    AssetRow,
    BinRow,
    HoldRow,
    RetentionClass,
    RetentionRow,
    TombstoneRow,
)

Before = tuple[datetime, UUID] | None


@dataclass(frozen=True)
class Life:
    """How one file stands: in the bin or not, held now or not, and the holds that were lifted."""

    bin: BinRow | None
    hold: HoldRow | None
    lifted: tuple[HoldRow, ...]


def life_of(*, agency_id: UUID, asset_id: UUID) -> Life:
    """Return how a file of the agency stands."""
    holds = list(HoldRow.objects.for_agency(agency_id).filter(asset_id=asset_id))
    return Life(
        bin=BinRow.objects.for_agency(agency_id).filter(asset_id=asset_id).first(),
        hold=next((row for row in holds if row.lifted_at is None), None),
        lifted=tuple(row for row in holds if row.lifted_at is not None),
    )


def bin_rows(*, agency_id: UUID, before: Before = None) -> ScopedQuerySet[BinRow]:
    """Return what lies in the bin, what was put there last first; `before`: time and id of the row above."""
    rows = BinRow.objects.for_agency(agency_id).select_related("asset").prefetch_related("asset__renditions")
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(binned_at__lt=at) | Q(binned_at=at, asset_id__lt=last_id))
    return rows


def tombstones(*, agency_id: UUID, before: Before = None) -> ScopedQuerySet[TombstoneRow]:
    """Return what is left of purged files, the last purged first."""
    rows = TombstoneRow.objects.for_agency(agency_id)
    if before is not None:
        at, last_id = before
        rows = rows.filter(Q(purged_at__lt=at) | Q(purged_at=at, pk__lt=last_id))
    return rows


def ended_retention(*, agency_id: UUID) -> ScopedQuerySet[RetentionRow]:
    """Return the files that have reached the end of their class and wait for a decision, the longest first."""
    rows = RetentionRow.objects.for_agency(agency_id).filter(proposed_at__isnull=False)
    rows = rows.filter(asset__state=AssetRow.State.READY)
    return rows.select_related("asset", "retention", "asset__rights__category__retention").order_by(
        "proposed_at", "asset_id"
    )


def retention_of(*, agency_id: UUID, asset_id: UUID) -> tuple[RetentionRow | None, RetentionClass | None]:
    """Return what was said of a file, and the class that holds: its own, else its usage category's."""
    own = (
        RetentionRow.objects.for_agency(agency_id)
        .filter(asset_id=asset_id)
        .select_related("retention")
        .first()
    )
    if own is not None and own.retention is not None:
        return own, own.retention
    rights = AssetRights.objects.for_agency(agency_id).filter(asset_id=asset_id)
    found = rights.select_related("category__retention").first()
    return own, found.category.retention if found and found.category else None
