"""The one place that knows what time it is, so that tests can say otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen_at: ContextVar[datetime | None] = ContextVar("frozen_at", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _frozen_at.get() or datetime.now(UTC)


def today() -> date:
    """Return the calendar day it is in Vietnam."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """Return the same instant on Vietnam's clocks."""
    return instant.astimezone(VIETNAM)


def end_of_day(day: date) -> datetime:
    """Return the midnight that ends a day in Vietnam: the first instant that is too late."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Make `now` answer `at` within the block; only for tests and re-renderings."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    token = _frozen_at.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen_at.reset(token)
