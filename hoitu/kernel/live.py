"""Tell open screens that something changed, so that they fetch it again. Never a fact: it may get lost."""

import json
from uuid import UUID

from django.db import connection

CHANNEL = "hoitu_live"


def notify_live(agency_id: UUID, topic: str, key: str) -> None:
    """Send `{agency, topic, key}` to every web process when the surrounding transaction commits."""
    message = json.dumps({"agency": str(agency_id), "topic": topic, "key": key})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
