"""How whole the store is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q, QuerySet, Sum

from hoitu.kernel import clock
from hoitu.media.models import FixityFinding, StoredFile

WHOLE = StoredFile.State.WHOLE


@dataclass(frozen=True)
class Fixity:
    """Counts of the files that must not be lost. `round_since`: every file was read since then; None: not yet.

    `is_late`: some file waits longer than the installation's days.
    """

    files: int
    size_bytes: int
    unchecked: int
    whole: int
    copied: int
    has_copy: bool
    broken: int
    lost: int
    repaired: int
    round_since: datetime | None
    is_late: bool


def fixity() -> Fixity:
    """Return how whole the store of the installation is."""
    rows = StoredFile.objects.aggregate(
        files=Count("key"),
        size=Sum("size_bytes"),
        unchecked=Count("key", filter=Q(checked_at=None)),
        whole=Count("key", filter=Q(state=WHOLE)),
        copied=Count("key", filter=Q(copy_state=WHOLE)),
        lost=Count("key", filter=Q(checked_at__isnull=False) & ~Q(state=WHOLE)),
        oldest=Min("checked_at"),
        oldest_noted=Min("noted_at", filter=Q(checked_at=None)),
    )
    waits = [moment for moment in (rows["oldest"], rows["oldest_noted"]) if moment]
    limit = clock.now() - timedelta(days=settings.FIXITY_DAYS)
    return Fixity(
        files=rows["files"],
        size_bytes=rows["size"] or 0,
        unchecked=rows["unchecked"],
        whole=rows["whole"],
        copied=rows["copied"],
        has_copy=settings.FILES_COPY_ROOT is not None,
        broken=FixityFinding.objects.filter(repaired_at=None).count(),
        lost=rows["lost"],
        repaired=FixityFinding.objects.filter(repaired_at__isnull=False).count(),
        round_since=None if rows["unchecked"] else rows["oldest"],
        is_late=bool(waits) and min(waits) < limit,
    )


def findings() -> QuerySet[FixityFinding]:
    """Return what was found, what cannot be repaired first, then the newest."""
    rows = FixityFinding.objects.alias(is_open=ExpressionWrapper(Q(repaired_at=None), BooleanField()))
    return rows.order_by("-is_open", "-found_at", "-id")
