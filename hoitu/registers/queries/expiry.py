"""When rows end, which end soon, and what was said about it: days in Vietnam, the law's figures as rules."""

from calendar import monthrange
from datetime import date, timedelta

from django.db.models import Q

from hoitu.registers.books.book import Book, Expiry
from hoitu.registers.models import Row
from hoitu.registers.queries.rules import legal_rule, rule_integer

WARN_RULE = "registers.warn_days"


def warn_days(on: date) -> tuple[int, ...]:
    """Return how many days before the end people are told, fewest first. Raises `RuleUnknown`."""
    value = str(legal_rule(key=WARN_RULE, on=on).value)
    return tuple(sorted({int(word) for word in value.replace(",", " ").split() if word.isdecimal()}))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends_on(expiry: Expiry, row: Row, on: date) -> date | None:
    """Return the first day on which the row holds no more; None: it has no end, or is settled.

    A row that a rule's months carry holds while `months_before(day)` is not after its day.
    """
    if expiry.closed_by and getattr(row, expiry.closed_by) is not None:
        return None
    day: date | None = getattr(row, expiry.field)
    if day is None or not expiry.months_rule:
        return day
    return months_before(day, -rule_integer(expiry.months_rule, on)) + timedelta(days=1)


def over(expiry: Expiry, day: date, *, on: date) -> Q:
    """Return the condition "this row holds no more on `day`", by the rules of the day `on`."""
    if expiry.months_rule:
        limit = Q(**{f"{expiry.field}__lt": months_before(day, rule_integer(expiry.months_rule, on))})
    else:
        limit = Q(**{f"{expiry.field}__lte": day})
    if expiry.missing_is_over:
        limit |= Q(**{f"{expiry.field}__isnull": True})
    return limit & Q(**{f"{expiry.closed_by}__isnull": True}) if expiry.closed_by else limit


def ending(expiry: Expiry, *, on: date) -> Q:
    """Return the condition "this row holds on the day, and ends within the longest warning"."""
    longest = max(warn_days(on), default=0)
    return over(expiry, on + timedelta(days=longest), on=on) & ~over(expiry, on, on=on)


def is_over(book: Book, row: Row, on: date) -> bool:
    """Say whether the row holds no more on the day."""
    if book.expiry is None:
        return False
    end = ends_on(book.expiry, row, on)
    if end is None:
        settled = bool(book.expiry.closed_by) and getattr(row, book.expiry.closed_by) is not None
        return book.expiry.missing_is_over and not settled
    return end <= on
