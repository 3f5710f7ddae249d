"""Stores what everybody types: whatever waits goes into one commit, and only then to the others."""

import asyncio
import logging
from asyncio import AbstractEventLoop
from collections import deque
from dataclasses import dataclass

from hoitu.kernel import clock
from hoitu.kernel.errors import Refused
from hoitu.stories import api
from hoitu.stories.realtime.connection import Connection
from hoitu.stories.realtime.guard import TRY_AGAIN
from hoitu.stories.realtime.rooms import ORIGIN, Room
from hoitu.stories.realtime.threads import OwnThread, in_thread

log = logging.getLogger(__name__)

MOST_AT_ONCE = 512
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Typed:
    """An update on its way into the database. `number` counts within its connection."""

    room: Room
    connection: Connection
    number: int
    update: bytes

    @property
    def arrival(self) -> api.Arrival:
        by = self.connection
        return api.Arrival(by.agency_id, by.story_id, by.actor.person, self.update, by.standing.turn)


class Writer:
    """One for each process: a second commit begins when the first is done, with all that has come meanwhile."""

    def __init__(self) -> None:
        self._waiting: deque[Typed] = deque()
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._thread = OwnThread("document-writer")

    def put(self, typed: Typed) -> None:
        """Let an update wait for the next commit."""
        self._waiting.append(typed)
        self._arrived.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write_for_ever(), name="document-writer")

    async def _write_for_ever(self) -> None:
        while True:
            self._arrived.clear()
            if not self._waiting:
                await self._arrived.wait()
            batch = self._take()
            try:
                await self._store(batch)
            except Exception:  # nothing was acknowledged: the editors come back and send it again
                log.exception("what people typed could not be stored")
                for connection in {typed.connection for typed in batch}:
                    connection.close(TRY_AGAIN)

    def _take(self) -> list[Typed]:
        batch: list[Typed] = []
        size = 0
        while self._waiting and len(batch) < MOST_AT_ONCE and size < MOST_BYTES_AT_ONCE:
            batch.append(self._waiting.popleft())
            size += len(batch[-1].update)
        return batch

    async def _store(self, batch: list[Typed]) -> None:
        # Whose right to write is in doubt, and whoever may only suggest, is asked about each update.
        quick = [typed for typed in batch if typed.connection.standing.may_write]
        arrivals = [typed.arrival for typed in quick]
        numbers = await self._thread.run(api.append_updates, arrivals, origin=ORIGIN)
        at = clock.now()
        told: dict[Connection, tuple[int, int]] = {}
        asked = [typed for typed in batch if not typed.connection.standing.may_write]
        for typed, seq in zip(quick, numbers, strict=True):
            if seq is None:
                asked.append(typed)
            else:
                typed.room.stored(typed.update, seq, by=typed.connection)
                told[typed.connection] = (typed.number, seq)
        for connection, (number, seq) in told.items():
            connection.stored(number, seq=seq, at=at)
        for typed in asked:
            await self._ask(typed)

    async def _ask(self, typed: Typed) -> None:
        by = typed.connection
        await typed.room.look({by})
        if by.code is not None:
            return
        try:
            seq = await in_thread(
                api.take_in, actor=by.actor, story_id=by.story_id, update=typed.update, origin=ORIGIN
            )
        except Refused as refused:
            by.refuse(typed.number, str(refused.sentence))
            if by.standing.may_write:
                by.tell_standing()  # the turn came meanwhile: the editor heard so before it heard of the refusal
            return
        if seq is not None:
            typed.room.stored(typed.update, seq, by=by)
        by.stored(typed.number, seq=seq or typed.room.floor, at=clock.now())


_writers: dict[AbstractEventLoop, Writer] = {}


def writer() -> Writer:
    """Return the writer of this process (of its event loop)."""
    return _writers.setdefault(asyncio.get_running_loop(), Writer())
