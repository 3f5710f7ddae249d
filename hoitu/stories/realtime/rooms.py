"""A story that is open in this process: what one editor sends reaches all others, here and at other processes."""

import asyncio
import base64
import logging
import secrets
from asyncio import AbstractEventLoop
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

from hoitu.accounts.api import LIVE_TOPIC
from hoitu.kernel import heap
from hoitu.kernel.live import notify_all
from hoitu.kernel.web.live_hub import Subscriber
from hoitu.kernel.web.stream import hub
from hoitu.stories import api
from hoitu.stories.realtime import frames
from hoitu.stories.realtime.connection import Connection
from hoitu.stories.realtime.guard import Closed, enter
from hoitu.stories.realtime.threads import in_thread

log = logging.getLogger(__name__)

# The name of this process among all that show documents.
ORIGIN = secrets.token_hex(4)
# Merging locks the story, and everybody's letters wait for that: it is done in a pause, or now and then.
SETTLE_AFTER_SECONDS = 1.0
SETTLE_AT_LEAST_EVERY_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 20.0
QUIET_SECONDS = 2.0
PRESENCE_EVERY_SECONDS = 0.1
HEARS_SECONDS = 3600.0
MOST_OWN = 1000


class Room:
    """The open editors of one story in this process.

    `floor`: every update up to this number has been passed on; `own` are higher ones that this process stored itself.
    """

    def __init__(self, story_id: UUID, agency_id: UUID) -> None:
        self.story_id, self.agency_id = story_id, agency_id
        self.connections: set[Connection] = set()
        self.emptied = 0
        self.floor = 0
        self.own: set[int] = set()
        self._others_have_it = False
        self._presence: list[bytes] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._settling = False
        self._stored_at = 0.0
        self._words = Subscriber(str(agency_id), frozenset({str(story_id)}))
        self._turns = Subscriber(str(agency_id), frozenset({"stories", LIVE_TOPIC}))
        self.ready = asyncio.create_task(self._open())

    async def _open(self) -> None:
        # First the ears, then where to count from: nothing falls between the two.
        await hub(api.DOCUMENTS).join(self._words, age_seconds=0, last_id="")
        await hub().join(self._turns, age_seconds=0, last_id="")
        self.floor = await in_thread(api.last_update, story_id=self.story_id)
        self._begin(self._hear_words())
        self._begin(self._hear_turns())
        self._begin(self._look_again())
        await self._tell_presence(b"")

    def close(self) -> None:
        """Stop listening; nobody is here any more."""
        hub(api.DOCUMENTS).leave(self._words)
        hub().leave(self._turns)
        for task in self._tasks:
            task.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def pass_on(self, frame: bytes, *, but: Connection | None = None) -> None:
        """Send a frame to every open editor here except one."""
        for connection in self.connections:
            if connection is not but:
                connection.put(frame)

    def stored(self, update: bytes, seq: int, *, by: Connection) -> None:
        """Pass on an update that this process has stored."""
        self.own.add(seq)
        if len(self.own) % MOST_OWN == 0:
            self._begin(
                self.catch_up()
            )  # forgets those below the floor, which no other process may move for hours
        self.pass_on(bytes([frames.UPDATE]) + update, but=by)
        self._stored_at = asyncio.get_running_loop().time()
        if not self._settling:
            self._settling = True
            self._begin(self._settle())

    async def _settle(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + SETTLE_AT_LEAST_EVERY_SECONDS
        while (pause := min(self._stored_at + SETTLE_AFTER_SECONDS, until) - loop.time()) > 0:
            await asyncio.sleep(pause)
        self._settling = False
        try:
            await in_thread(api.settle_story, story_id=self.story_id)
        except Exception:  # the minute's job comes by as well
            log.exception("words of a story could not be merged yet")
        rooms().give_back_soon()

    async def _hear_words(self) -> None:
        while True:
            message = await self._words.next(HEARS_SECONDS)
            if message is None:
                continue
            if not message.topic:
                await self.catch_up()
                continue
            origin, _, said = message.key.partition(":")
            if origin != ORIGIN:
                await self._hear_other(said)

    async def _hear_other(self, said: str) -> None:
        kind, _, body = said.partition(":")
        if kind == "words":
            await self.catch_up()
        elif body:
            self.pass_on(bytes([frames.PRESENCE]) + base64.b64decode(body))
        else:  # another process has just opened the story: it does not know who is here
            is_new = not self._others_have_it
            self._others_have_it = True
            await self._tell_presence(
                *(one.present.whole() for one in self.connections if one.present.clients)
            )
            if is_new:
                await self._tell_presence(b"")

    async def catch_up(self) -> None:
        """Pass on what other processes have stored since."""
        found = await in_thread(api.updates_after, story_id=self.story_id, after=self.floor)
        for seq, update in found:
            if seq not in self.own:
                self.pass_on(bytes([frames.UPDATE]) + update)
            self.floor = max(self.floor, seq)
        self.own = {seq for seq in self.own if seq > self.floor}

    def present(self, update: bytes, *, by: Connection) -> None:
        """Pass on who is there and where."""
        self.pass_on(bytes([frames.PRESENCE]) + update, but=by)
        if not self._others_have_it:
            return
        if not self._presence:
            self._begin(self._present_elsewhere())
        self._presence.append(update)

    async def _present_elsewhere(self) -> None:
        await asyncio.sleep(PRESENCE_EVERY_SECONDS)
        waiting, self._presence = self._presence, []
        await self._tell_presence(*waiting)

    async def _tell_presence(self, *updates: bytes) -> None:
        keys = [f"{ORIGIN}:presence:{base64.b64encode(each).decode()}" for each in updates]
        messages = [(self.agency_id, str(self.story_id), key) for key in keys]
        try:
            await in_thread(notify_all, messages, channel=api.DOCUMENTS)
        except Exception:  # carets elsewhere are a comfort, not a promise
            log.warning("other processes could not be told who is in a story", exc_info=True)

    async def _hear_turns(self) -> None:
        while True:
            message = await self._turns.next(HEARS_SECONDS)
            if message is None:
                continue
            if message.topic == "stories":
                if message.key == str(self.story_id):
                    await self.look(set(self.connections))
            elif not message.key:
                await self.look(set(self.connections))
            else:
                person = message.key
                await self.look({one for one in self.connections if str(one.actor.person_id) == person})

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            await self.look(set(self.connections))

    async def look(self, connections: set[Connection]) -> None:
        """Ask again who may be here and do what; send away who may not."""
        for connection in connections:
            is_at_work, connection.typed_since_look = connection.typed_since_look, False
            try:
                entry = await in_thread(
                    enter,
                    session_key=connection.session_key,
                    story_id=self.story_id,
                    is_at_work=is_at_work,
                )
            except Closed as closed:
                connection.close(closed.code)
            except Exception:  # the database is away: nobody can write anything now either
                log.warning("could not look who may still be in a story", exc_info=True)
            else:
                connection.stand(entry)


class Rooms:
    """All stories that are open in this process."""

    def __init__(self) -> None:
        self._rooms: dict[UUID, Room] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._giving_back: asyncio.TimerHandle | None = None

    async def join(self, connection: Connection) -> Room:
        """Let an editor in. From now on it gets what others type."""
        room = self._rooms.get(connection.story_id)
        if room is None:
            room = self._rooms[connection.story_id] = Room(connection.story_id, connection.agency_id)
        room.connections.add(connection)
        try:
            await asyncio.shield(room.ready)
        except Exception:
            room.connections.discard(connection)
            if self._rooms.get(connection.story_id) is room:
                del self._rooms[connection.story_id]
            raise
        self.give_back_soon()
        return room

    def give_back_soon(self) -> None:
        """Give memory back to the system in the next pause: opening and merging leave much of it freed but kept."""
        if self._giving_back is not None:
            self._giving_back.cancel()
        loop = asyncio.get_running_loop()
        self._giving_back = loop.call_later(QUIET_SECONDS, loop.run_in_executor, None, heap.give_back)

    def leave(self, connection: Connection) -> None:
        """Let an editor go and tell the others."""
        room = self._rooms.get(connection.story_id)
        if room is None or connection not in room.connections:
            return
        room.connections.discard(connection)
        if connection.present.clients:
            room.present(connection.present.gone(), by=connection)
        if not room.connections:
            room.emptied += 1
            ending = asyncio.create_task(self._end(room, room.emptied))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def _end(self, room: Room, emptied: int) -> None:
        # The last words may still be on their way into the database: whoever opens the story now must get them, and
        # does by finding the room that they are passed on in. They are merged, the last farewell is told.
        await asyncio.sleep(SETTLE_AFTER_SECONDS + 0.5)
        if room.connections or room.emptied != emptied:
            return
        if self._rooms.get(room.story_id) is room:
            del self._rooms[room.story_id]
        room.close()

    def __len__(self) -> int:
        return sum(len(room.connections) for room in self._rooms.values())


_rooms: dict[AbstractEventLoop, Rooms] = {}


def rooms() -> Rooms:
    """Return the open stories of this process (of its event loop)."""
    return _rooms.setdefault(asyncio.get_running_loop(), Rooms())
