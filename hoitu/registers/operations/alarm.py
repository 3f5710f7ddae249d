"""Once a day, tell those who keep a book what in it ends soon. A day that was missed is caught up with."""

import logging
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hoitu.kernel import clock
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.registers.books import BOOKS, Book
from hoitu.registers.data import RuleUnknown
from hoitu.registers.events import RowsEnding
from hoitu.registers.models import ExpiryNotice, Row
from hoitu.registers.queries import expiry

log = logging.getLogger(__name__)
# What ended long ago and enters the book today is history, not news.
ENDED_LATELY = timedelta(days=7)


def tell_of_endings() -> int:
    """Announce every row that came within a warning since it was last looked at; return how many rows."""
    today, count = clock.today(), 0
    for book in BOOKS.values():
        try:
            count += _tell_book(book, today)
        except RuleUnknown as unknown:
            log.warning("nobody is told what ends in %s: %s is not known", book.key, unknown.key)
    return count


def due_warning(end: date, today: date, warnings: tuple[int, ...]) -> int | None:
    """Return the warning that a row stands in: the fewest days that still cover it, 0 when it has ended."""
    left = (end - today).days
    if left <= 0:
        return 0 if end + ENDED_LATELY > today else None
    return next((days for days in warnings if left <= days), None)


def _tell_book(book: Book, today: date) -> int:
    terms = expiry.terms_of(book, today)
    if terms is None:
        return 0
    horizon = today + timedelta(days=terms.longest)
    rows = (
        book.model.objects.unscoped(why="every agency is told of its own")
        .filter(terms.over(horizon), archived_at=None)
        .select_related(*book.select_related)
    )
    news: dict[UUID, list[tuple[date, Row, int]]] = {}
    for row in rows:
        end = terms.ends_on(row)
        days = due_warning(end, today, terms.warnings) if end else None
        if end and days is not None:
            news.setdefault(row.agency_id, []).append((end, row, days))
    return sum(_tell_agency(book, agency_id, found, today) for agency_id, found in news.items())


def _tell_agency(book: Book, agency_id: UUID, found: list[tuple[date, Row, int]], today: date) -> int:
    with transaction.atomic():
        fresh = [
            (end, str(row))
            for end, row, days in sorted(found, key=lambda each: (each[0], str(each[1].pk)))
            if _is_new(book, row, end, days)
        ]
        if fresh:
            ends_on, first = fresh[0]
            # The list that holds the row which is named: what has ended no longer ends soon.
            state = "over" if ends_on <= today else "ending"
            announce(
                RowsEnding(
                    subject=f"book:{agency_id}:{book.key}",
                    agency_id=agency_id,
                    batch_id=new_id(),
                    book=book.key,
                    book_title=str(book.title),
                    permission=book.group.manage,
                    first=first,
                    ends_on=ends_on,
                    count=len(fresh),
                    day=today,
                    path=f"{reverse('registers:rows', args=[book.key])}?agency={agency_id}&show={state}",
                )
            )
    return len(fresh)


def _is_new(book: Book, row: Row, end: date, days: int) -> bool:
    _notice, is_new = ExpiryNotice.objects.unscoped(why="of this row's agency").get_or_create(
        row_key=row.pk,
        ends_on=end,
        days=days,
        defaults={"agency_id": row.agency_id, "book": book.key},
    )
    return is_new
