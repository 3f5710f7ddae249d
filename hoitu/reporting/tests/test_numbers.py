"""Estimates, cut-offs, copied words, steps: the rules that need no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.reporting.data import Answer, Content, Figure, Head, Line, Measure, State
from hoitu.reporting.policies import layout as layouts
from hoitu.reporting.policies.copied import copied_percent, copied_sections
from hoitu.reporting.policies.numbers import changed, last_day_counted, prefilled, year_estimate
from hoitu.reporting.policies.plain import canonical, digest, from_plain, to_plain
from hoitu.reporting.policies.steps import after_answers, may_answer, may_correct, may_edit
from hoitu.reporting.queries.cells import COUNTS

days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 10**9)


@given(counts, days)
def test_a_flow_is_never_estimated_below_what_it_is(actual: int, day: date) -> None:
    estimate = year_estimate(actual, cut_off=day, measure=Measure.FLOW)
    assert estimate is not None
    assert estimate >= actual
    assert year_estimate(actual, cut_off=date(day.year, 12, 31), measure=Measure.FLOW) == actual


@given(counts, days)
def test_a_stock_stays(actual: int, day: date) -> None:
    assert year_estimate(actual, cut_off=day, measure=Measure.STOCK) == actual


def test_the_pace_of_a_year() -> None:
    assert year_estimate(None, cut_off=date(2026, 6, 30), measure=Measure.FLOW) is None
    assert year_estimate(181, cut_off=date(2026, 6, 30), measure=Measure.FLOW) == 365
    assert year_estimate(1, cut_off=date(2028, 1, 1), measure=Measure.FLOW) == 366


@given(days, st.integers(2023, 2030))
def test_the_cut_off_never_passes_today_or_the_year(today: date, year: int) -> None:
    cut_off = last_day_counted(today, year)
    assert date(year, 1, 1) - timedelta(days=1) <= cut_off <= date(year, 12, 31)
    assert cut_off == today or today.year != year


def test_the_form_names_its_sources_and_reasons() -> None:
    layout = layouts.current()
    assert {cell.source for cell in layout.cells if cell.source} <= COUNTS.keys()
    assert all(cell.why for cell in layout.cells if not cell.source)
    filled, of = prefilled(layout)
    assert 100 * filled >= 80 * of
    keys = [cell.key for cell in layout.cells]
    assert len(keys) == len(set(keys))


words = st.text(alphabet="aăâbcdđeêg ", max_size=60)
figures = st.builds(
    Figure,
    st.none() | counts,
    st.none() | counts,
    st.none() | counts,
    st.none() | counts,
    st.booleans(),
    words,
)
lines = st.builds(Line, words, words, words, words, st.none() | counts, words)
contents = st.builds(
    Content,
    st.just("yearly-1"),
    st.just("2026"),
    st.just("2026-11-14"),
    st.builds(Head, words, words, words, words, words, words),
    st.dictionaries(words, figures, max_size=4),
    st.dictionaries(words, words, max_size=4),
    st.lists(lines, max_size=3).map(tuple),
    st.lists(lines, max_size=3).map(tuple),
)


@given(contents)
def test_a_content_comes_back_from_plain_with_the_same_hash(content: Content) -> None:
    plain = to_plain(content)
    back = from_plain(plain)
    assert back == content
    assert digest(to_plain(back)) == digest(plain)
    assert canonical(plain) == canonical(dict(reversed(plain.items())))


@given(contents, contents)
def test_only_what_differs_is_changed(one: Content, other: Content) -> None:
    assert changed(one, one) == ()
    assert set(changed(one, other)) == set(changed(other, one))


def test_words_of_last_year_are_found_whatever_their_accents() -> None:
    before = (
        "Trong năm qua tòa soạn đã tổ chức nhiều lớp tập huấn cho phóng viên và biên tập viên về kỹ năng số"
    )
    assert copied_percent(before, before) == 100
    assert copied_percent(before.upper(), before) == 100
    assert copied_percent("Năm nay khác hẳn " * 6, before) == 0
    assert copied_percent("Không có.", "Không có.") == 0  # short words are alike by chance
    assert copied_sections({"a": before, "b": "mới"}, {"a": before}) == {"a": 100}


@given(st.lists(st.sampled_from(list(Answer)), max_size=4))
def test_one_return_is_enough_and_all_must_accept(answers: list[Answer]) -> None:
    state = after_answers(answers)
    assert (state is State.RETURNED) == (Answer.RETURNED in answers)
    assert (state is State.LOCKED) == (bool(answers) and set(answers) == {Answer.ACCEPTED})


@pytest.mark.parametrize("state", list(State))
def test_a_report_is_either_written_or_read(state: State) -> None:
    assert not (may_edit(state) and may_correct(state))
    assert may_answer(state) == (state in (State.SENT, State.RETURNED))
