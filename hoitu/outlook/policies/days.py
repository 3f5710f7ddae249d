"""Days on which shares are looked at: ends of quarters and of years, in Vietnam."""

from datetime import date, timedelta

MONTHS_A_QUARTER = 3


def quarter_ends(first: date, last: date) -> list[date]:
    """Return the last days of the quarters from `first` to `last`, both included."""
    found = []
    year, month = first.year, 1
    while (end := _before_month(year, month + MONTHS_A_QUARTER)) <= last:
        if end >= first:
            found.append(end)
        month += MONTHS_A_QUARTER
        if month > 12:
            year, month = year + 1, 1
    return found


def year_ends(first: date, last: date) -> list[date]:
    """Return each 31 December from `first` to `last`, both included."""
    ends = (date(year, 12, 31) for year in range(first.year, last.year + 1))
    return [end for end in ends if first <= end <= last]


def _before_month(year: int, month: int) -> date:
    years, rest = divmod(month - 1, 12)
    return date(year + years, rest + 1, 1) - timedelta(days=1)
