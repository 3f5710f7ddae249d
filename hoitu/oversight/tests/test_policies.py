"""The arithmetic of oversight."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel import clock
from hoitu.kernel.clock import VIETNAM, local
from hoitu.kernel.working_days import is_working
from hoitu.oversight.policies.clocks import (
    after_working_days,
    days_left,
    is_late,
)
from hoitu.oversight.policies.notices import is_notice
from hoitu.oversight.policies.sampling import agreement_percent, drawn, kappa
from hoitu.oversight.policies.silence import LONGEST, SHORTEST, patience
from hoitu.oversight.policies.similarity import ALIKE_PERCENT, alike_percent, bands, runs
from hoitu.oversight.policies.spelling import MOST_SUSPECTS, is_syllable, suspects

INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
SYLLABLES = st.lists(
    st.sampled_from(
        [
            "lũ",
            "dân",
            "xã",
            "nước",
            "mưa",
            "đường",
            "trường",
            "học",
            "bệnh",
            "viện",
            "cầu",
            "sông",
            "núi",
            "rừng",
        ]
    ),
    min_size=12,
    max_size=60,
)


@given(SYLLABLES)
def test_a_text_is_wholly_like_itself_however_it_is_written(words: list[str]) -> None:
    text = " ".join(words)
    assert alike_percent(runs(text), runs(text.upper() + ".")) == 100
    assert bands(runs(text)) == bands(runs(text.upper()))


@given(SYLLABLES, SYLLABLES)
def test_likeness_goes_both_ways_and_stays_within_bounds(one: list[str], other: list[str]) -> None:
    first, second = runs(" ".join(one)), runs(" ".join(other))
    assert alike_percent(first, second) == alike_percent(second, first)
    assert 0 <= alike_percent(first, second) <= 100


def test_near_duplicates_share_a_band_and_strangers_hardly_ever() -> None:
    words = [f"chữ{number}" for number in range(60)]
    near = " ".join([*words[:57], "khác", "hẳn", "đuôi"])
    far = " ".join(f"lạ{number}" for number in range(60))
    whole = " ".join(words)
    assert alike_percent(runs(whole), runs(near)) >= ALIKE_PERCENT
    assert set(bands(runs(whole))) & set(bands(runs(near)))
    assert not set(bands(runs(whole))) & set(bands(runs(far)))


def test_short_headlines_have_no_sketch_and_are_like_nothing() -> None:
    assert bands(runs("Tin lũ mới nhất")) == []
    assert alike_percent(runs("Tin lũ mới nhất"), runs("Tin lũ mới nhất")) == 0


def test_sketches_stay_what_they_are_stored_as() -> None:
    assert bands(runs("một hai ba bốn năm sáu bảy tám chín mười mười một"))[:2] == FIXED


FIXED = [4102320656692648016, 1795397244839794998]


@given(INSTANTS, st.integers(1, 40), st.frozensets(st.dates(date(2024, 1, 1), date(2029, 6, 1)), max_size=30))
def test_working_days_are_counted_as_a_calendar_counts_them(
    at: datetime, days: int, off: frozenset[date]
) -> None:
    due_at = after_working_days(at, days, off)
    last = local(due_at - timedelta(microseconds=1)).date()
    first = local(at).date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(is_working(day, off) for day in between) == days
    assert is_working(last, off)
    assert due_at == clock.end_of_day(last)


@pytest.mark.parametrize(
    ("received", "last"),
    [("2026-11-20T23:59:59+07:00", date(2026, 12, 11)), ("2026-11-21T00:00:00+07:00", date(2026, 12, 11)),
     ("2026-11-22T23:59:59+07:00", date(2026, 12, 11)), ("2026-11-23T00:00:00+07:00", date(2026, 12, 14))],
)  # fmt: skip
def test_fifteen_working_days_around_midnight_in_vietnam(received: str, last: date) -> None:
    assert after_working_days(datetime.fromisoformat(received), 15) == clock.end_of_day(last)


def test_the_last_second_is_in_time_and_midnight_is_late() -> None:
    due_at = after_working_days(datetime(2026, 11, 20, 8, tzinfo=VIETNAM), 1)
    assert due_at == datetime(2026, 11, 24, tzinfo=VIETNAM)
    assert not is_late(due_at, None, datetime(2026, 11, 23, 23, 59, 59, tzinfo=VIETNAM))
    assert is_late(due_at, None, datetime(2026, 11, 24, tzinfo=VIETNAM))
    assert not is_late(due_at, due_at - timedelta(seconds=1), due_at + timedelta(days=9))
    assert [
        days_left(due_at, datetime(2026, 11, day, 23, 59, 59, tzinfo=VIETNAM)) for day in (22, 23, 24)
    ] == [1, 0, -1]


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "giếng",
        "gì",
        "gìn",
        "quốc",
        "quýt",
        "huỷ",
        "hủy",
        "khuỷu",
        "xoong",
        "thuở",
        "nguyệt",
        "ngoằn",
        "đường",
        "bất",
    ],
)
def test_syllables_of_the_language(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "nghành cế kà nghìên gế ngỉ bât đườngg trưòng xửdữ cợmp".split())  # noqa: SIM905
def test_no_syllables_of_the_language(word: str) -> None:
    assert not is_syllable(word)


def test_names_foreign_words_and_abbreviations_are_passed_over() -> None:
    text = "Ông Đắk Krông ở Nghành Sơn dùng internet, ô tô đkxl 50 đ; nghành điện xửlý, nghành nước"
    assert suspects(text) == ["nghành", "xửlý"]
    assert len(suspects(" ".join(f"nghành{'a' * n}" for n in range(1, 30)))) == MOST_SUSPECTS


@given(st.lists(INSTANTS, max_size=40))
def test_patience_has_bounds(instants: list[datetime]) -> None:
    assert SHORTEST <= patience(instants) <= LONGEST


def test_patience_is_three_usual_gaps() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    assert patience([first + timedelta(days=2 * n) for n in range(9)]) == timedelta(days=6)


@pytest.mark.parametrize(
    "title", ["Đính chính", "Thông tin cải chính, xin lỗi", "CẢI CHÍNH: bài hôm qua", "“Xin lỗi bạn đọc”"]
)
def test_notices_of_correction(title: str) -> None:
    assert is_notice(title)


@pytest.mark.parametrize(
    "title", ["Dính chính sách mới", "Bộ trưởng xin lỗi người dân", "Tài chính, cải cách"]
)
def test_other_headlines_are_no_notices(title: str) -> None:
    assert not is_notice(title)


@given(st.sets(st.uuids(), max_size=40), st.text(max_size=10), st.integers(0, 50))
def test_a_draw_is_the_same_whoever_draws_it(ids: set[UUID], seed: str, size: int) -> None:
    found = drawn(list(ids), seed, size)
    assert found == drawn(sorted(ids, reverse=True), seed, size)
    assert len(found) == len(set(found)) == min(size, len(ids))
    assert set(found) <= ids
    assert found == drawn(ids, seed, 50)[:size]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1))
def test_agreement_has_bounds(pairs: list[tuple[str, str]]) -> None:
    percent, beyond = agreement_percent(pairs), kappa(pairs)
    assert percent is not None
    assert 0 <= percent <= 100
    assert beyond is None or -1 <= beyond <= 1
    assert percent != 100 or beyond in (None, 1)


def test_kappa_of_a_known_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert agreement_percent(pairs) == 70
    assert kappa([]) is None
