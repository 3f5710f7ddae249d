"""What an indicator says of one agency. Every number in it is the length of a list that can be asked for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Window:
    """A stretch of time, `end` excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Count:
    """How many records lie in a window on one platform."""

    window: Window
    platform: str
    is_domestic: bool
    records: int


@dataclass(frozen=True)
class UnitFigure:
    """One agency's answer. `passes` None: no data. `provenance` is the weakest class among the counted records."""

    passes: bool | None
    counts: tuple[Count, ...] = ()
    least: int = 0
    provenance: str = ""
    reason: str = ""

    @property
    def records(self) -> int:
        return sum(count.records for count in self.counts)
