"""Tell of rights that end: a week before, a day before, and when they ended while readers still have the file."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoitu.kernel import clock
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.media.events import RightsEnding
from hoitu.media.models import LeaseRow
from hoitu.media.queries.rights import ended_in_use

WARNINGS_DAYS = (1, 7)
# What ended long ago and is written down today is history, not news.
ENDED_LATELY = timedelta(days=7)


def due_warning(until_at: datetime, at: datetime) -> int | None:
    """Return the warning that a lease stands in: the fewest days that still cover it, 0 when it has ended."""
    if until_at <= at:
        return 0 if until_at > at - ENDED_LATELY else None
    return next((days for days in WARNINGS_DAYS if until_at <= at + timedelta(days=days)), None)


def tell_of_rights() -> int:
    """Announce, once for each agency and warning, the leases that came within it; return how many leases."""
    at = clock.now()
    news: dict[UUID, dict[int, list[LeaseRow]]] = defaultdict(lambda: defaultdict(list))
    rows = (
        LeaseRow.objects.unscoped(why="every agency is told of its own")
        .filter(
            allows=True, until_at__gt=at - ENDED_LATELY, until_at__lte=at + timedelta(days=max(WARNINGS_DAYS))
        )
        .filter(Q(told_days=None) | Q(told_days__gt=0))
        .select_related("asset")
        .order_by("until_at", "id")
    )
    for row in rows:
        days = due_warning(row.until_at, at) if row.until_at else None
        if days is not None and (row.told_days is None or days < row.told_days):
            news[row.asset.agency_id][days].append(row)
    return sum(_tell_agency(agency_id, by_days) for agency_id, by_days in news.items())


def _tell_agency(agency_id: UUID, by_days: dict[int, list[LeaseRow]]) -> int:
    count = 0
    in_use = {each.asset.id for each in ended_in_use(agency_id=agency_id)} if 0 in by_days else set()
    with transaction.atomic():
        for days, rows in by_days.items():
            LeaseRow.objects.for_agency(agency_id).filter(pk__in=[row.pk for row in rows]).update(
                told_days=days
            )
            concerned = [row for row in rows if days or row.asset_id in in_use]
            if concerned:
                count += len(concerned)
                announce(
                    RightsEnding(
                        subject=f"rights:{agency_id}",
                        agency_id=agency_id,
                        batch_id=new_id(),
                        days=days,
                        first=str(concerned[0].asset)[:200],
                        count=len(concerned),
                    )
                )
    return count
