"""Forecasts: sane shares, an interval around the point, more of the past gives no less, no chance from too little."""

import itertools
from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.outlook.policies.days import quarter_ends, year_ends
from hoitu.outlook.policies.forecasting import Point, forecast, has_history

AHEAD = [date(year, 12, 31) for year in range(2026, 2031)]


def years_of(shares: Sequence[tuple[int, int]]) -> list[Point]:
    """Return points of the last years, the last one at the end of 2025."""
    first = 2026 - len(shares)
    return [Point(date(first + at, 12, 31), k, n) for at, (k, n) in enumerate(shares)]


@st.composite
def pasts(draw: st.DrawFn, *, least: int = 4) -> list[Point]:
    n = draw(st.integers(5, 800))
    return years_of([(k, n) for k in draw(st.lists(st.integers(0, n), min_size=least, max_size=9))])


@settings(max_examples=40, deadline=None)
@given(pasts())
def test_shares_stay_shares_and_the_interval_holds_the_point(past: list[Point]) -> None:
    found = forecast(past, AHEAD, needed=past[-1].n)
    assert found is not None
    for step in found.steps:
        assert 0 <= step.low <= step.share <= step.high <= 1
    assert found.chance is None or 0 <= found.chance <= 1


@settings(max_examples=25, deadline=None)
@given(pasts())
def test_the_same_past_gives_the_same_forecast(past: list[Point]) -> None:
    assert forecast(past, AHEAD, needed=1) == forecast(list(past), AHEAD, needed=1)


@settings(max_examples=40, deadline=None)
@given(pasts())
def test_what_never_fell_is_not_expected_to_fall(past: list[Point]) -> None:
    rising = years_of([(k, past[0].n) for k in sorted(point.k for point in past)])
    found = forecast(rising, AHEAD)
    assert found is not None
    shares = [step.share for step in found.steps]
    assert all(later >= earlier - 1e-9 for earlier, later in itertools.pairwise(shares))


@settings(max_examples=25, deadline=None)
@given(pasts(), st.integers(0, 800))
def test_who_asks_more_is_told_no_greater_chance(past: list[Point], needed: int) -> None:
    less, more = (forecast(past, AHEAD, needed=asked) for asked in (needed, needed + 1))
    assert less is not None
    assert more is not None
    if less.chance is not None and more.chance is not None:
        assert less.chance >= more.chance


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(2, 6))
def test_the_same_share_of_more_units_is_known_better(k: int, times: int) -> None:
    few = forecast(years_of([(k, 60)] * 5), AHEAD)
    many = forecast(years_of([(k * times * 10, 600 * times)] * 5), AHEAD)
    assert few is not None
    assert many is not None
    assert many.last.high - many.last.low < few.last.high - few.last.low


def test_a_level_past_stays_level() -> None:
    found = forecast(years_of([(30, 60)] * 5), AHEAD)
    assert found is not None
    assert {round(step.share, 6) for step in found.steps} == {0.5}


def test_too_little_history_draws_nothing() -> None:
    assert forecast(years_of([(1, 60), (5, 60), (9, 60)]), AHEAD) is None
    assert forecast(years_of([(0, 2), (1, 2), (1, 2), (2, 2)]), AHEAD) is None  # of two units
    close = [Point(date(2026, month, 28), month, 60) for month in range(1, 9)]
    assert not has_history(close)  # eight points of one spring and summer
    assert forecast(close, AHEAD) is None


def test_a_chance_needs_points_units_and_a_past_of_half_the_future() -> None:
    enough = years_of([(20, 60), (25, 60), (30, 60), (35, 60), (40, 60)])
    assert (found := forecast(enough, AHEAD, needed=30)) is not None
    assert found.chance is not None
    assert found.chance > 0.9
    few_points = forecast(enough[1:], AHEAD, needed=30)
    assert few_points is not None
    assert few_points.chance is None
    few_units = forecast(years_of([(3, 7)] * 5), AHEAD, needed=2)
    assert few_units is not None
    assert few_units.chance is None
    far = forecast(enough, [date(2045, 12, 31)], needed=30)
    assert far is not None
    assert far.chance is None


def test_ends_of_quarters_and_years() -> None:
    assert quarter_ends(date(2025, 3, 31), date(2025, 12, 30)) == [
        date(2025, 3, 31),
        date(2025, 6, 30),
        date(2025, 9, 30),
    ]
    assert quarter_ends(date(2024, 12, 1), date(2025, 1, 2)) == [date(2024, 12, 31)]
    assert year_ends(date(2023, 1, 1), date(2025, 12, 31)) == [
        date(year, 12, 31) for year in (2023, 2024, 2025)
    ]
