"""Numbers, money, dates and times in Vietnamese."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel.money import Vnd, total
from hoitu.kernel.text import (
    date_words,
    format_datetime,
    format_number,
    format_percent,
    format_vnd,
    long_date,
    number_words,
    spoken_date,
    spoken_time,
    time_ago,
    time_words,
)

NUMBER_WORDS = {
    0: "không",
    5: "năm",
    15: "mười lăm",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    55: "năm mươi lăm",
    101: "một trăm linh một",
    111: "một trăm mười một",
    1_005: "một nghìn không trăm linh năm",
    1_234: "một nghìn hai trăm ba mươi tư",
    1_000_001: "một triệu không trăm linh một",
    2_000_005_001: "hai tỷ không trăm linh năm nghìn không trăm linh một",
    1_000_000_000_000: "một nghìn tỷ",
    -21: "âm hai mươi mốt",
}


@pytest.mark.parametrize(("number", "words"), NUMBER_WORDS.items())
def test_number_words(number: int, words: str) -> None:
    assert number_words(number) == words


def test_southern_words_and_fractions() -> None:
    assert number_words(1_105, zero_ten="lẻ", thousand="ngàn") == "một ngàn một trăm lẻ năm"
    assert number_words(Decimal("3.25")) == "ba phẩy hai mươi lăm"
    assert number_words(Decimal("-0.5")) == "âm không phẩy năm"
    assert number_words(Decimal("2.05")) == "hai phẩy không năm"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SAID = {word: value for value, word in enumerate(_DIGITS)}
_SAID |= {"mốt": 1, "tư": 4, "lăm": 5}


def _understand(words: str) -> int:
    """Read number words back, below one billion."""
    value = group = digit = 0
    for word in words.split():
        if word in _SAID:
            digit = _SAID[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word in ("nghìn", "triệu"):
            value, group, digit = value + (group + digit) * (1_000 if word == "nghìn" else 1_000_000), 0, 0
    return value + group + digit


@given(st.integers(0, 999_999_999))
def test_number_words_can_be_read_back(number: int) -> None:
    assert _understand(number_words(number)) == number


def test_figures() -> None:
    assert format_number(1234.5) == "1.234,5"
    assert format_number(-1_234_567) == "-1.234.567"
    assert format_number(Decimal("2"), decimals=2) == "2,00"
    assert format_percent(30.5) == "30,5%"
    assert format_vnd(1_234_000) == "1.234.000\u00a0₫"


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=12),
)
def test_parts_always_sum_to_the_amount(amount: int, weights: list[Decimal]) -> None:
    if not any(weights):
        weights[0] = Decimal(1)
    parts = Vnd(amount).split(weights)
    assert total(parts) == Vnd(amount)
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount - amount * weight / whole) < Decimal("1.01")


def test_money() -> None:
    assert Vnd(100).split([1, 1, 1]) == [Vnd(34), Vnd(33), Vnd(33)]
    assert Vnd(-100).split([2, 1]) == [Vnd(-67), Vnd(-33)]
    assert Vnd(1_005).times(Decimal("0.1")) == Vnd(101)
    assert Vnd(1_200_000).words() == "một triệu hai trăm nghìn đồng"
    assert Vnd(3) * 2 - Vnd(1) + -Vnd(2) == Vnd(3)
    with pytest.raises(ValueError, match="weights"):
        Vnd(1).split([0, 0])
    with pytest.raises(TypeError):
        Vnd(True)


def test_dates() -> None:
    day = date(2026, 11, 21)
    assert date_words(day) == "Thứ Bảy, 21/11/2026"
    assert long_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert spoken_date(date(2026, 4, 5)) == "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"
    assert date_words(datetime(2026, 11, 20, 18, 30, tzinfo=UTC)) == "Thứ Bảy, 21/11/2026"
    assert format_datetime(datetime(2026, 11, 20, 18, 5, tzinfo=UTC)) == "01:05 21/11/2026"
    assert (time_words(time(20, 45)), time_words(time(8))) == ("20 giờ 45 phút", "8 giờ")
    assert spoken_time(time(19, 35)) == "mười chín giờ ba mươi lăm phút"


NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)  # 21:00 in Vietnam


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=5), "5 phút trước"),
        (timedelta(hours=3), "3 giờ trước"),
        (timedelta(hours=24), "hôm qua, 21:00"),
        (timedelta(days=3), "21:00 18/11/2026"),
        (timedelta(minutes=-10), "10 phút nữa"),
        (timedelta(hours=-2), "2 giờ nữa"),
        (timedelta(hours=-12), "ngày mai, 09:00"),
    ],
)
def test_time_ago(passed: timedelta, words: str) -> None:
    assert time_ago(NOW - passed, NOW) == words
