"""Updates a second that one process relays and has stored. `python -m bench.durable [--quick]`

50 writers over 10 documents type as fast as they are answered, eight letters on the way at a time. The clock stops
when every letter is confirmed and the store holds it. The peer writes at every update (`debounce: 0`): both store.
"""

import asyncio
import statistics
import time

from bench.installation import installation
from bench.record import Aim, Row, write
from bench.sizes import Size, asked
from bench.together import PEER, Side, Writer, all_gone, hocuspocus, opened, ours, stored_all

DOCUMENTS, PEOPLE = 10, 5
ON_THE_WAY = 8
ROUNDS = 3


def main(size: Size) -> None:
    """Let both sides take in the same typing, in turns, and compare."""
    rates: dict[str, list[float]] = {}
    with (
        installation() as home,
        ours(home, documents=DOCUMENTS, people=PEOPLE) as own,
        hocuspocus(home, documents=DOCUMENTS, debounce_ms=0) as peer,
    ):
        for _round in range(1 if size.is_quick else ROUNDS):
            for side in (own, peer):
                rates.setdefault(side.name, []).append(asyncio.run(_round_of(side, size.count)))
    a, b = (round(statistics.median(values)) for values in rates.values())
    what = (
        f"updates relayed and stored by one process, {DOCUMENTS * PEOPLE} writers over {DOCUMENTS} documents"
    )
    rows = [Row(what, a, "updates/s", f"{PEER}, debounce 0", b, Aim(">=", 1, "ratio"))]
    write(size.result("durable"), rows, command=size.command("durable"))


async def _round_of(side: Side, letters: int) -> float:
    writers = await opened(side, range(DOCUMENTS), PEOPLE)
    everybody = [writer for each in writers for writer in each]
    prepared = [(writer, writer.prepared(letters)) for writer in everybody]
    began = time.perf_counter()
    await asyncio.gather(*(_type(writer, updates) for writer, updates in prepared))
    await stored_all(side, writers)
    took = time.perf_counter() - began
    await all_gone(writers)
    return len(everybody) * letters / took


async def _type(writer: Writer, updates: list[bytes]) -> None:
    for update in updates:
        await writer.line.send_within(update, ON_THE_WAY)
    while writer.line.confirmed < len(updates):
        await asyncio.sleep(0.005)


if __name__ == "__main__":
    main(asked(full=400, quick=50))
