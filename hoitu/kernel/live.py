"""Tell open screens that something changed, so that they fetch it again. Never a fact: it may get lost."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

CHANNEL = "hoitu_live"


def notify_live(agency_id: UUID, topic: str, key: str, *, channel: str = CHANNEL) -> None:
    """Send `{agency, topic, key}` to every web process when the surrounding transaction commits.

    The message must stay below 7,999 bytes. What is sent many times a second has a `channel` of its own, so that
    screens that were away for a moment are not told to look at everything again.
    """
    notify_all([(agency_id, topic, key)], channel=channel)


def notify_all(messages: Iterable[tuple[UUID, str, str]], *, channel: str = CHANNEL) -> None:
    """Send several messages (agency, topic, key) with one statement."""
    payloads = [json.dumps({"agency": str(a), "topic": t, "key": k}) for a, t, k in messages]
    if payloads:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message", [channel, payloads]
            )
