"""When rows end and which end soon: days in Vietnam, the law's figures as rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from hoitu.kernel.months import months_before
from hoitu.registers.books.book import Book, Expiry
from hoitu.registers.data import RuleUnknown
from hoitu.registers.models import Row
from hoitu.registers.queries.rules import legal_rule, rule_integer

WARN_RULE = "registers.warn_days"
WARN_DAYS_MAX = 3650
MONTHS_MAX = 1200


@dataclass(frozen=True)
class Terms:
    """A book's expiry with the figures of one day: read once, asked for every row."""

    expiry: Expiry
    months: int | None
    warnings: tuple[int, ...]

    @property
    def longest(self) -> int:
        """How many days before the end people first hear of it."""
        return max(self.warnings, default=0)

    def is_settled(self, row: Row) -> bool:
        """Say whether the row is done with and ends no more."""
        return bool(self.expiry.closed_by) and getattr(row, self.expiry.closed_by) is not None

    def lacks_day(self, row: Row) -> bool:
        """Say whether the row should have a day and has none, which counts as over."""
        missing = getattr(row, self.expiry.field) is None
        return missing and self.expiry.missing_is_over and not self.is_settled(row)

    def ends_on(self, row: Row) -> date | None:
        """Return the first day on which the row holds no more; None: it has no end, or is settled.

        A row that a rule's months carry holds while `months_before(day)` is not after its day.
        """
        day: date | None = getattr(row, self.expiry.field)
        if day is None or self.is_settled(row):
            return None
        return day if self.months is None else months_before(day, -self.months) + timedelta(days=1)

    def over(self, day: date) -> Q:
        """Return the condition "this row holds no more on the day"."""
        if self.months is None:
            limit = Q(**{f"{self.expiry.field}__lte": day})
        else:
            limit = Q(**{f"{self.expiry.field}__lt": months_before(day, self.months)})
        if self.expiry.missing_is_over:
            limit |= Q(**{f"{self.expiry.field}__isnull": True})
        return limit & Q(**{f"{self.expiry.closed_by}__isnull": True}) if self.expiry.closed_by else limit

    def ending(self, on: date) -> Q:
        """Return the condition "this row holds on the day, and ends within the longest warning"."""
        return self.over(on + timedelta(days=self.longest)) & ~self.over(on)


def terms_of(book: Book, on: date, *, warnings: tuple[int, ...] | None = None) -> Terms | None:
    """Return the terms on which the book's rows end; None: they do not. Raises `RuleUnknown`.

    `warnings`: what `warn_days` says, for who asks about many books.
    """
    if book.expiry is None:
        return None
    rule = book.expiry.months_rule
    months = min(max(rule_integer(rule, on), 0), MONTHS_MAX) if rule else None
    return Terms(book.expiry, months, warn_days(on) if warnings is None else warnings)


def known_terms(book: Book, on: date) -> Terms | None:
    """Return the terms, or None where a legal figure is unknown: nothing is said to end, see `unknown_rule`."""
    try:
        return terms_of(book, on)
    except RuleUnknown:
        return None


def unknown_rule(book: Book, on: date) -> str:
    """Return the key of the legal figure that is missing to say what ends in the book; "" where all is known."""
    try:
        terms_of(book, on)
    except RuleUnknown as unknown:
        return unknown.key
    return ""


def warn_days(on: date) -> tuple[int, ...]:
    """Return how many days before the end people are told, fewest first, at most ten years. Raises `RuleUnknown`."""
    value = str(legal_rule(key=WARN_RULE, on=on).value)
    words = [word for word in value.replace(",", " ").split() if word.isdecimal() and len(word) < 5]
    if not words:  # a figure that nobody has written down, or one without a number in it
        raise RuleUnknown(WARN_RULE)
    return tuple(sorted({int(word) for word in words if int(word) <= WARN_DAYS_MAX}))
