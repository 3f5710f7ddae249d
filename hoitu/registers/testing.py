"""Factories of the registers: rows as they are typed, sheets as they are brought."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import translation

from hoitu.kernel.actor import Actor
from hoitu.registers.adapters.workbook import workbook
from hoitu.registers.books import Book, book_of, book_of_model, reference_key
from hoitu.registers.models import AcceptedItem, Row
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


def sample(actor: Actor, book: Book, number: int = 1) -> dict[str, str]:
    """Return something typed for every field of a book; what it refers to is written down first."""
    return {name: _sample(actor, book, name, number) for name in book.field_names}


def sample_row(actor: Actor, book: Book, number: int = 1, /, **typed: str) -> UUID:
    """Write a sample row; `typed` says some of it otherwise."""
    return save_row(actor=actor, book=book, typed=sample(actor, book, number) | typed)


def _sample(actor: Actor, book: Book, name: str, number: int) -> str:
    field = book.field(name)
    if isinstance(field, models.ForeignKey):
        return _referred(actor, field, number)
    if isinstance(field, models.BooleanField):
        return "on" if number % 2 else ""
    if field.choices:
        return str(field.flatchoices[number % len(field.flatchoices)][0])
    if isinstance(field, models.DateTimeField):
        return f"2026-11-0{1 + number % 9}T{'11' if name.startswith('end') else '08'}:30"
    if isinstance(field, models.DateField):
        later = name.endswith(("until", "due_on", "done_on", "ends_on"))
        return f"{2030 if later else 2026}-0{1 + number % 9}-15"
    if name == "year":
        return str(2026 + number)
    if isinstance(field, models.IntegerField):
        return "1" if name == "quantity" and book.model is AcceptedItem else str(1000 + number)
    if isinstance(field, models.URLField):
        return f"https://vi-du.example/{number}"
    return f"{number} {field.verbose_name}"[: field.max_length or 200].strip()


def _referred(actor: Actor, field: "models.ForeignKey[Any, Any]", number: int) -> str:
    target: Any = field.related_model
    key = reference_key(field)
    if not issubclass(target, Row):
        return str(target.objects.get(pk=actor.person).email)
    book = book_of_model(target)
    typed = sample(actor, book, number)
    rows = target.objects.for_agency(actor.agency).filter(archived_at=None, **{key: typed[key]})
    if not rows.exists():
        save_row(actor=actor, book=book, typed=typed)
    return typed[key]
