"""What the rooms' REST doors share: who acts, how a refusal looks, and types that the database can hold."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed

LONGEST_PAGE = 200
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Problem(Schema):
    """Why something was refused: one sentence for people, more of them where several things are missing."""

    sentence: str
    details: list[str] = Field(default_factory=list)


# Every operation may answer with these.
REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 422, 429}): Problem}


def _storable(text: str) -> str:
    if _UNSTORABLE.search(text):
        raise ValueError("control characters cannot be stored")
    return text


def _within_bounds(at: datetime) -> datetime:
    if not _EARLIEST <= at <= _LATEST:
        raise ValueError("between the years 1900 and 2200")
    return at


Text = Annotated[str, AfterValidator(_storable), Field(max_length=20_000)]
Line = Annotated[str, AfterValidator(_storable), Field(max_length=300)]
ShortLine = Annotated[str, AfterValidator(_storable), Field(max_length=100)]
Instant = Annotated[AwareDatetime, AfterValidator(_within_bounds)]


def acting(request: HttpRequest, permission: str) -> Actor:
    """Return who acts. Raises `NotAllowed` unless they work for an agency and hold the permission."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.agency_id is None:
        raise NotAllowed()
    actor.require(permission)
    return actor


def cursor_of(at: datetime, row_id: UUID) -> str:
    """Return where the next page begins, as opaque text."""
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode()


def read_cursor(text: str) -> tuple[datetime, UUID]:
    """Return the instant and id that `cursor_of` wrote. Raises `BadInput`."""
    try:
        at, _, row_id = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
        return _within_bounds(datetime.fromisoformat(at).astimezone(UTC)), UUID(row_id)
    except (ValueError, binascii.Error, OverflowError):
        raise BadInput() from None
