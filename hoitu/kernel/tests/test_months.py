"""The same day some months earlier."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel import clock
from hoitu.kernel.months import months_before


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2025, 12, 31), -2, date(2026, 2, 28)),
        (date(2026, 5, 6), 0, date(2026, 5, 6)),
    ],
)
def test_a_month_without_the_day_ends_with_its_last(day: date, months: int, wanted: date) -> None:
    assert months_before(day, months) == wanted


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), months=st.integers(-240, 240))
def test_so_many_calendar_months_lie_between(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_an_instant_keeps_its_hour() -> None:
    at = clock.local(datetime(2026, 3, 30, 17, 0, tzinfo=UTC))  # midnight of 31/3 in Vietnam
    assert months_before(at, 1) == datetime(2026, 2, 28, tzinfo=clock.VIETNAM)
