"""What every kind of source looks like to the operations."""

from collections.abc import Iterator
from typing import Protocol

from hoitu.imports.data import Row


class Source(Protocol):
    """An opened source. Reading it again gives the same rows at the same positions."""

    @property
    def key(self) -> str:
        """What names this source among others; together with a row's guid it is the article's identity."""

    @property
    def label(self) -> str:
        """What people call this source."""

    def rows(self) -> Iterator[Row]:
        """Yield what becomes of each row, in order."""
