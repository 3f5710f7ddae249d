"""What a list is narrowed to and sorted by, in the address and on the screen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hoitu.kernel.actor import Actor
from hoitu.registers.books import Book
from hoitu.registers.models import Row
from hoitu.registers.queries import rows

OFFERED_LIMIT = 300


@dataclass(frozen=True)
class Filter:
    """One choice above a list; without options, words to search by: there are too many to choose from."""

    name: str
    label: Any
    value: str
    options: list[tuple[str, Any]]

    @property
    def is_words(self) -> bool:
        return not self.options


@dataclass(frozen=True)
class Head:
    """A column's title; `order` is what a press on it sorts by, "" for a column that cannot be sorted."""

    label: Any
    order: str
    direction: str


def search_of(request: HttpRequest, book: Book) -> rows.Search:
    """Return what the address asks for; `show` is no name of a field, as `state` is in some books."""
    given = request.GET
    return rows.Search(
        words=given.get("q", "")[:100],
        state=given.get("show", ""),
        order=given.get("order", ""),
        agency_id=given.get("agency", ""),
        values={name: given.get(name, "") for name in book.filters},
    )


def filters_of(actor: Actor, book: Book, search: rows.Search, below: dict[UUID, str]) -> list[Filter]:
    """Return the choices above a book's list."""
    states: list[tuple[str, Any]] = [("", _("Đang theo dõi")), ("archived", _("Đã lưu trữ"))]
    if book.expiry:
        states[1:1] = [("ending", _("Sắp hết hạn")), ("over", _("Đã hết hạn"))]
    found = [Filter("show", _("Xem"), search.state, states)]
    if below:
        agencies = [("", _("Tất cả")), (str(actor.agency), _("Đơn vị mình"))]
        agencies += [(str(key), name) for key, name in sorted(below.items(), key=lambda each: each[1])]
        found.append(Filter("agency", _("Cơ quan"), search.agency_id, agencies))
    for name in book.filters:
        found.append(_of_field(actor, book.field(name), search.values[name]))
    return found


def order_links(request: HttpRequest, book: Book) -> list[Head]:
    """Return the titles of the columns, with what a press on each sorts by."""
    now = request.GET.get("order", "")
    sortable = rows.sortable(book)
    heads = []
    for name in book.columns:
        label = book.model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        turned = f"-{name}" if now == name else name
        direction = "ascending" if now == name else "descending" if now == f"-{name}" else ""
        heads.append(Head(label, turned if name in sortable else "", direction))
    return heads


def _of_field(actor: Actor, field: "models.Field[Any, Any]", value: str) -> Filter:
    every = [("", _("Tất cả"))]
    if isinstance(field, models.BooleanField):
        return Filter(field.name, field.verbose_name, value, [*every, ("1", _("Có")), ("0", _("Không"))])
    if field.choices:
        choices = [(str(key), label) for key, label in field.flatchoices]
        return Filter(field.name, field.verbose_name, value, [*every, *choices])
    assert field.related_model is not None
    assert issubclass(field.related_model, Row)
    kept = field.related_model.objects.for_agency(actor.agency).filter(archived_at=None)
    rows_here = [(str(row.pk), str(row)) for row in kept[: OFFERED_LIMIT + 1]]
    if len(rows_here) <= OFFERED_LIMIT:
        return Filter(field.name, field.verbose_name, value, [*every, *rows_here])
    return Filter(field.name, field.verbose_name, _in_words(kept, value), [])


def _in_words(kept: "models.QuerySet[Any]", value: str) -> str:
    """Return what the search field shows: the name of a row that a link chose by its id, else the words."""
    try:
        row = kept.filter(pk=UUID(value)).first()
    except ValueError:
        return value
    return str(row) if row else value
