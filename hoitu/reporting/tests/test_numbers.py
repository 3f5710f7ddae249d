"""Estimates, cut-offs, copied words, steps: the rules that need no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.reporting.data import Answer, Content, Figure, Head, Layout, Line, Measure, Span, State
from hoitu.reporting.periods import Period, period_of
from hoitu.reporting.policies.copied import copied_percent, copied_sections
from hoitu.reporting.policies.layout import cells, form_for, layouts
from hoitu.reporting.policies.numbers import (
    change,
    changed,
    estimate,
    last_day_counted,
    percent,
    prefilled,
    share,
    with_shares,
)
from hoitu.reporting.policies.plain import canonical, digest, from_plain, to_plain
from hoitu.reporting.policies.steps import after_answers, may_answer, may_correct, may_edit
from hoitu.reporting.queries.cells import PLATFORMS, PUBLISHED

days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 10**9)
labels = st.builds(
    lambda year, end: f"{year}{end}",
    st.integers(2023, 2030),
    st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-01", "-02", "-12", "-03-07"]),
)


def _period(label: str) -> Period:
    period = period_of(label)
    assert period is not None
    return period


def _estimate(actual: int | None, cut_off: date, measure: Measure = Measure.FLOW) -> int | None:
    first, last = date(cut_off.year, 1, 1), date(cut_off.year, 12, 31)
    return estimate(actual, first=first, cut_off=cut_off, last=last, measure=measure)


@given(counts, days)
def test_a_flow_is_never_estimated_below_what_it_is(actual: int, day: date) -> None:
    found = _estimate(actual, day)
    assert found is not None
    assert found >= actual
    assert _estimate(actual, date(day.year, 12, 31)) == actual


@given(counts, days)
def test_a_stock_stays(actual: int, day: date) -> None:
    assert _estimate(actual, day, Measure.STOCK) == actual


def test_the_pace_of_a_period() -> None:
    assert _estimate(None, date(2026, 6, 30)) is None
    assert _estimate(181, date(2026, 6, 30)) == 365
    assert _estimate(1, date(2028, 1, 1)) == 366
    assert _estimate(5, date(2025, 12, 31)) == 5
    third = _period("2026-Q3")
    assert (
        estimate(31, first=third.first, cut_off=date(2026, 7, 31), last=third.last, measure=Measure.FLOW)
        == 92
    )
    early = estimate(0, first=third.first, cut_off=date(2026, 6, 30), last=third.last, measure=Measure.FLOW)
    assert early is None


@given(days, labels)
def test_the_cut_off_never_passes_today_or_the_period(today: date, label: str) -> None:
    period = _period(label)
    cut_off = last_day_counted(today, period)
    assert period.first - timedelta(days=1) <= cut_off <= period.last
    assert cut_off == today or not period.first <= today <= period.last


@given(labels)
def test_a_period_has_whole_months_and_the_same_a_year_before(label: str) -> None:
    period = _period(label)
    assert period.first.day == 1
    assert (period.last + timedelta(days=1)).day == 1
    assert period.before.year == period.year - 1
    assert (period.before.first.month, period.before.last.month) == (period.first.month, period.last.month)


def test_how_periods_are_called() -> None:
    assert [_period(one).words for one in ("2026", "2026-H1", "2026-H2", "2026-Q3", "2026-12")] == [
        "năm 2026",
        "6 tháng đầu năm 2026",
        "6 tháng cuối năm 2026",
        "quý III năm 2026",
        "tháng 12 năm 2026",
    ]
    occasion = _period("2026-11-22T08:00:00+07:00")
    assert (occasion.span, occasion.first, occasion.last) == (
        Span.OCCASION,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert _period("2026-11-21T20:00:00+00:00").asked_on == date(2026, 11, 22)
    for other in ("quý I", "2023–2025", "2026-Q5", "2026-13", "26", "", "2026-02-30", "0001", "0001-01-01"):
        assert period_of(other) is None, other


@given(counts, counts)
def test_a_share_lies_between_its_ends_and_only_a_whole_is_all(part: int, rest: int) -> None:
    whole = part + rest
    found = share(part, whole)
    if not whole:
        assert found is None
        return
    assert found is not None
    assert 0 <= found <= 10_000
    assert (found == 10_000) == (rest == 0)
    assert abs(found * whole - 10_000 * part) <= whole


def test_how_shares_are_printed() -> None:
    assert [percent(share(*pair)) for pair in ((1, 8), (2, 3), (0, 5), (5, 5), (99_999, 100_000))] == [
        "12,5",
        "66,67",
        "0",
        "100",
        "99,99",
    ]
    assert percent(share(1, 0)) == ""


def test_a_share_is_divided_in_each_column_by_itself() -> None:
    layout = form_for(Span.YEAR)
    figures = {
        "digital": Figure(8, 80, None, 10, computed=True),
        "domestic": Figure(1, 40, None, 10, computed=True),
    }
    found = with_shares(layout, figures)["domestic_share"]
    assert (found.actual, found.estimate, found.final, found.last_year) == (1250, 5000, None, 10_000)
    assert with_shares(layout, {})["domestic_share"].actual is None


def test_what_is_compared_are_whole_periods() -> None:
    flow = cells()["items"]
    assert change(Figure(10, 120, None, 100), flow) == 2000
    assert change(Figure(10, 120, 90, 100), flow) == -1000
    assert change(Figure(10, 120, None, None), flow) is None
    assert change(Figure(10, 120, None, 0), flow) is None
    assert change(Figure(1250, 1250, None, 1000), cells()["domestic_share"]) == 250  # points


FORMS = [layout for layout in layouts().values() if layout.spans]
SOURCES = {"people.all", "people.learners", "people.trained", "licences.valid", "systems.all", "systems.level_3"} | {
    "orders.assigned", "orders.accepted", PLATFORMS, *PUBLISHED,
    *(f"cases.{name}" for name in ("all", "done", "done_late", "checking", "working", "late")),
    *(f"tasks.{name}" for name in ("all", "open", "late", "never_late")),
}  # fmt: skip


@pytest.mark.parametrize("layout", FORMS, ids=lambda layout: layout.key)
def test_a_form_names_its_sources_and_reasons(layout: Layout) -> None:
    assert {cell.source for cell in layout.cells if cell.source} <= SOURCES
    assert all(cell.why for cell in layout.cells if cell.is_typed)
    keys = [cell.key for cell in layout.cells]
    assert len(keys) == len(set(keys))
    assert {key for cell in layout.cells for key in cell.of} <= set(keys)
    filled, of = prefilled(layout)
    assert 100 * filled >= 80 * of


@pytest.mark.parametrize("span", list(Span))
def test_each_period_has_one_form_for_agencies_and_one_for_offices(span: Span) -> None:
    assert not form_for(span).adds_up
    assert form_for(span, adds_up=True).adds_up


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
    st.just("yearly-2"),
    st.just("2026"),
    st.just("2026-11-14"),
    st.builds(Head, words, words, words, words, words, words),
    st.dictionaries(words, figures, max_size=4),
    st.dictionaries(words, words, max_size=4),
    st.lists(lines, max_size=3).map(tuple),
    st.lists(lines, max_size=3).map(tuple),
    st.lists(lines, max_size=2).map(tuple),
    words,
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
