"""The one listener of a web process and those who hear through it."""

import asyncio
import json
import logging
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connections

from hoitu.kernel.live import CHANNEL

log = logging.getLogger(__name__)

SUBSCRIBERS_MAX = 5000
WAITING_MAX = 200
REMEMBERED_MESSAGES = 1000
RECONNECT_FIRST_SECONDS = 0.2
RECONNECT_LONGEST_SECONDS = 5.0
# A page reaches its stream a moment after it was made; what happened between asking and making counts too.
AGE_MARGIN_SECONDS = 1.0


class TooManyStreams(Exception):
    """Raised when this process already serves as many open pages as it may."""


@dataclass(frozen=True)
class Message:
    """Something moved. An empty topic: something may have been missed, look at everything again."""

    id: str
    agency: str
    topic: str
    key: str
    heard_at: float = 0.0


@dataclass(eq=False)
class Subscriber:
    """One open page. Messages about the same thing that it has not taken yet count once."""

    agency: str
    topics: frozenset[str]
    _waiting: OrderedDict[tuple[str, str], Message] = field(default_factory=OrderedDict)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def hears(self, message: Message) -> bool:
        return not message.topic or (message.agency == self.agency and message.topic in self.topics)

    def put(self, message: Message) -> None:
        """Keep a message for the page; one that takes nothing for long is told to look at everything."""
        if len(self._waiting) >= WAITING_MAX:
            self._waiting.clear()
            message = Message(message.id, "", "", "")
        self._waiting[message.topic, message.key] = message
        self._arrived.set()

    async def next(self, seconds: float) -> Message | None:
        """Return the oldest message that waits, None when none came in time."""
        if not self._waiting:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), seconds)
            except TimeoutError:
                return None
        return self._waiting.popitem(last=False)[1]


class Hub:
    """Listens while somebody is there, remembers a little for pages that come back."""

    def __init__(self, channel: str = CHANNEL) -> None:
        self._channel = channel
        self._name = secrets.token_hex(4)
        self._count = 0
        self._subscribers: set[Subscriber] = set()
        self._remembered: deque[Message] = deque(maxlen=REMEMBERED_MESSAGES)
        self._listens_since: float | None = None
        self._listening = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def join(self, subscriber: Subscriber, *, age_seconds: float, last_id: str) -> None:
        """Let a page hear from now on, and what it missed before. Raises `TooManyStreams`."""
        if len(self._subscribers) >= SUBSCRIBERS_MAX:
            raise TooManyStreams
        self._subscribers.add(subscriber)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen_for_ever(), name="live-hub")
        try:
            await asyncio.wait_for(self._listening.wait(), RECONNECT_LONGEST_SECONDS)
        except TimeoutError:
            return  # the database is away; everybody is told to look again when it is back
        self._replay(subscriber, age_seconds, last_id)

    def leave(self, subscriber: Subscriber) -> None:
        """Forget a page. The listener goes on: the next page comes soon."""
        self._subscribers.discard(subscriber)

    def _replay(self, subscriber: Subscriber, age_seconds: float, last_id: str) -> None:
        name, _, number = last_id.partition(":")
        if name == self._name and number.isdigit():
            missed = [message for message in self._remembered if _number(message) > int(number)]
            is_whole = int(number) >= self._count - len(self._remembered)
        elif last_id:
            missed, is_whole = [], False  # another process, or one before a restart, gave that number
        else:
            since = asyncio.get_running_loop().time() - age_seconds - AGE_MARGIN_SECONDS
            missed = [message for message in self._remembered if message.heard_at >= since]
            is_whole = self._listens_since is not None and self._listens_since <= since
            is_whole = is_whole or age_seconds == 0
        if not is_whole:
            missed = [Message(f"{self._name}:{self._count}", "", "", "")]
        for message in missed:
            if subscriber.hears(message):
                subscriber.put(message)

    async def _listen_for_ever(self) -> None:
        pause = RECONNECT_FIRST_SECONDS
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {self._channel}")
                    self._begin()
                    pause = RECONNECT_FIRST_SECONDS
                    async for notification in connection.notifies():
                        self._hear(notification.payload)
            except (psycopg.Error, OSError) as error:
                log.warning("live pages lost the database, trying again: %s", error)
            self._listening.clear()
            await asyncio.sleep(pause)
            pause = min(2 * pause, RECONNECT_LONGEST_SECONDS)

    def _begin(self) -> None:
        is_first = self._listens_since is None
        self._listens_since = asyncio.get_running_loop().time()
        self._listening.set()
        if not is_first:
            self._remembered.clear()
            self._tell("", "", "")

    def _hear(self, payload: str) -> None:
        try:
            words: dict[str, Any] = json.loads(payload)
            agency, topic, key = str(words["agency"]), str(words["topic"]), str(words["key"])
        except (ValueError, KeyError, TypeError):
            log.warning("live pages heard something unreadable: %.100s", payload)
            return
        if topic:
            self._tell(agency, topic, key)

    def _tell(self, agency: str, topic: str, key: str) -> None:
        self._count += 1
        heard_at = asyncio.get_running_loop().time()
        message = Message(f"{self._name}:{self._count}", agency, topic, key, heard_at)
        self._remembered.append(message)
        for subscriber in self._subscribers:
            if subscriber.hears(message):
                subscriber.put(message)


def _number(message: Message) -> int:
    return int(message.id.partition(":")[2])


def _address() -> dict[str, Any]:
    """Return where Django's database is, without what only Django's pool understands."""
    given = connections["default"].settings_dict
    names = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    options = {name: value for name, value in given["OPTIONS"].items() if isinstance(value, str | int)}
    return (
        options
        | {ours: given[theirs] for theirs, ours in names.items() if given[theirs]}
        | {"application_name": "hoitu-live", "keepalives_idle": 10, "keepalives_interval": 5}
    )
