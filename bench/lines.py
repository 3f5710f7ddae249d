"""An editor's connection to a document, without the editor: our socket's language and that of Hocuspocus."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from hoitu.stories.document.lib0 import Reader, number, sized
from hoitu.stories.realtime import frames

Heard = Callable[[bytes], None]


class Line(ABC):
    """One connection. `heard` is called with every update of others; `confirmed` counts the own ones."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: Heard = lambda _update: None
        self.sent = self.confirmed = 0
        self._opened = asyncio.Event()
        self._moved = asyncio.Event()
        self.socket: ClientConnection | None = None
        self.first = b""

    async def open(self, state_vector: bytes = b"\x00") -> bytes:
        """Connect and return the document as one update."""
        self.socket = await connect(self.url, max_size=None, compression=None, **self._options())
        self._task = asyncio.create_task(self._hear())
        for frame in self._greetings(state_vector):
            await self.socket.send(frame)
        await asyncio.wait_for(self._opened.wait(), 60)
        return self.first

    async def send(self, update: bytes) -> None:
        assert self.socket is not None
        self.sent += 1
        await self.socket.send(self._update(update))

    async def send_within(self, update: bytes, window: int) -> None:
        """Send when fewer than `window` updates wait to be confirmed."""
        while self.sent - self.confirmed >= window:
            self._moved.clear()
            await self._moved.wait()
        await self.send(update)

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _hear(self) -> None:
        assert self.socket is not None
        with suppress(ConnectionClosed):
            async for message in self.socket:
                assert isinstance(message, bytes)
                self._take(Reader(message))

    def _welcome(self, update: bytes) -> None:
        self.first = update
        self._opened.set()

    def _confirm(self, upto: int) -> None:
        self.confirmed = upto
        self._moved.set()

    @abstractmethod
    def _options(self) -> dict[str, Any]: ...

    @abstractmethod
    def _greetings(self, state_vector: bytes) -> list[bytes]: ...

    @abstractmethod
    def _update(self, update: bytes) -> bytes: ...

    @abstractmethod
    def _take(self, reader: Reader) -> None: ...


class OurLine(Line):
    """The socket of a story (`hoitu/stories/realtime/frames.py`). Confirmed means committed."""

    def __init__(self, address: str, story_id: object, cookie: str) -> None:
        super().__init__(f"{address.replace('http', 'ws', 1)}/tin-bai/{story_id}/cung-viet")
        self.address, self.cookie = address, cookie

    def _options(self) -> dict[str, Any]:
        return {"additional_headers": {"Cookie": self.cookie}, "origin": self.address}

    def _greetings(self, state_vector: bytes) -> list[bytes]:
        return [bytes([frames.HELLO]) + state_vector]

    def _update(self, update: bytes) -> bytes:
        return bytes([frames.UPDATE]) + number(self.sent) + update

    def _take(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == frames.UPDATE:
            self.heard(reader.rest())
        elif kind == frames.STORED:
            self._confirm(reader.number())
        elif kind == frames.WELCOME:
            standing = reader.sized()
            assert b'"write"' in standing, standing
            reader.number(), reader.number()
            self._welcome(reader.rest())
        elif kind == frames.REFUSED:
            raise AssertionError(reader.rest())


class HocuspocusLine(Line):
    """The language of Hocuspocus 4: a document's name before every message. Confirmed means merged in memory."""

    SYNC, AUTH, SYNC_REPLY, SYNC_STATUS = 0, 2, 4, 8
    STEP1, STEP2, UPDATE = 0, 1, 2

    def __init__(self, address: str, document: str) -> None:
        super().__init__(address.replace("http", "ws", 1))
        self.name = sized(document.encode())

    def _options(self) -> dict[str, Any]:
        return {}

    def _greetings(self, state_vector: bytes) -> list[bytes]:
        token = self.name + bytes([self.AUTH, 0]) + sized(b"token") + sized(b"4.7.0")
        return [token, self.name + bytes([self.SYNC, self.STEP1]) + sized(state_vector)]

    def _update(self, update: bytes) -> bytes:
        return self.name + bytes([self.SYNC, self.UPDATE]) + sized(update)

    def _take(self, reader: Reader) -> None:
        reader.sized()
        kind = reader.number()
        if kind == self.SYNC_STATUS:
            self._confirm(self.confirmed + 1)
        elif kind in (self.SYNC, self.SYNC_REPLY):
            step = reader.number()
            if step == self.UPDATE:
                self.heard(reader.sized())
            elif step == self.STEP2:
                self._welcome(reader.sized())
