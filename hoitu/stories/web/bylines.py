"""The form of a story's names: two people have it open, and what both add stays."""

import json
from collections.abc import Iterable
from uuid import UUID

from hoitu.stories.api import BylineInput
from hoitu.stories.models import BylineRow

SEEN_BYLINES = "bylines-seen"
EMPTY_ROWS = 2


def byline_fields(
    rows: Iterable[BylineInput | BylineRow], *, seen: Iterable[BylineInput | BylineRow] | None
) -> dict[str, object]:
    """Return what the panel shows: the rows with empty ones to write into, and what a page sends back as seen."""
    noted = [[row.name, row.role, row.share_percent, str(row.person_id or "")] for row in seen or ()]
    return {
        "byline_rows": [*rows, *(BylineRow(share_percent=0) for _ in range(EMPTY_ROWS))],
        "bylines_seen": "" if seen is None else json.dumps(noted, ensure_ascii=False),
    }


def read_bylines(text: str) -> list[BylineInput] | None:
    """Return the names that a page had shown; None when it does not say, or not so that it can be read."""
    try:
        return [
            BylineInput(str(name), str(role), int(share), UUID(person) if person else None)
            for name, role, share, person in json.loads(text)
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
