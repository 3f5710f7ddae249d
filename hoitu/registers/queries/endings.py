"""What in an organisation's registers has ended or ends soon, book by book."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.urls import reverse

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.books import BOOKS, Book
from hoitu.registers.data import RuleUnknown
from hoitu.registers.queries import expiry


@dataclass(frozen=True)
class Endings:
    """How many rows of one book have ended and how many end within the longest warning; where each list stands."""

    book: str
    title: str
    icon: str
    over: int
    ending: int
    over_url: str
    ending_url: str


def endings_of(actor: Actor) -> list[Endings]:
    """Return the books that the actor may read in which rows of its own organisation have ended or end soon.

    All books are counted in one query: the start page asks.
    """
    today, counts = clock.today(), []
    try:
        warnings = expiry.warn_days(today)
    except RuleUnknown:
        return []
    for book in BOOKS.values():
        try:
            terms = expiry.terms_of(book, today, warnings=warnings) if book.may_read(actor) else None
        except RuleUnknown:  # the book itself says so; what is known of the others is shown
            continue
        if terms is not None:
            counts.append(_counted(book, actor, terms, today))
    if not counts:
        return []
    found = {key: (over, ending) for key, over, ending in counts[0].union(*counts[1:], all=True)}
    return [_endings(book, actor, *found[key]) for key, book in BOOKS.items() if any(found.get(key, ()))]


def _counted(
    book: Book, actor: Actor, terms: expiry.Terms, today: date
) -> QuerySet[Any, tuple[str, int, int]]:
    rows = book.model.objects.for_agency(actor.agency).filter(archived_at=None).order_by()
    return (
        rows.annotate(of_book=Value(book.key))
        .values("of_book")
        .annotate(
            n_over=Count("pk", filter=terms.over(today)), n_ending=Count("pk", filter=terms.ending(today))
        )
        .values_list("of_book", "n_over", "n_ending")
    )


def _endings(book: Book, actor: Actor, over: int, ending: int) -> Endings:
    url = f"{reverse('registers:rows', args=[book.key])}?agency={actor.agency}&show="
    return Endings(book.key, str(book.title), book.icon, over, ending, f"{url}over", f"{url}ending")
