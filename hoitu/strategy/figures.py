"""What an indicator counts of one agency, and what it says of it. Every number is the length of a list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol, overload
from uuid import UUID

from hoitu.kernel import clock


def last_day(until: datetime) -> date:
    """Return the last day in Vietnam that lies before an instant."""
    return clock.local(until - timedelta(microseconds=1)).date()


@dataclass(frozen=True)
class Window:
    """A stretch of time, `end` excluded."""

    start: datetime
    end: datetime


@lru_cache(maxsize=256)
def _window(start: str, end: str) -> Window:
    """Read a window; the agencies of a whole country share a few."""
    return Window(datetime.fromisoformat(start), datetime.fromisoformat(end))


@dataclass(frozen=True)
class Count:
    """How many of the counted records lie in a window on one platform."""

    window: Window
    platform: str
    is_domestic: bool
    records: int


@dataclass(frozen=True)
class Tally:
    """What was counted of one agency; it says nothing about passing, so new thresholds need no new count.

    `parts` are numbers by the key under which their list is asked for, such as "numerator". `detail` divides the
    first of them further. `provenance` is the weakest class among the records of the first part.
    """

    parts: Mapping[str, int]
    provenance: str = ""
    detail: tuple[Count, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return what JSON holds of it; equal tallies give equal answers."""
        detail = [
            [
                one.window.start.isoformat(),
                one.window.end.isoformat(),
                one.platform,
                one.is_domestic,
                one.records,
            ]
            for one in self.detail
        ]
        return {"parts": dict(self.parts), "provenance": self.provenance, "detail": detail}

    def in_order(self, keys: Iterable[str]) -> "Tally":
        """Return the same numbers in the order of an indicator's parts: a database stores no order of keys."""
        return replace(self, parts={key: self.parts[key] for key in keys if key in self.parts})

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Tally":
        detail = tuple(
            Count(_window(start, end), platform, is_domestic, records)
            for start, end, platform, is_domestic, records in plain["detail"]
        )
        return cls(plain["parts"], plain["provenance"], detail)


@dataclass(frozen=True)
class Asked:
    """What a measure asks of an indicator, as its plan prints it; see `data.Measure`."""

    indicator: str
    unit: str
    value: int | None
    stated_n: int | None = None
    base_year: int | None = None
    named: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Basis:
    """What the registers said when a figure was judged. Their rows have no recorded time: a snapshot keeps these.

    `rules` are legal figures by key; `magazines` the agencies whose every licence is for a magazine. `twice` is how
    often a sum over the agencies counts somebody again: in its numerator, in its denominator.
    """

    rules: Mapping[str, int]
    magazines: frozenset[UUID] = frozenset()
    twice: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Question:
    """Which records count: up to when, as known when (None: now), under which legal figures."""

    until: datetime
    rules: Mapping[str, int]
    known_at: datetime | None = None

    @property
    def on(self) -> date:
        """Return the day whose registers count: what ends on a day holds no more from its midnight in Vietnam."""
        return last_day(self.until)


@dataclass(frozen=True)
class UnitFigure:
    """One agency's answer. `passes` None: no data, or (`is_partial`) only a part of the rule can be counted yet.

    `parts` are the numbers behind it by key, the first one counted on the screen as "records".
    """

    passes: bool | None
    parts: Mapping[str, int] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()
    least: int = 0
    provenance: str = ""
    reason: str = ""
    is_partial: bool = False

    @property
    def records(self) -> int:
        return next(iter(self.parts.values()), 0)

    def plain(self) -> dict[str, Any]:
        """Return what a snapshot keeps and compares."""
        return {name: value for name, value in asdict(self).items() if name != "counts"} | {
            "parts": dict(self.parts)
        }


@dataclass(frozen=True)
class Line:
    """One record behind a figure, whatever it is: an item, a person, a system. `provenance` is a class A–D.

    `amount` is what it adds to the number: one, or the people of a commune, the đồng of an order. `on` is its day
    where a record has no hour.
    """

    title: str
    at: datetime | None = None
    where: str = ""
    url: str = ""
    note: str = ""
    provenance: str = ""
    provenance_words: str = ""
    amount: int = 1
    on: date | None = None


class _Rows(Protocol):
    def count(self) -> int: ...
    def __getitem__(self, key: int | slice, /) -> Any: ...


@dataclass(frozen=True)
class _InHand:
    """Rows that were read already, paged like a queryset."""

    rows: tuple[Line, ...]

    def count(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: int | slice, /) -> Any:
        return self.rows[key]


@dataclass(frozen=True)
class Lines:
    """The records of one part in their order, read page by page: `rows` is a queryset, `line` makes one of each.

    `above` is the list for bodies above the agency where this one names people; None: they see the same one.
    """

    rows: _Rows
    line: Callable[[Any], Line]
    above: "Lines | None" = None
    is_grouped: bool = False

    @classmethod
    def in_hand(cls, lines: Iterable[Line], *, above: "Lines | None" = None) -> "Lines":
        """Return lines that were made already."""
        return cls(_InHand(tuple(lines)), lambda line: line, above)

    def seen_by(self, *, is_own: bool) -> "Lines":
        """Return the list that a reader sees, of the agency itself or from above."""
        return self if is_own or self.above is None else replace(self.above, is_grouped=True)

    def count(self) -> int:
        return self.rows.count()

    def __len__(self) -> int:
        return self.count()

    @overload
    def __getitem__(self, key: int, /) -> Line: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Line]: ...
    def __getitem__(self, key: int | slice, /) -> Line | list[Line]:
        if isinstance(key, int):
            return self.line(self.rows[key])
        return [self.line(row) for row in self.rows[key]]

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])
