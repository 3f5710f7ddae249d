"""When targets are reached, in whole numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.strategy.policies.passing import (
    grew,
    named_units,
    needed_count,
    rounded_percent,
    share,
    share_of_units,
    yes_or_no,
)

PERCENT = st.integers(0, 100)
COUNT = st.integers(1, 2000)


@pytest.mark.parametrize(("percent", "needed"), [(30, 2), (50, 3), (70, 5), (80, 5), (90, 6), (100, 6)])
@pytest.mark.parametrize("stated", [6, None])
def test_six_units_of_the_ministry_of_finance(percent: int, needed: int, stated: int | None) -> None:
    assert needed_count(percent, 6, stated_n=stated) == needed


def test_two_of_three_pass_67_percent_where_the_plan_states_three() -> None:
    verdicts = [share(passing=k, of=3, percent=67, stated_n=3).passes for k in range(4)]
    assert verdicts == [False, False, True, True]
    assert "là số làm tròn của 2/3" in share(passing=2, of=3, percent=67, stated_n=3).reason


def test_67_percent_of_three_that_the_plan_does_not_state_needs_all_three() -> None:
    assert needed_count(67, 3) == 3
    assert needed_count(67, 3, stated_n=4) == 3


def test_after_a_merger_to_two_67_percent_needs_both() -> None:
    assert needed_count(67, 2, stated_n=3) == 2


def test_70_percent_of_778_needs_545() -> None:
    assert needed_count(70, 778) == needed_count(70, 778, stated_n=778) == 545
    short = share(passing=541, of=778, percent=70, what="cơ quan")
    assert (short.passes, short.reason) == (
        False,
        "Chưa đạt: 541/778 cơ quan (69,54 %), cần ít nhất 545/778 cho mức 70 %.",
    )
    assert share(passing=545, of=778, percent=70).passes is True


def test_a_hundred_stated_units_are_not_few() -> None:
    assert needed_count(67, 99, stated_n=99) == 66  # 66/99 = 66.67 %, printed 67
    assert needed_count(67, 100, stated_n=100) == 67


def test_a_printed_fraction_is_no_rounding() -> None:
    assert needed_count(Decimal("66.7"), 3, stated_n=3) == 3
    assert needed_count(Decimal("66.6"), 3, stated_n=3) == 2


def test_units_without_data_stay_in_the_denominator_and_are_named() -> None:
    verdict = share_of_units({"A": True, "B": None, "C": False, "D": True}, percent=50)
    assert (verdict.passes, verdict.k, verdict.n, verdict.without_data) == (True, 2, 4, ("B",))
    assert verdict.reason.endswith("Chưa có số liệu của 1 cơ quan: B.")


def test_no_units_have_no_answer() -> None:
    for verdict in (
        share(passing=0, of=0, percent=70),
        share_of_units({}, percent=70),
        named_units({}, named=[]),
    ):
        assert (verdict.passes, verdict.needed, verdict.n) == (None, None, 0)
        assert "0/0" in verdict.reason


def test_named_units_are_those_units() -> None:
    units = {"bao": True, "dai": False, "tap-chi": True}
    others = named_units(units, named=["bao", "dai"])
    assert (others.passes, others.k, others.n, others.needed) == (False, 1, 2, 2)
    assert others.reason == "Chưa đạt: 1/2 cơ quan được nêu tên, cần đủ 2/2; còn thiếu: dai."
    both = named_units({**units, "dai": True, "tap-chi": False}, named=["bao", "dai"])
    assert (both.passes, both.reason) == (True, "Đạt: 2/2 cơ quan được nêu tên.")


def test_a_named_unit_that_nobody_knows_has_no_data() -> None:
    verdict = named_units({"bao": True}, named=["bao", "dai"])
    assert (verdict.passes, verdict.without_data) == (False, ("dai",))


def test_yes_no_and_nobody_has_said() -> None:
    assert [yes_or_no(answer).passes for answer in (True, False, None)] == [True, False, None]
    assert [(v.k, v.n) for v in map(yes_or_no, (True, False, None))] == [(1, 1), (0, 1), (0, 1)]


def test_growth_of_exactly_the_threshold_is_enough() -> None:
    assert grew(before=1_000_000_000, after=1_200_000_000, percent=20) is True
    assert grew(before=1_000_000_000, after=1_199_999_999, percent=20) is False
    assert grew(before=0, after=5, percent=20) is None


@pytest.mark.parametrize(
    ("k", "n", "percent"), [(4, 3, 50), (-1, 3, 50), (0, -1, 50), (1, 3, 101), (1, 3, -1)]
)
def test_impossible_counts_are_refused(k: int, n: int, percent: int) -> None:
    with pytest.raises(ValueError, match=r"share|target"):
        share(passing=k, of=n, percent=percent)


@given(PERCENT, COUNT)
def test_the_needed_k_is_the_smallest_that_reaches_the_share(percent: int, n: int) -> None:
    needed = needed_count(percent, n)
    assert needed is not None
    assert Fraction(100 * needed, n) >= percent
    assert needed == 0 or Fraction(100 * (needed - 1), n) < percent


@given(PERCENT, st.integers(1, 99))
def test_a_stated_n_lowers_the_need_by_at_most_one_and_only_for_a_rounding(percent: int, n: int) -> None:
    strict, stated = needed_count(percent, n), needed_count(percent, n, stated_n=n)
    assert strict is not None
    assert stated is not None
    if stated < strict:
        assert stated == strict - 1
        assert rounded_percent(stated, n) == percent


@given(st.integers(1, 99), st.data())
def test_every_share_that_a_small_plan_can_print_is_reached_by_its_k(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    assert share(passing=k, of=n, percent=rounded_percent(k, n), stated_n=n).passes is True


@given(PERCENT, COUNT, st.data())
def test_one_more_passing_unit_never_turns_reached_into_missed(
    percent: int, n: int, data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, n - 1))
    fewer, more = share(passing=k, of=n, percent=percent), share(passing=k + 1, of=n, percent=percent)
    assert more.passes or not fewer.passes
    assert f"{k}/{n}" in fewer.reason


@given(st.dictionaries(st.text(min_size=1), st.sampled_from([True, False, None]), min_size=1), PERCENT)
def test_no_data_counts_like_not_reached(units: dict[str, bool | None], percent: int) -> None:
    blind = share_of_units(units, percent=percent)
    told = share_of_units({unit: answer is True for unit, answer in units.items()}, percent=percent)
    assert (blind.passes, blind.k, blind.n) == (told.passes, told.k, told.n)


@given(st.integers(1, 10**15), st.integers(0, 10**15), st.integers(0, 100))
def test_growth_is_compared_exactly(before: int, after: int, percent: int) -> None:
    assert grew(before=before, after=after, percent=percent) == (
        Fraction(after - before, before) * 100 >= percent
    )
