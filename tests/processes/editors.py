"""An editor that speaks the socket's language, without a browser."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from hoitu.stories.document.lib0 import Reader, number, sized
from hoitu.stories.realtime import frames


class SocketEditor:
    """One person with the story open: types into the headline, keeps what the server confirmed."""

    def __init__(self, address: str, story_id: object, cookies: dict[str, str], origin: str = "") -> None:
        self.url = f"{address.replace('http', 'ws', 1)}/tin-bai/{story_id}/cung-viet"
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        self.origin = origin or address
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.headline = self.doc.get("headline", type=pycrdt.Text)
        self.standing: dict[str, Any] = {}
        self.refused: list[str] = []
        self.presence: list[bytes] = []
        self.sent = self.stored = 0
        self.code: int | None = None
        self._changed = asyncio.Condition()

    async def open(self) -> "SocketEditor":
        """Connect and wait until the server has said how things stand, or has closed."""
        self.socket: ClientConnection = await connect(
            self.url,
            additional_headers=self.headers,
            origin=self.origin,
            max_size=None,  # type: ignore[arg-type]
        )
        self.task = asyncio.create_task(self._hear())
        await self._say(bytes([frames.HELLO]) + self.doc.get_state())
        await self.until(lambda: bool(self.standing) or self.code is not None)
        return self

    async def close(self) -> None:
        if hasattr(self, "socket"):
            await self.socket.close()
            await self.task

    async def type(self, words: str) -> None:
        """Write at the end of the headline and send it."""
        before = self.doc.get_state()
        self.headline += words
        await self.send(self.doc.get_update(before))

    async def send(self, update: bytes) -> None:
        self.sent += 1
        await self._say(bytes([frames.UPDATE]) + number(self.sent) + update)

    async def show(self, state: dict[str, Any], *, client: int = 77, clock: int = 1) -> None:
        """Say where the caret stands."""
        said = number(1) + number(client) + number(clock) + sized(json.dumps(state).encode())
        await self._say(bytes([frames.PRESENCE]) + said)

    async def until(self, is_so: Any, seconds: float = 20) -> None:
        """Wait until something is so; fails with what the editor knows."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(is_so), seconds)
            except TimeoutError:
                raise AssertionError(
                    f"{self.standing} sent {self.sent} stored {self.stored} code {self.code} {self.headline}"
                ) from None

    async def _say(self, frame: bytes) -> None:
        with suppress(ConnectionClosed):  # `code` tells
            await self.socket.send(frame)

    async def _hear(self) -> None:
        try:
            async for message in self.socket:
                assert isinstance(message, bytes)
                self._take(Reader(message))
                await self._tell()
        except ConnectionClosed:
            pass
        self.code = self.socket.close_code or 1006
        await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _take(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == frames.WELCOME:
            self.standing = json.loads(reader.sized())
            reader.number(), reader.number()
            self.doc.apply_update(reader.rest())
        elif kind == frames.UPDATE:
            self.doc.apply_update(reader.rest())
        elif kind == frames.STORED:
            self.stored = reader.number()
        elif kind == frames.STANDING:
            self.standing = json.loads(reader.rest())
        elif kind == frames.REFUSED:
            self.stored = reader.number()
            self.refused.append(json.loads(reader.rest())["sentence"])
        elif kind == frames.PRESENCE:
            self.presence.append(reader.rest())
