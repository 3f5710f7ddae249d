"""Long pieces of resumable uploads, written while they come: a cut link loses what is on its way, not what is here.

Django sees a request when its body is complete. So a long PATCH is handed to it as several shorter ones, each with
the caller's own headers: sign-in, CSRF and permission are asked every time, each answer confirms bytes on the disk.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

PREFIX = "/api/uploads/"
PIECE_BYTES = 2 * 1024 * 1024

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def concerns(scope: Scope) -> bool:
    """Say whether a request brings a piece whose checksum is not asked: a checksum is over the whole piece."""
    if scope["type"] != "http" or scope["method"] != "PATCH" or not scope["path"].startswith(PREFIX):
        return False
    names = dict(scope["headers"])
    return b"upload-checksum" not in names and names.get(b"upload-offset", b"").isdigit()


async def serve(scope: Scope, receive: Receive, send: Send, pages: Application) -> None:
    """Pass a long body on in pieces and answer as the last of them was answered, or as the first that failed."""
    offset = int(dict(scope["headers"])[b"upload-offset"])
    held = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            if held:
                await _pass_on(scope, bytes(held), offset, pages)
            return
        held += message.get("body", b"")
        is_last = not message.get("more_body", False)
        if len(held) < PIECE_BYTES and not is_last:
            continue
        answer = await _pass_on(scope, bytes(held), offset, pages)
        if is_last or not answer or answer[0]["status"] != 204:
            for part in answer:
                await send(part)
            return
        offset += len(held)
        held.clear()


async def _pass_on(scope: Scope, body: bytes, offset: int, pages: Application) -> list[Message]:
    """Let the pages answer one piece; return the messages of the answer."""
    own = {b"upload-offset": str(offset).encode(), b"content-length": str(len(body)).encode()}
    kept = [pair for pair in scope["headers"] if pair[0] not in {*own, b"transfer-encoding"}]
    answer: list[Message] = []
    bodies = [body]

    async def receive() -> Message:
        if bodies:
            return {"type": "http.request", "body": bodies.pop(), "more_body": False}
        await asyncio.Event().wait()  # the caller is still there as far as this piece is concerned
        raise AssertionError

    async def send(message: Message) -> None:
        answer.append(message)

    await pages(dict(scope) | {"headers": [*kept, *own.items()]}, receive, send)
    return answer
