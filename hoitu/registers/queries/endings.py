"""What in an organisation's registers has ended or ends soon, book by book."""

from dataclasses import dataclass

from django.urls import reverse

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.books import BOOKS
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
    """Return the books that the actor may read in which rows of its own organisation have ended or end soon."""
    today, found = clock.today(), []
    for book in BOOKS.values():
        try:
            terms = expiry.terms_of(book, today) if book.may_read(actor) else None
        except RuleUnknown:  # the book itself says so; what is known of the others is shown
            continue
        if terms is None:
            continue
        rows = book.model.objects.for_agency(actor.agency).filter(archived_at=None)
        over, ending = rows.filter(terms.over(today)).count(), rows.filter(terms.ending(today)).count()
        if over or ending:
            url = f"{reverse('registers:rows', args=[book.key])}?agency={actor.agency}&state="
            found.append(
                Endings(book.key, str(book.title), book.icon, over, ending, f"{url}over", f"{url}ending")
            )
    return found
