"""Whose rows somebody may see: the own agency's, and of open books those of the agencies below."""

from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.books.book import Book

LINES = ("state_management", "governing")


def agencies_below(actor: Actor) -> dict[UUID, str]:
    """Return the press agencies that the actor's organisation manages or governs today, by name."""
    today = clock.today()
    return {
        row.id: row.short_name or row.name
        for line in LINES
        for row in accounts.press_agencies(on=today, below=actor.agency, kind=line)
        if row.id != actor.agency
    }


def seen_by(actor: Actor, book: Book) -> set[UUID]:
    """Return the agencies whose rows of the book the actor may see."""
    return {actor.agency, *(agencies_below(actor) if book.is_open else ())}
