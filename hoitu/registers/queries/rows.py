"""The rows of a book as lists show them: found, narrowed, sorted."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import fold
from hoitu.registers.books import Book, children_of
from hoitu.registers.models import Row
from hoitu.registers.queries import expiry
from hoitu.registers.queries.scope import seen_by

Rows = models.QuerySet[Any]
SORTED_AS_THEY_ARE = (models.DateField, models.IntegerField, models.BooleanField)


@dataclass(frozen=True)
class Search:
    """What a list is narrowed to. `state`: "" all kept, "ending", "over", "archived"."""

    words: str = ""
    state: str = ""
    order: str = ""
    agency_id: str = ""
    values: dict[str, str] = field(default_factory=dict)


def rows_of(book: Book, agency_ids: Collection[UUID]) -> Rows:
    """Return the book's rows of these agencies, archived ones too."""
    rows: Rows = book.model.objects.unscoped(why="the filter follows").filter(agency_id__in=agency_ids)
    return rows.select_related(*book.select_related)


def row_of(actor: Actor, book: Book, row_id: UUID) -> Row:
    """Return one row that the actor may see. Raises `NotFound`, `NotAllowed`."""
    book.require_reader(actor)
    row: Row | None = rows_of(book, seen_by(actor, book)).filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    return row


def own_row(agency_id: UUID, book: Book, row_id: UUID) -> Row | None:
    """Return one row of the agency, held for a change."""
    rows = book.model.objects.for_agency(agency_id)
    found: Row | None = rows.select_for_update().filter(pk=row_id).first()
    return found


def same_key(book: Book, agency_id: UUID, values: dict[str, Any]) -> Row | None:
    """Return the agency's kept row with the same key as these values, if there is one."""
    key = {name: values.get(name) for name in book.key_fields}
    rows = book.model.objects.for_agency(agency_id)
    found: Row | None = rows.filter(archived_at=None, **key).select_related(*book.select_related).first()
    return found


def found_rows(actor: Actor, book: Book, search: Search, *, on: date) -> Rows:
    """Return the rows that the actor may see and searches for, sorted."""
    book.require_reader(actor)
    rows = rows_of(book, seen_by(actor, book)).filter(archived_at__isnull=search.state != "archived")
    for word in fold(search.words).split():
        rows = rows.filter(folded__contains=word)
    if search.agency_id:
        rows = rows.filter(_same(book.field("agency"), search.agency_id))
    for name, value in search.values.items():
        if value and name in book.filters:
            rows = rows.filter(_same(book.field(name), value))
    if book.expiry and search.state in ("ending", "over"):
        terms = expiry.known_terms(book, on)
        if terms is None:
            return rows.none()  # while a legal figure is not known, nobody can say what ends
        rows = rows.filter(terms.ending(on) if search.state == "ending" else terms.over(on))
    return rows.order_by(*_order(book, search.order))


def sortable(book: Book) -> tuple[str, ...]:
    """Return the columns by which a list may be sorted: the first one by its Vietnamese order, days and figures."""
    plain = [
        name
        for name in book.columns[1:]
        if isinstance(book.field(name), SORTED_AS_THEY_ARE) and not book.field(name).choices
    ]
    return (book.columns[0], *plain)


def totals(book: Book, rows: Rows) -> dict[str, int]:
    """Return the sums that the book shows above its list."""
    if not book.totals:
        return {}
    sums = rows.order_by().aggregate(**{name: Sum(name) for name in book.totals})
    return {name: sums[name] or 0 for name in book.totals}


def in_use(book: Book, row: Row) -> int:
    """Return how many kept rows of other books hang on this one."""
    return sum(
        child.book.model.objects.for_agency(row.agency_id)
        .filter(archived_at=None, **{child.field: row})
        .count()
        for child in children_of(book)
    )


def archived_parents(book: Book, row: Row) -> list[str]:
    """Return what this row refers to that is archived by now, whatever it was when the row was read."""
    gone: list[str] = []
    for name in book.field_names:
        target: Any = book.field(name).related_model
        if isinstance(target, type) and issubclass(target, Row):
            named = target.objects.for_agency(row.agency_id).filter(pk=getattr(row, f"{name}_id"))
            gone += [str(parent) for parent in named if parent.archived_at]
    return gone


def _same(column: "models.Field[Any, Any]", value: str) -> Q:
    """Return the condition that a column has the value of an address; what is not one matches nothing.

    Another row is named by its id, or by words that stand in it.
    """
    if isinstance(column, models.BooleanField):
        return Q(**{column.name: value == "1"}) if value in ("0", "1") else Q(pk__in=[])
    target: Any = column.related_model
    try:
        return Q(**{column.name: (target._meta.pk if target else column).to_python(value)})
    except ValidationError:
        if not target or not issubclass(target, Row):
            return Q(pk__in=[])
        return Q(*(Q(**{f"{column.name}__folded__contains": word}) for word in fold(value).split()))


def _order(book: Book, wanted: str) -> list[str]:
    name = wanted.removeprefix("-")
    sign = "-" if wanted.startswith("-") else ""
    if name not in sortable(book):
        return [str(name) for name in book.model._meta.ordering or ("sort_key", "id")]
    is_text = not isinstance(book.field(name), SORTED_AS_THEY_ARE)
    return [f"{sign}{'sort_key' if is_text else name}", "id"]
