"""Dates as other systems and papers write them."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

from hoitu.kernel.clock import VIETNAM

_EARLIEST_YEAR, _LATEST_YEAR = 1865, 2200  # Gia Định báo, the first Vietnamese newspaper, began in 1865
_DAY_FIRST: Final = re.compile(
    r"\b(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
    r"(?:[\s,|–-]+(?P<hour>\d{1,2})\s*[:hg]\s*(?P<minute>\d{2})?)?"
)
_IN_WORDS: Final = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})", re.IGNORECASE
)


def read_date(text: str, *, zone: tzinfo = VIETNAM) -> datetime | None:
    """Return the instant that a date of another system names (ISO 8601, RFC 822, day first), else None.

    A date without a zone is taken in `zone`. "0000-00-00 00:00:00" and the like are None.
    """
    text = text.strip()
    if not text:
        return None
    for reader in (_iso, _rfc822):
        found = reader(text)
        if found is not None:
            return _checked(found if found.tzinfo else found.replace(tzinfo=zone))
    return find_date(text, zone=zone)


def find_date(text: str, *, zone: tzinfo = VIETNAM) -> datetime | None:
    """Return the first date in running text: "07/04/2023 17:00" or "ngày 21 tháng 8 năm 2023"."""
    matches = [match for pattern in (_IN_WORDS, _DAY_FIRST) if (match := pattern.search(text))]
    for match in sorted(matches, key=lambda match: match.start()):
        parts = match.groupdict()
        try:
            found = datetime(
                int(parts["year"]),
                int(parts["month"]),
                int(parts["day"]),
                int(parts.get("hour") or 0),
                int(parts.get("minute") or 0),
                tzinfo=zone,
            )
        except ValueError:
            continue
        if (checked := _checked(found)) is not None:
            return checked
    return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _checked(found: datetime) -> datetime | None:
    if not _EARLIEST_YEAR <= found.year <= _LATEST_YEAR:
        return None
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return None
