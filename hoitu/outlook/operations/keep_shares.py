"""Keep the shares of past quarters and years, so that a forecast need not count five years of records."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hoitu.kernel import clock
from hoitu.outlook.models import KeptShare
from hoitu.outlook.policies.days import quarter_ends, year_ends
from hoitu.strategy import api as strategy

YEARS_BACK = 5
# Publications are read back and statements corrected for a while; what is older is counted once.
SETTLED = timedelta(days=100)


def keep_shares() -> int:
    """Count the shares of the last five years that are not kept or not yet settled; return how many.

    Records are looked at quarter by quarter, statements, of which there is one a year, year by year.
    """
    return sum(_keep(measure_id, by_quarter=counted) for measure_id, counted in strategy.share_measures())


def _keep(measure_id: UUID, *, by_quarter: bool) -> int:
    today = clock.today()
    first, last = date(today.year - YEARS_BACK, 1, 1), today - timedelta(days=1)
    days = quarter_ends(first, last) if by_quarter else year_ends(first, last)
    settled = KeptShare.objects.filter(measure_id=measure_id, on__lt=today - SETTLED)
    # Records are counted once. What stands at a year's end may be a statement, which may be corrected years later.
    done = set(settled.values_list("on", flat=True)) - set(year_ends(first, last))
    wanted = [day for day in days if day not in done]
    rows = [_row(measure_id, share) for share in strategy.shares_at(measure_id, _instants(wanted))]
    KeptShare.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["measure", "on"],
        update_fields=["k", "n", "units", "without_data", "counted_at"],
    )
    return len(rows)


def _row(measure_id: UUID, share: strategy.Share) -> KeptShare:
    return KeptShare(
        measure_id=measure_id,
        on=share.on,
        k=share.k,
        n=share.n,
        units=share.units,
        without_data=share.without_data,
        counted_at=clock.now(),
    )


def _instants(days: Sequence[date]) -> list[datetime]:
    return [datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM) for day in days]
