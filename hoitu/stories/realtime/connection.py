"""One open editor, as the server sees it."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.stories.api import Standing
from hoitu.stories.document.lib0 import number
from hoitu.stories.realtime import frames
from hoitu.stories.realtime.guard import TOO_SLOW, Entry
from hoitu.stories.realtime.presence import Present, user_of

# Whoever takes nothing for so long is sent away and comes back for all of it at once.
MOST_WAITING_BYTES = 16 * 1024 * 1024


@dataclass(eq=False, slots=True)
class Connection:
    """Frames for one editor wait here until its sender takes them."""

    story_id: UUID
    session_key: str
    actor: Actor
    standing: Standing
    present: Present = field(default_factory=Present)
    user: dict[str, Any] = field(default_factory=dict)
    typed_since_look: bool = False
    code: int | None = None
    _waiting: deque[bytes] = field(default_factory=deque)
    _bytes: int = 0
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def of(cls, entry: Entry, *, story_id: UUID, session_key: str) -> "Connection":
        """Return the connection of somebody who was let in."""
        user = user_of(entry.actor)
        return cls(story_id, session_key, entry.actor, entry.standing, user=user)

    @property
    def agency_id(self) -> UUID:
        return self.actor.agency

    def put(self, frame: bytes) -> None:
        """Let a frame wait for the sender."""
        if self.code is not None:
            return
        self._waiting.append(frame)
        self._bytes += len(frame)
        if self._bytes > MOST_WAITING_BYTES:
            self.close(TOO_SLOW)
        self._arrived.set()

    def close(self, code: int) -> None:
        """End the connection with a close code; what waits is not sent."""
        if self.code is None:
            self.code = code
            self._waiting.clear()
            self._arrived.set()

    async def frames(self) -> AsyncIterator[bytes]:
        """Yield what is to be sent, until the connection is closed."""
        while self.code is None:
            while self._waiting:
                frame = self._waiting.popleft()
                self._bytes -= len(frame)
                yield frame
            self._arrived.clear()
            if not self._waiting and self.code is None:
                await self._arrived.wait()

    def stored(self, upto: int, *, seq: int, at: datetime) -> None:
        """Tell the editor that its updates up to this number are committed."""
        milliseconds = int(at.timestamp() * 1000)
        self.put(bytes([frames.STORED]) + number(upto) + number(milliseconds) + number(seq))

    def refuse(self, upto: int, sentence: str) -> None:
        """Tell the editor that an update was not stored, and why."""
        body = json.dumps({"sentence": sentence}, ensure_ascii=False).encode()
        self.put(bytes([frames.REFUSED]) + number(upto) + body)

    def stand(self, entry: Entry) -> None:
        """Note what the person may do now, and tell the editor if that has changed."""
        self.actor = entry.actor
        if entry.standing != self.standing:
            self.standing = entry.standing
            self.tell_standing()

    def tell_standing(self) -> None:
        """Tell the editor what the person may do now."""
        self.put(bytes([frames.STANDING]) + standing_json(self.standing))


def standing_json(standing: Standing) -> bytes:
    """Return what an editor needs to know of where the story stands."""
    said = {
        "stage": standing.stage,
        "may_write": standing.may_write,
        "mode": standing.mode,
        "lock": standing.lock,
    }
    return json.dumps(said, ensure_ascii=False).encode()
