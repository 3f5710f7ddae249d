"""Whose rows somebody may see: the own agency's, and of open books those of the agencies below."""

from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.books.book import Book


def agencies_below(actor: Actor) -> dict[UUID, str]:
    """Return the press agencies that the actor's organisation manages or governs today, by name."""
    found = accounts.agencies_below(organisation_id=actor.agency, on=clock.today())
    return {row.id: row.short_name or row.name for row in found}


def seen_by(actor: Actor, book: Book) -> set[UUID]:
    """Return the agencies whose rows of the book the actor may see."""
    return {actor.agency, *(agencies_below(actor) if book.is_open else ())}
