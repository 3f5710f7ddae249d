"""Identifiers that sort by the time they were made (UUIDv7, RFC 9562)."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a new UUIDv7: unique across hosts, later ids compare greater."""
    return uuid7()
