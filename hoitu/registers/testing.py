"""Factories of the registers: rows as they are typed, sheets as they are brought."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import translation

from hoitu.kernel.actor import Actor
from hoitu.registers.adapters.workbook import workbook
from hoitu.registers.books import Book, book_of
from hoitu.registers.operations.bring import bring_sheet
from hoitu.registers.operations.keep import save_row


def keep(actor: Actor, key: str, **typed: str) -> UUID:
    """Write a row in a book as somebody types it: references by their key, people by their mail."""
    return save_row(actor=actor, book=book_of(key), typed=typed)


def sheet_of(book: Book, rows: Sequence[dict[str, object]]) -> bytes:
    """Return a workbook of the book with these rows, cells by field name."""
    with translation.override("vi"):
        return workbook(book, [[row.get(name) for name in book.field_names] for row in rows])


def bring(actor: Actor, book: Book, rows: Sequence[dict[str, object]]) -> UUID:
    """Bring a workbook with these rows; the first one stands on line 2."""
    content = sheet_of(book, rows)
    return bring_sheet(actor=actor, book=book, file_name=f"{book.key}.xlsx", content=content)
