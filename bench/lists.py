"""The newsroom's lists with N stories: time and queries of each page. `python -m bench.lists [N|--quick]`"""

import re
import time
from typing import Any

from bench.newsroom import STORIES_OF_SMALL, Newsroom, newsroom, small_newsroom
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95

ROUNDS = 40


def main(size: Size) -> None:
    """Open every list as a secretary would, many times over, and write the result."""
    with newsroom(size.count) as filled:
        client, small = filled.client(), small_newsroom(filled.home).client()
        rows = [
            _row(client, small, name, address, size) for name, address in _addresses(filled, client).items()
        ]
    write(size.result("lists"), [row for pair in rows for row in pair], command=size.command("lists"))


def _addresses(filled: Newsroom, client: Any) -> dict[str, str]:
    from hoitu.accounts import api as accounts
    from hoitu.stories import api as stories

    desk = accounts.desks(agency_id=filled.agency_id)[0].id
    section = stories.sections(agency_id=filled.agency_id)[0].id
    deep = "/bang/?khau=approved"
    for _ in range(5):
        after = re.search(r"after=([0-9._a-f-]+)", client.get(deep).content.decode())
        deep = f"/bang/?khau=approved&after={after[1]}" if after else deep
    return {
        "home": "/",
        "board, all stages": "/bang/",
        "board of one desk and section": f"/bang/?desk={desk}&section={section}",
        "list of released stories": "/bang/?khau=approved",
        "list of released stories, sixth page": deep,
        "list of released interviews of one section": f"/bang/?khau=approved&genre=interview&section={section}",
        "list of drafts": "/bang/?khau=draft",
    }


def _row(client: Any, small: Any, name: str, address: str, size: Size) -> tuple[Row, Row]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times: list[float] = []
    for _ in range(3 + (10 if size.is_quick else ROUNDS)):
        started = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    plain = address.partition("&after")[0].replace("desk=", "d=").replace("section=", "s=")
    small.get(plain)
    with CaptureQueriesContext(connection) as few:
        small.get(plain)
    return (
        Row(f"{name}, {size.count} stories, p95", round(p95(times[3:]), 1), "ms", aim=Aim("<=", 150)),
        Row(
            f"{name}: queries beyond those of an agency with {STORIES_OF_SMALL} stories",
            max(0, len(many) - len(few)),
            "queries",
            aim=Aim("<=", 0),
        ),
    )


if __name__ == "__main__":
    main(asked(full=100_000, quick=1_000))
