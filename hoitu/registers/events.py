"""Facts that the registers announce."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RowsChanged(Fact):
    """Rows of a book were added, changed, archived or taken back; once for a whole sheet. `book` is its key."""

    book: str


@dataclass(frozen=True, kw_only=True)
class RowsEnding(Fact):
    """Rows of a book came within a warning of their end, or ended; said once a day to those who keep the book.

    `first` names the one that ends first, `ends_on` its day, `count` how many there are; `day`: when it was said.
    `batch_id` tells apart what is said of one book on one day: rows may enter it late.
    """

    batch_id: UUID
    book: str
    book_title: str
    permission: str
    first: str
    ends_on: date
    count: int
    day: date
    path: str
