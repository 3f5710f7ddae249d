"""How a book's rows look on the screen: cells by the kind of field, a mark for how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoitu.kernel.templatetags import ui
from hoitu.kernel.text import format_date, format_number, format_vnd
from hoitu.registers.books import Book, Sign
from hoitu.registers.models import Row
from hoitu.registers.models.row import VndField
from hoitu.registers.queries import expiry


@dataclass(frozen=True)
class Line:
    """A row as a list shows it."""

    row: Row
    main: object
    cells: tuple[object, ...]
    sign: Sign | None
    agency: str


def lines(book: Book, rows: Sequence[Row], *, on: date, names: dict[UUID, str]) -> list[Line]:
    """Return the rows as the list shows them; `names`: whose they are, when there are several agencies."""
    signs = signs_of(book, rows, on=on)
    return [
        Line(
            row=row,
            main=shown(book, book.columns[0], row),
            cells=tuple(shown(book, name, row) for name in book.columns[1:]),
            sign=signs.get(row.pk),
            agency=names.get(row.agency_id, ""),
        )
        for row in rows
    ]


def shown(book: Book, name: str, row: Row) -> object:
    """Return one field of a row as people read it."""
    field, value = book.model._meta.get_field(name), getattr(row, name)
    if isinstance(field, models.BooleanField):
        return _("Có") if value else _("Không")
    if value is None or value == "":
        return ""
    if getattr(field, "choices", None):
        return getattr(row, f"get_{name}_display")()
    if isinstance(field, VndField):
        return format_vnd(value)
    if isinstance(value, datetime):
        return ui.moment(value)
    if isinstance(value, date):
        return ui.day(value)
    if isinstance(field, models.IntegerField):
        return str(value) if name == "year" else format_number(value)
    if isinstance(field, models.URLField):
        return _link(str(value))
    return str(value)


def total(field: "models.Field[Any, Any]", value: int) -> str:
    """Return a column's sum as people read it."""
    return format_vnd(value) if isinstance(field, VndField) else format_number(value)


def details(book: Book, row: Row) -> list[tuple[Any, list[tuple[Any, object]]]]:
    """Return a row section by section, without what is empty."""
    return [
        (
            section.title,
            [
                (book.field(name).verbose_name, value)
                for name in section.fields
                if (value := shown(book, name, row)) != ""
            ],
        )
        for section in book.sections
    ]


def signs_of(book: Book, rows: Sequence[Row], *, on: date) -> dict[UUID, Sign]:
    """Return how each row stands: archived, near its end, or what the book itself says of it."""
    said = book.signs(rows, on) if book.signs and rows else {}
    terms = expiry.known_terms(book, on)
    return said | {row.pk: sign for row in rows if (sign := _standing(terms, row, on))}


def _standing(terms: expiry.Terms | None, row: Row, on: date) -> Sign | None:
    if row.archived_at is not None:
        return Sign("archived", _("Đã lưu trữ"))
    if terms is None:
        return None
    if terms.lacks_day(row):
        return Sign("expired", _("Chưa có"))
    end = terms.ends_on(row)
    if end is None:
        return None
    if end <= on:
        return Sign("expired", _("Hết hạn %s") % format_date(end))
    left = (end - on).days
    if left <= terms.longest:
        return Sign("expiring", _("Còn %d ngày") % left)
    return Sign("active", _("Còn hạn"))


def _link(url: str) -> SafeString:
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', url, url)
