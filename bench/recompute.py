"""Every computed indicator, every agency, eight years, from raw records. `python -m bench.recompute [N|--quick]`

N publications, 10,000,000 at full size. Nothing is precomputed: no stored figure exists before the first count. The
peer is one sequential scan of the same table in the same run. What the indexes cost is measured on a copy.
"""

import time
from typing import Any

from bench.operating import AGENCIES, YEARS, country, owner, year_ends
from bench.record import Aim, Row, write
from bench.sizes import Size, asked

SCAN = "SELECT count(*), max(title), max(url) FROM strategy_publication"
COPIED_ROWS = 200_000
NEW_INDEXES = ("publication_months", "publication_services")


def main(size: Size) -> None:
    """Count everything twice: into an empty store, and against the store that must equal it."""
    with country(size.count):
        from hoitu.strategy.operations.refresh import recount_everything
        from hoitu.strategy.queries.indicators import COMPUTED, STORED

        scan = min(_scan() for _ in range(3))
        began = time.perf_counter()
        first = recount_everything(year_ends())
        cold = time.perf_counter() - began
        began = time.perf_counter()
        again = recount_everything(year_ends())
        warm = time.perf_counter() - began
        assert first.rows == again.rows == AGENCIES * YEARS * len(STORED), first
        assert again.wrong == 0, again
        parts = [_part(key, module, scan) for key, module in COMPUTED.items()]
        plain, indexed = _ingest()
    what = f"{len(STORED)} indicators × {YEARS} years × {AGENCIES} agencies from {size.count:,} records"
    peer = "one sequential scan of the table"
    rows = [
        Row(f"full recompute: {what}, counted and stored", round(cold, 1), "s", peer, round(scan, 2), Aim("<=", 60)),
        Row("the same again, compared with what is stored", round(warm, 1), "s", peer, round(scan, 2), Aim("<=", 60)),
        *parts,
        Row(
            f"store one more record, of {COPIED_ROWS:,} at once", round(indexed, 1), "µs",
            "without the two indexes for counting", round(plain, 1),
        ),
    ]  # fmt: skip
    write(size.result("recompute"), rows, command=size.command("recompute"))


def _scan() -> float:
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(SCAN)
        cursor.fetchall()
    return time.perf_counter() - began


def _part(key: str, module: Any, scan: float) -> Row:
    """Measure one indicator over all years, without storing; what a plan's leader answers for that leader."""
    from hoitu.accounts import api as accounts
    from hoitu.strategy.models import Plan
    from hoitu.strategy.queries.counting import question_of
    from hoitu.strategy.queries.indicators import STORED

    ids = [agency.id for agency in accounts.agencies()] if key in STORED else [Plan.objects.get().owner_id]
    began = time.perf_counter()
    for until in year_ends():
        module.tallies(ids, question_of(module, until=until))
    taken = time.perf_counter() - began
    return Row(
        f"{key} alone, {YEARS} years, not stored", round(taken, 1), "s", "one sequential scan", round(scan, 2)
    )


def _ingest() -> tuple[float, float]:
    """Return the microseconds that one more row takes, without and with the indexes that counting needs."""
    with owner() as connection:
        taken = []
        for name, dropped in (("without", NEW_INDEXES), ("with", ())):
            connection.execute(f"CREATE TABLE bench_{name} (LIKE strategy_publication INCLUDING ALL)")
            for index in dropped:
                _drop_copy(connection, f"bench_{name}", index)
            began = time.perf_counter()
            connection.execute(
                f"INSERT INTO bench_{name} SELECT * FROM strategy_publication ORDER BY published_at DESC"
                f" LIMIT {COPIED_ROWS}"
            )
            taken.append((time.perf_counter() - began) * 1e6 / COPIED_ROWS)
    return taken[0], taken[1]


def _drop_copy(connection: Any, table: str, original: str) -> None:
    """Drop the copied index that has the definition of the original one."""
    words = connection.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [original]).fetchone()[
        0
    ]
    wanted = words.partition(" USING ")[2]
    rows = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table]
    ).fetchall()
    [name] = [name for name, definition in rows if definition.partition(" USING ")[2] == wanted]
    connection.execute(f'DROP INDEX "{name}"')


if __name__ == "__main__":
    main(asked(full=10_000_000, quick=200_000))
