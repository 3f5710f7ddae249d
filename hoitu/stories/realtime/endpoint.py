"""The websocket of a story: let in, say how things stand, then carry frames both ways until somebody leaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from hoitu.stories import api
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.lib0 import Reader, number, sized
from hoitu.stories.realtime import frames
from hoitu.stories.realtime.addresses import story_of
from hoitu.stories.realtime.connection import Connection, standing_json
from hoitu.stories.realtime.guard import FORBIDDEN, SIGNED_OUT, TRY_AGAIN, Closed, enter
from hoitu.stories.realtime.rooms import Room, rooms
from hoitu.stories.realtime.threads import in_thread
from hoitu.stories.realtime.writer import Typed, writer

log = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_CONNECTIONS = 2000
NORMAL = 1000
FULL = 1013
UNREADABLE = 1003


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one websocket from its handshake to its end."""
    if (await receive())["type"] != "websocket.connect":
        return
    # A refusal before this would reach the browser as a failure without a reason.
    await send({"type": "websocket.accept"})
    try:
        connection = await _let_in(scope)
    except Closed as closed:
        await send({"type": "websocket.close", "code": closed.code})
        return
    sender = asyncio.create_task(_send_all(connection, send))
    try:
        await _receive_all(connection, receive, sender)
    except BrokenUpdate:
        connection.close(UNREADABLE)
    except Exception:
        log.exception("a story's connection broke")
        connection.close(TRY_AGAIN)
    finally:
        rooms().leave(connection)
        connection.close(NORMAL)
        await asyncio.gather(sender, return_exceptions=True)
        with suppress(RuntimeError):  # the other side has gone already
            await send({"type": "websocket.close", "code": connection.code})


async def _let_in(scope: Scope) -> Connection:
    story_id = story_of(scope["path"])
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if story_id is None or not _is_own_page(headers):
        raise Closed(FORBIDDEN)
    if len(rooms()) >= MOST_CONNECTIONS:
        raise Closed(FULL)
    cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        raise Closed(SIGNED_OUT)
    try:
        entry = await in_thread(enter, session_key=cookie.value, story_id=story_id, is_at_work=True)
    except Closed:
        raise
    except Exception:
        log.exception("a story could not be opened")
        raise Closed(TRY_AGAIN) from None
    person = parse_qs(scope["query_string"].decode("latin-1")).get("person")
    if person is not None and person != [str(entry.actor.person_id)]:
        raise Closed(
            FORBIDDEN
        )  # somebody else has signed in in this browser: nothing leaves under their name
    return Connection.of(entry, story_id=story_id, session_key=cookie.value)


def _is_own_page(headers: dict[str, str]) -> bool:
    """Say whether a page of this newsroom asks: browsers send cookies along for any site's script."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    allowed = settings.ALLOWED_HOSTS or (["localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    if not validate_host(split_domain_port(host)[0], allowed):
        return False
    return urlsplit(origin).netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS


async def _send_all(connection: Connection, send: Send) -> None:
    async for frame in connection.frames():
        await send({"type": "websocket.send", "bytes": frame})


async def _receive_all(connection: Connection, receive: Receive, sender: asyncio.Task[None]) -> None:
    room: Room | None = None
    while connection.code is None:
        arriving = asyncio.ensure_future(receive())
        # A connection that is sent away must not wait for the other side to say something.
        await asyncio.wait({arriving, sender}, return_when=asyncio.FIRST_COMPLETED)
        if not arriving.done():
            arriving.cancel()
            await asyncio.wait({arriving})
            return
        message = arriving.result()
        if message["type"] != "websocket.receive":
            return
        reader = Reader(message.get("bytes") or b"")
        kind = reader.number()
        if kind == frames.PING:
            connection.put(bytes([frames.PONG]))
        elif kind == frames.HELLO and room is None:
            room = await rooms().join(connection)
            await _welcome(room, connection, reader.rest())
        elif room is None:
            raise BrokenUpdate
        elif kind == frames.UPDATE:
            _take_update(room, connection, reader)
        elif kind == frames.PRESENCE:
            room.present(connection.present.take(reader.rest(), connection.user), by=connection)
        else:
            raise BrokenUpdate


async def _welcome(room: Room, connection: Connection, state_vector: bytes) -> None:
    synced = await in_thread(
        api.sync_document,
        actor=connection.actor,
        story_id=connection.story_id,
        update=b"",
        state_vector=state_vector,
    )
    connection.standing = synced.standing
    body = sized(standing_json(synced.standing)) + number(synced.seq)
    body += number(int(synced.saved_at.timestamp() * 1000)) + synced.update
    connection.put(bytes([frames.WELCOME]) + body)
    for other in room.connections:
        if other is not connection and other.present.clients:
            connection.put(bytes([frames.PRESENCE]) + other.present.whole())


def _take_update(room: Room, connection: Connection, reader: Reader) -> None:
    upto, update = reader.number(), reader.rest()
    connection.typed_since_look = True
    try:
        api.check_update(update)
    except BrokenUpdate as broken:
        connection.refuse(upto, str(broken.sentence))
        return
    writer().put(Typed(room, connection, upto, update))
