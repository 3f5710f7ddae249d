"""The national roll-up and the way down to the records. `python -m bench.rollup [N|--quick]`

N publications, 10,000,000 at full size. Figures are stored, as every night leaves them. The peer of each page is one
`SELECT count(*)` over the same table: what a page would wait for at least if it counted anew.
"""

import time
from typing import Any

from bench.operating import country
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

ROUNDS = 40


def main(size: Size) -> None:
    """Open every page as the ministry's officer would, many times over."""
    with country(size.count):
        from hoitu.strategy.operations.refresh import recount_everything

        recount_everything()
        client, peer = officer(), count_ms()
        rows = [_row(client, name, address, aim, peer, size) for name, address, aim in _addresses()]
    write(size.result("rollup"), rows, command=size.command("rollup"))


def officer() -> Any:
    """Return a browser in which the ministry's officer is signed in."""
    from django.test import Client

    from hoitu.accounts.models import Membership
    from hoitu.accounts.testing import signed_in

    here = Membership.objects.unscoped(why="the one officer").get(agency__kind="ministry")
    return signed_in(here.person, Client(headers={"host": "localhost"}))


def _addresses() -> list[tuple[str, str, int]]:
    from hoitu.accounts.models import Organisation
    from hoitu.strategy.models import Measure, Plan

    plan = Plan.objects.get()
    measure = Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-01")
    agency = Organisation.objects.filter(kind="press_agency", province="ca-mau")[0]
    records = f"/chi-tieu/{measure.pk}/{agency.pk}/"
    return [
        ("national page of all issued plans", "/chi-tieu/toan-quoc/", 1000),
        ("roll-up of the national plan with map", f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/", 1000),
        ("page of the national plan", f"/chi-tieu/ke-hoach/{plan.pk}/", 1000),
        ("target with its agencies", f"/chi-tieu/{measure.pk}/", 1000),
        ("down: agencies of a province", f"/chi-tieu/{measure.pk}/tinh/ca-mau/", 300),
        ("down: records of an agency", records, 300),
        ("down: records of an agency, second page", f"{records}?trang=2", 300),
    ]


def count_ms() -> float:
    """Return how long counting the whole table takes, at best of three (milliseconds)."""
    from django.db import connection

    taken = []
    for _ in range(3):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM strategy_publication")
            cursor.fetchall()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def _row(client: Any, name: str, address: str, aim: int, peer: float, size: Size) -> Row:
    times = []
    for _ in range(3 + (10 if size.is_quick else ROUNDS)):
        began = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    words = f"{name}, 778 agencies, {size.count:,} records, p95"
    return Row(words, round(p95(times[3:]), 1), "ms", "SELECT count(*)", round(peer, 1), Aim("<=", aim))


if __name__ == "__main__":
    main(asked(full=10_000_000, quick=200_000))
