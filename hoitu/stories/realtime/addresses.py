"""Where a story's websocket is."""

import re
from uuid import UUID

PATH = re.compile(r"/tin-bai/(?P<story>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/cung-viet")


def story_of(path: str) -> UUID | None:
    """Return the story whose websocket a path is, None for any other path."""
    found = PATH.fullmatch(path)
    return UUID(found["story"]) if found else None
