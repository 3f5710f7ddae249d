"""What can be brought in a sheet to fill in, each declared as a book."""

from hoitu.imports.books.book import Book
from hoitu.imports.books.complaints import COMPLAINTS
from hoitu.imports.books.people import PEOPLE
from hoitu.imports.books.press import PRESS
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound

BOOKS = {book.key: book for book in (PEOPLE, COMPLAINTS, PRESS)}
KEEPERS = tuple(book.permission for book in BOOKS.values())

__all__ = ["BOOKS", "KEEPERS", "Book", "book_of"]


def book_of(key: str, actor: Actor) -> Book:
    """Return the book that has this address. Raises `NotFound`; `NotAllowed` to whom it is closed."""
    book = BOOKS.get(key)
    if book is None:
        raise NotFound()
    actor.require(book.permission)
    if not book.is_for(actor):
        raise NotFound()
    return book
