"""One record changes: the work until the figure and its list know it. `python -m bench.refresh [N|--quick]`

N publications, 10,000,000 at full size. Measured is what the job does for one agency, for all computed indicators and
periods, and then the page that lists the record. The job waits in the queue only for other jobs of the same agency.
"""

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from bench.operating import country
from bench.record import Aim, Row, write
from bench.rollup import count_ms, officer
from bench.sizes import Size, asked, p95

AGENCIES = 40


def main(size: Size) -> None:
    """Publish one item at each of some agencies, count it, and look for it."""
    with country(size.count):
        from hoitu.accounts.models import Organisation
        from hoitu.strategy.models import Measure
        from hoitu.strategy.operations.refresh import recount_everything

        recount_everything()
        client, peer = officer(), count_ms()
        measure = Measure.objects.get(target__year=2030, indicator="IND-01")
        agencies = Organisation.objects.filter(kind="press_agency")[: 8 if size.is_quick else AGENCIES]
        seen = [_change(client, measure.pk, agency) for agency in agencies]
    work, visible = (list(values) for values in zip(*seen, strict=True))
    count = "SELECT count(*) of the table"
    rows = [
        Row(
            f"one record changed → its agency's figures counted, {size.count:,} records, p95",
            round(p95(work), 3), "s", count, round(peer / 1000, 3), Aim("<=", 1),
        ),
        Row(
            "one record changed → the list behind the figure shows it, p95", round(p95(visible), 3), "s",
            aim=Aim("<=", 60),
        ),
    ]  # fmt: skip
    write(size.result("refresh"), rows, command=size.command("refresh"))


def _change(client: Any, measure_id: UUID, agency: Any) -> tuple[float, float]:
    from django.db import transaction

    from hoitu.kernel import clock
    from hoitu.strategy.operations.refresh import records_changed, refresh_agency
    from hoitu.strategy.testing import make_publication

    title = f"Tin vừa đăng của {agency.pk}"
    began = time.perf_counter()
    with transaction.atomic():
        make_publication(agency, clock.now() - timedelta(hours=1), title=title)
        records_changed(agency.pk)
    worked = time.perf_counter()
    assert refresh_agency(agency.pk).rows > 0
    work = time.perf_counter() - worked
    assert title in client.get(f"/chi-tieu/{measure_id}/{agency.pk}/").content.decode()
    return work, time.perf_counter() - began


if __name__ == "__main__":
    main(asked(full=10_000_000, quick=200_000))
