"""Live pages: one LISTEN connection per web process, fanned out to every open page as server-sent events."""

import asyncio
import json
import re
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from hoitu.kernel.live import CHANNEL
from hoitu.kernel.web.live_hub import Hub, Subscriber, TooManyStreams

TOPIC = re.compile(r"[a-z][a-z_.-]{0,39}")
TOPICS_MAX = 20
HEARTBEAT_SECONDS = 15
# Then the browser comes back by itself; whoever lost the right to listen meanwhile stays outside.
STREAM_SECONDS = 300
BACK_AFTER_MS = 1000
REPLAY_SECONDS_MAX = 120

_hubs: dict[tuple[AbstractEventLoop, str], Hub] = {}


def hub(channel: str = CHANNEL) -> Hub:
    """Return the hub of this process (of its event loop) for a channel."""
    key = (asyncio.get_running_loop(), channel)
    return _hubs.setdefault(key, Hub(channel))


@require_GET
def stream(request: HttpRequest) -> HttpResponseBase:
    """Send what changes in the person's agency, as far as it concerns `topics`, until the page is left.

    `age` is how many milliseconds ago the page was asked for: what happened since then is sent first.
    """
    actor = getattr(request, "actor", None)
    if actor is None or actor.agency_id is None:
        return HttpResponse(status=401)
    topics = [name for name in request.GET.get("topics", "").split(",") if TOPIC.fullmatch(name)][:TOPICS_MAX]
    if not topics:
        return HttpResponse(status=204)  # an EventSource does not come back after this
    subscriber = Subscriber(str(actor.agency_id), frozenset(topics))
    events = _events(subscriber, _age_seconds(request), request.headers.get("Last-Event-ID", ""))
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # nginx passes events on at once
    return response


def _age_seconds(request: HttpRequest) -> float:
    age = request.GET.get("age", "")
    return (
        min(int(age) / 1000, REPLAY_SECONDS_MAX) if age.isascii() and age.isdigit() and len(age) < 9 else 0.0
    )


async def _events(subscriber: Subscriber, age_seconds: float, last_id: str) -> AsyncIterator[str]:
    # Looking the person up took a database connection; 200 open pages must not keep 200 of them.
    await sync_to_async(connections.close_all)()
    listening = hub()
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + getattr(settings, "LIVE_STREAM_SECONDS", STREAM_SECONDS)
    yield f"retry: {BACK_AFTER_MS}\n\n"
    try:
        await listening.join(subscriber, age_seconds=age_seconds, last_id=last_id)
    except TooManyStreams:
        return
    try:
        while (left := ends_at - loop.time()) > 0:
            message = await subscriber.next(min(HEARTBEAT_SECONDS, left))
            if message is None:
                yield ": \n\n"  # shows us, and proxies, whether somebody is there
            elif message.topic:
                words = json.dumps({"topic": message.topic, "key": message.key})
                yield f"id: {message.id}\ndata: {words}\n\n"
            else:
                yield f"id: {message.id}\nevent: missed\ndata: {{}}\n\n"
    finally:
        listening.leave(subscriber)
