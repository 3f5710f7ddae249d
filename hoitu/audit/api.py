"""The front door of the audit room."""

from datetime import datetime
from uuid import UUID

from hoitu.audit import queries
from hoitu.audit.data import Change, Entry, Page, Problem, Verification
from hoitu.audit.models import INSTALLATION
from hoitu.audit.operations.anchor import append_anchors
from hoitu.audit.operations.record import origin_ip, record
from hoitu.audit.operations.replays import on_delivery_replayed
from hoitu.audit.operations.verify import verify

__all__ = [
    "INSTALLATION",
    "Change",
    "Entry",
    "Page",
    "Problem",
    "Verification",
    "append_anchors",
    "on_delivery_replayed",
    "origin_ip",
    "record",
    "trail",
    "verify",
]


def trail(
    *,
    agency_id: UUID | None,
    object_key: str | None = None,
    actor_id: UUID | None = None,
    verb: str = "",
    text: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before_seq: int | None = None,
    limit: int = 50,
) -> Page:
    """Return a stretch of one agency's trail (None: the installation's), newest first."""
    found = queries.entries(
        agency_id=agency_id,
        object_key=object_key,
        actor_id=actor_id,
        verb=verb,
        text=text,
        since=since,
        until=until,
    )
    return queries.page(found, before_seq=before_seq, limit=limit)
