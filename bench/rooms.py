"""Server memory for each open document of 2,000 words with five people. `python -m bench.rooms [N|--quick]`

Beside N open documents N more are opened and everybody types a little; the private memory of all serving processes
is compared with what it was before: ours with PostgreSQL, the peer's SQLite is part of its process.
"""

import asyncio
import gc

import psutil

from bench.installation import close_connections, installation
from bench.record import Aim, Row, write
from bench.sizes import Size, asked
from bench.together import PEER, Side, Writer, all_gone, hocuspocus, opened, ours

PEOPLE, WORDS, LETTERS = 5, 2000, 20
SETTLE_SECONDS = 10


def main(size: Size) -> None:
    """Open the documents at both sides and compare."""
    with installation() as home:
        with ours(home, documents=2 * size.count, people=PEOPLE, words=WORDS) as side:
            close_connections()
            own = asyncio.run(_kilobytes(side, size.count))
        with hocuspocus(home, documents=2 * size.count, words=WORDS) as side:
            peer = asyncio.run(_kilobytes(side, size.count))
    what = f"server memory per open document of {WORDS:,} words with {PEOPLE} people, {size.count} more open"
    rows = [Row(what, own, "kB", PEER, peer, Aim("<=", 1, "ratio"))]
    write(size.result("rooms"), rows, command=size.command("rooms"))


async def _kilobytes(side: Side, documents: int) -> float:
    # As many documents are open before those that count: what is loaded for good (code, threads and their database
    # connections) and what either side's allocator keeps in hand is no document's.
    writers = await opened(side, range(documents), PEOPLE)
    await _typed(writers)
    await asyncio.sleep(SETTLE_SECONDS)
    before = _private(side)
    more = await opened(side, range(documents, 2 * documents), PEOPLE)
    await _typed(more)
    await asyncio.sleep(SETTLE_SECONDS)
    after = _private(side)
    await all_gone([*writers, *more])
    return round((after - before) / documents / 1000, 1)


async def _typed(writers: list[list[Writer]]) -> None:
    for each in writers:
        for writer in each:
            for update in writer.prepared(LETTERS):
                await writer.line.send_within(update, 4)


def _private(side: Side) -> int:
    gc.collect()
    total = 0
    for process in side.processes():
        try:
            total += process.memory_full_info().uss
        except psutil.NoSuchProcess:
            continue
    return total


if __name__ == "__main__":
    main(asked(full=100, quick=10))
