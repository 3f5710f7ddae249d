"""A keystroke of one person visible to the others: 50 writers over 10 documents. `python -m bench.relay [--quick]`

Everybody types five letters a second; ours are committed to PostgreSQL before anybody sees them, the peer writes to
SQLite two seconds later (what it does unasked). Both take turns in the same run, the load comes from one process.
"""

import asyncio
import random
import statistics

from bench.installation import installation
from bench.record import Aim, Row, write
from bench.sizes import Size, asked, p95
from bench.together import PEER, Clockwork, Side, Writer, all_gone, hocuspocus, opened, ours

DOCUMENTS, PEOPLE = 10, 5
LETTERS_A_SECOND = 5
ROUNDS = 3


def main(size: Size) -> None:
    """Let both sides relay the same typing, in turns, and compare."""
    took: dict[str, list[float]] = {}
    with (
        installation() as home,
        ours(home, documents=DOCUMENTS, people=PEOPLE) as own,
        hocuspocus(home, documents=DOCUMENTS) as peer,
    ):
        for _round in range(1 if size.is_quick else ROUNDS):
            for side in (own, peer):
                took.setdefault(side.name, []).extend(asyncio.run(_round_of(side, size.count)))
    a, b = (sorted(1000 * value for value in values) for values in took.values())
    what = (
        f"keystroke of A visible to B, {DOCUMENTS * PEOPLE} writers over {DOCUMENTS} documents, stored before"
    )
    rows = [
        Row(f"{what}, p95", round(p95(a), 1), "ms", PEER, round(p95(b), 1), Aim("<=", 30)),
        Row("the same, median", round(statistics.median(a), 1), "ms", PEER, round(statistics.median(b), 1)),
        Row("the same, slowest of a hundred", _p99(a), "ms", PEER, _p99(b)),
        Row("keystrokes that others saw", len(a), "arrivals", PEER, len(b)),
    ]
    write(size.result("relay"), rows, command=size.command("relay"))


async def _round_of(side: Side, letters: int) -> list[float]:
    writers = await opened(side, range(DOCUMENTS), PEOPLE)
    clockwork = Clockwork()
    everybody = [writer for each in writers for writer in each]
    for writer in everybody:
        clockwork.listen(writer)
    await asyncio.gather(*(_type(writer, clockwork, letters) for writer in everybody))
    await asyncio.sleep(1)
    await all_gone(writers)
    expected = len(everybody) * letters * (PEOPLE - 1)
    assert len(clockwork.took) == expected, f"{side.name}: {len(clockwork.took)} of {expected} arrived"
    return clockwork.took


async def _type(writer: Writer, clockwork: Clockwork, letters: int) -> None:
    updates = writer.prepared(letters)
    loop = asyncio.get_running_loop()
    await asyncio.sleep(random.random())
    begun = loop.time()
    for place, update in enumerate(updates):
        await asyncio.sleep(max(0, begun + place / LETTERS_A_SECOND - loop.time()))
        clockwork.leaves(update)
        await writer.line.send(update)


def _p99(values: list[float]) -> float:
    return round(values[round(len(values) * 0.99) - 1], 1)


if __name__ == "__main__":
    main(asked(full=100, quick=20))
