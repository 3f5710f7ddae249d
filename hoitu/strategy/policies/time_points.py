"""Points in time as plans print them: a day, month, quarter, part of a year or year, with its year or without."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hoitu.strategy.policies.time_rules import MonthDay

YEAR = r"(?:19[89]\d|20\d\d)"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTER = r"(?:iv|iii|ii|i|[1-4])"
NUMBERS = {"ba": 3, "sáu": 6, "chín": 9}


@dataclass(frozen=True)
class Point:
    """A stretch from one day of the year to another, both included; `year` is None when none is printed."""

    year: int | None
    start: MonthDay
    end: MonthDay
    grain: str  # day, month, part, year

    def first(self, year: int) -> date:
        return on(year, self.start)

    def last(self, year: int) -> date:
        return on(year, self.end)


def on(year: int, day: MonthDay) -> date:
    """Return a day of every year in one year, the month's last where it has no such day."""
    length = monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, length) if day.day else length)


def before(year: int, day: MonthDay) -> date:
    """Return the day before a day of every year; before 29 February is the 28th in every year."""
    if not day.day:
        return on(year, day) - timedelta(days=1)
    return date(year, day.month, 1) + timedelta(days=day.day - 2)


def point(text: str) -> Point | None:
    """Return what `text` (all of it) points at; None when it is no point, or no day of the calendar."""
    for pattern, read in _READERS:
        if found := pattern.fullmatch(text):
            return read(*found.groups())
    return None


def _day(day: str, month: str, *years: str | None) -> Point | None:
    year = _year(*years)
    try:
        date(year or 2024, int(month), int(day))  # 2024 is a leap year: 29/02 is a day of every year
    except ValueError:
        return None
    one = MonthDay(int(month), int(day))
    return Point(year, one, one, "day")


def _month(month: str, *years: str | None) -> Point | None:
    return _months(int(month), int(month), "month", *years)


def _some_months(first: str, join: str, last: str, *years: str | None) -> Point | None:
    if not _is_stretch(int(first), join, int(last)):
        return None
    return _months(int(first), int(last), "part", *years)


def _quarter(quarter: str, *years: str | None) -> Point | None:
    return _some_quarters(quarter, "-", quarter, *years)


def _some_quarters(first: str, join: str, last: str, *years: str | None) -> Point | None:
    begins, ends = QUARTERS[first.lower()], QUARTERS[last.lower()]
    if not _is_stretch(begins, join, ends):
        return None
    return _months(3 * begins - 2, 3 * ends, "part", *years)


def _is_stretch(first: int, join: str, last: int) -> bool:
    """Tell “tháng 6-12”, a stretch, from “tháng 6 và tháng 12”, which are two months."""
    return last == first + 1 or join.strip().lower() in ("-", "đến")


def _part(number: str, end: str, *years: str | None) -> Point | None:
    months = NUMBERS.get(number.lower()) or int(number)
    if end.lower() == "đầu":
        return _months(1, months, "part", *years)
    return _months(13 - months, 12, "part", *years)


def _half(end: str, *years: str | None) -> Point | None:
    return _part("6", end, *years)


def _whole(year: str) -> Point | None:
    return _months(1, 12, "year", year)


def _months(first: int, last: int, grain: str, *years: str | None) -> Point | None:
    if not 1 <= first <= last <= 12:
        return None
    return Point(_year(*years), MonthDay(first, 1), MonthDay(last, 0), grain)


def _year(*years: str | None) -> int | None:
    return next((int(year) for year in years if year), None)


_OF = rf"(?:(?:,? (?:của )?năm |[/.\-]|,? )({YEAR}))?"
_JOIN = r"(,| ?và |-| đến )"
_READERS: list[tuple[re.Pattern[str], Callable[..., Point | None]]] = [
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?:ngày )?(\d{{1,2}})[/.\-](\d{{1,2}}){_OF}", _day),
        (rf"(?:ngày )?(\d{{1,2}}) tháng (\d{{1,2}}){_OF}", _day),
        (rf"(?:tháng |t)(\d{{1,2}}){_OF}", _month),
        (rf"(\d{{1,2}})[/.\-]({YEAR})", _month),
        (rf"tháng (\d{{1,2}}){_JOIN}(?:tháng )?(\d{{1,2}}){_OF}", _some_months),
        (rf"(?:quý |q)({QUARTER}){_OF}", _quarter),
        (rf"quý ({QUARTER}){_JOIN} ?(?:quý )?({QUARTER}){_OF}", _some_quarters),
        (rf"(0?[1-9]|1[01]|ba|sáu|chín) tháng (đầu|cuối)(?: năm)?{_OF}", _part),
        (rf"nửa (đầu|cuối)(?: năm)?{_OF}", _half),
        (rf"(?:năm )?({YEAR})", _whole),
    )
]
