"""Every register, declared once; `BOOKS` by key. A new one is a model and a declaration here below."""

from typing import Any

from django.db import models

from hoitu.kernel.errors import NotFound
from hoitu.registers.books import channels, legal, money, platforms, security, training, wordings, work
from hoitu.registers.books.book import Book, Child, Door, Expiry, Group, RowProblem, Section, Sign
from hoitu.registers.books.groups import GROUPS, KEEPERS, READERS
from hoitu.registers.models import Row

__all__ = [
    "BOOKS",
    "GROUPS",
    "KEEPERS",
    "READERS",
    "Book",
    "Child",
    "Door",
    "Expiry",
    "Group",
    "RowProblem",
    "Section",
    "Sign",
    "book_of",
    "book_of_model",
    "children_of",
    "reference_key",
]

BOOKS: dict[str, Book] = {
    book.key: book
    for room in (legal, channels, training, security, money, work, platforms, wordings)
    for book in room.BOOKS
}


def book_of(key: str) -> Book:
    """Return the book of this key. Raises `NotFound`."""
    if key not in BOOKS:
        raise NotFound()
    return BOOKS[key]


def book_of_model(model: type[Row]) -> Book:
    """Return the book that keeps this model."""
    return next(book for book in BOOKS.values() if book.model is model)


def children_of(book: Book) -> tuple[Child, ...]:
    """Return the books whose rows refer to this one's."""
    return tuple(
        Child(other, name)
        for other in BOOKS.values()
        for name in other.field_names
        if other.field(name).related_model is book.model
    )


def reference_key(field: "models.ForeignKey[Any, Any]") -> str:
    """Return the field by which sheets and forms name what this one refers to: its key, or a person's mail."""
    target = field.related_model
    if isinstance(target, type) and issubclass(target, Row):
        return book_of_model(target).key_fields[0]
    return "email"
