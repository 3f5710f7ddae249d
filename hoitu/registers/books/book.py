"""What a register is: one model, how its list and form look, who may read and keep it, when its rows end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed
from hoitu.registers.models import Row

Words = str | Promise


class RowProblem(Exception):
    """Raised by a book's `guard`: what is wrong with a row, by field ("" for the whole row)."""

    def __init__(self, field: str, sentence: Words) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(f"{field}: {sentence}")


@dataclass(frozen=True)
class Group:
    """Books that the same people read and keep. Any one of `read` opens them; `manage` opens them too."""

    key: str
    title: Words
    read: tuple[str, ...]
    manage: str


@dataclass(frozen=True)
class Section:
    """Fields that stand together in the form."""

    title: Words
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Expiry:
    """When a row stops to hold: from the day in `field` on, or once it is older than a rule's months.

    `closed_by`: a row with this date is settled and never alarms. `missing_is_over`: no day counts as over.
    """

    field: str
    months_rule: str = ""
    closed_by: str = ""
    missing_is_over: bool = False


@dataclass(frozen=True)
class Sign:
    """How a row stands, as a mark: a state of `kernel.web.stages` and words."""

    state: str
    words: Words


@dataclass(frozen=True)
class Door:
    """A further screen of a book or of one of its rows: what it is called and its address's name."""

    label: Words
    url_name: str
    icon: str
    is_for_keepers: bool = True


@dataclass(frozen=True, kw_only=True)
class Book:
    """The declaration of one register."""

    key: str
    title: Words
    note: Words
    icon: str
    group: Group
    model: type[Row]
    key_fields: tuple[str, ...]
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    filters: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    expiry: Expiry | None = None
    is_open: bool = False
    takes_documents: bool = False
    guard: Callable[[Any], None] | None = None
    settle: Callable[[Any], None] | None = None
    signs: Callable[[Sequence[Any], date], dict[UUID, Sign]] | None = None
    row_doors: tuple[Door, ...] = ()
    book_doors: tuple[Door, ...] = ()

    def may_read(self, actor: Actor) -> bool:
        """Say whether the actor may see the book."""
        return any(map(actor.may, (*self.group.read, self.group.manage)))

    def may_manage(self, actor: Actor) -> bool:
        """Say whether the actor may write in the book."""
        return actor.may(self.group.manage)

    def require_reader(self, actor: Actor) -> None:
        """Raise `NotAllowed` unless the actor may see the book."""
        if not self.may_read(actor):
            raise NotAllowed()

    def __post_init__(self) -> None:
        """Keep documents out of closed books: what is accepted is seen by bodies above, as the rows would be."""
        assert self.is_open or not self.takes_documents, self.key

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The fields of form and sheet, in their order."""
        return tuple(name for section in self.sections for name in section.fields)

    def field(self, name: str) -> "models.Field[Any, Any]":
        """Return the model's field of this name."""
        found = self.model._meta.get_field(name)
        assert isinstance(found, models.Field)
        return found

    @cached_property
    def select_related(self) -> tuple[str, ...]:
        """The paths that lists read along with the rows."""
        own = [name for name in self.field_names if isinstance(self.field(name), models.ForeignKey)]
        return (*own, *self.related)


@dataclass(frozen=True)
class Child:
    """Another book whose rows hang on this one's rows by `field`."""

    book: Book
    field: str
