"""One reader for everything that enters a book, typed in a form or standing in a sheet: the book's form."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.text import fold
from hoitu.registers.books import book as declared
from hoitu.registers.books import reference_key
from hoitu.registers.books.fields import YES, form_field
from hoitu.registers.models import Row

Typed = Mapping[str, str]


def form_class(book: declared.Book, agency_id: UUID) -> type[forms.Form]:
    """Return the form of a book for one agency; references offer what that agency has."""
    fields: dict[str, Any] = {name: _field(book, name, agency_id) for name in book.field_names}

    def clean(form: forms.Form) -> dict[str, Any]:
        for start, end in book.periods:
            first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
            if first and last and last < first:
                label = str(book.field(start).verbose_name)
                form.add_error(end, _("Không thể trước “%s”.") % label)
        return form.cleaned_data

    return type("EntryForm", (forms.Form,), {**fields, "clean": clean})


def typed_of_row(book: declared.Book, row: Row) -> dict[str, Any]:
    """Return what the book's form shows of a row."""
    return {name: _initial(book.field(name), row) for name in book.field_names}


def typed_of_cells(book: declared.Book, cells: Mapping[str, object]) -> dict[str, str]:
    """Return a sheet's row as if it had been typed into the form; what is not understood stays as it stands."""
    return {name: _typed(book.field(name), cells.get(name)) for name in book.field_names}


def cell_of(book: declared.Book, name: str, row: Row) -> object:
    """Return what a sheet holds of one field of a row; `typed_of_cells` reads it back to the same value."""
    field, value = book.field(name), getattr(row, name)
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return getattr(value, reference_key(field))
    if isinstance(field, models.BooleanField):
        return _("Có") if value else _("Không")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None)
    return value


def _field(book: declared.Book, name: str, agency_id: UUID) -> forms.Field:
    field = book.field(name)
    if not isinstance(field, models.ForeignKey):
        return form_field(field)
    return forms.ModelChoiceField(
        queryset=_offered(book, field, agency_id),
        to_field_name=reference_key(field),
        label=field.verbose_name,
        required=not field.blank,
        help_text=field.help_text,
        error_messages={"invalid_choice": _("Chưa có “%(value)s” trong sổ này hoặc trong danh sách người.")},
    )


def _offered(
    book: declared.Book, field: "models.ForeignKey[Any, Any]", agency_id: UUID
) -> models.QuerySet[Any]:
    target: Any = field.related_model
    if issubclass(target, Row):
        rows: models.QuerySet[Any] = target.objects.for_agency(agency_id).filter(archived_at=None)
        return rows
    # People: who works here now, and whoever stands in this book from earlier.
    here = [person.id for person in accounts.people_of(agency_id=agency_id)]
    named = book.model.objects.for_agency(agency_id).values(f"{field.name}_id")
    found: models.QuerySet[Any] = target.objects.filter(Q(pk__in=here) | Q(pk__in=named))
    return found


def _initial(field: "models.Field[Any, Any]", row: Row) -> object:
    value = getattr(row, field.name)
    if isinstance(field, models.ForeignKey):
        return getattr(value, reference_key(field)) if value is not None else None
    return value


def _typed(field: "models.Field[Any, Any]", cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        words = "on" if cell else ""
    elif isinstance(cell, datetime):
        whole = isinstance(field, models.DateTimeField)
        words = cell.strftime("%Y-%m-%dT%H:%M") if whole else cell.date().isoformat()
    elif isinstance(cell, date):
        words = cell.isoformat()
    elif isinstance(cell, float):
        words = str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    else:
        words = str(cell).strip()
    return _of_field(field, words)


def _of_field(field: "models.Field[Any, Any]", words: str) -> str:
    if isinstance(field, models.BooleanField):
        return "on" if fold(words).strip() in YES else words
    if field.choices:
        by_label = {fold(str(label)): str(key) for key, label in field.flatchoices}
        return by_label.get(fold(words).strip(), words)
    if isinstance(field, models.ForeignKey) and not issubclass(field.related_model, Row):
        return words.lower()  # mail addresses
    return words
