"""When things are due, to the second, and how they stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel.clock import VIETNAM
from hoitu.strategy import packs
from hoitu.strategy.data import Span
from hoitu.strategy.policies.time_points import before, on
from hoitu.strategy.policies.time_rules import MonthDay
from hoitu.strategy.policies.timing import (
    Occurrence,
    State,
    TimeKind,
    TimeRule,
    occurrences,
    parse,
    revision,
    state,
    state_of,
)
from hoitu.strategy.tests.test_time_words import ELSEWHERE, PRINTED

PLAN = Span(date(2023, 8, 21), date(2030, 12, 31), (2025, 2030))
REPORT = parse("trước ngày 15/11 hằng năm")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def due(words: str, year: int) -> list[str]:
    return [
        f"{one.due_at:%Y-%m-%d %H:%M:%S%z}" for one in occurrences(parse(words), PLAN, year) if one.due_at
    ]


def test_due_moments_of_the_reports_of_2026() -> None:
    found = {}
    for pack in packs.read_all():
        for rule in pack.report_rules:
            one = occurrences(parse(rule.when), pack.document.span, 2026)
            if one and one[0].due_is_printed:
                found[rule.id] = [f"{each.due_at:%d/%m/%Y %H:%M:%S}" for each in one]
    assert found == {
        "R-000.1": ["14/11/2026 23:59:59"],
        "R-002.1": ["24/11/2026 23:59:59"],
        "R-003.1": ["14/12/2026 23:59:59"],
        "R-003.2": ["14/12/2026 23:59:59"],
        "R-003.3": ["31/12/2026 23:59:59"],
    }


def test_due_moments_that_have_passed() -> None:
    assert due("Đến tháng 11/2023 cho giai đoạn 2023 -2025", 2023) == ["2023-11-30 23:59:59+0700"]
    assert due("Trước 20/01/2024", 2024) == ["2024-01-19 23:59:59+0700"]
    assert due("Trước 20/01/2024", 2026) == []
    assert due("sơ kết vào năm 2025 và tổng kết vào năm 2030", 2025) == ["2025-12-31 23:59:59+0700"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-10-31T23:59:58", State.OPEN),
        ("2026-10-31T23:59:59", State.DUE_SOON),
        ("2026-11-14T23:59:59", State.DUE_SOON),
        ("2026-11-14T23:59:59.999999", State.DUE_SOON),
        ("2026-11-15T00:00:00", State.LATE),
        ("2026-12-31T23:59:59", State.LATE),
        ("2027-01-01T00:00:00", State.OPEN),
    ],
)
def test_a_yearly_report_at_the_edges_of_its_days(moment: str, expected: State) -> None:
    assert state(REPORT, at(moment), plan=PLAN) is expected
    assert state(REPORT, at(moment).astimezone(UTC), plan=PLAN) is expected


def test_before_the_plan_begins_nothing_is_open() -> None:
    assert state(REPORT, at("2023-08-20T23:59:59"), plan=PLAN) is State.NOT_OPEN
    assert state(REPORT, at("2023-08-21T00:00:00"), plan=PLAN) is State.OPEN


def test_a_yearly_day_that_passed_before_the_plan_began_is_not_asked_for() -> None:
    finance = Span(date(2023, 12, 28), date(2030, 12, 31))
    december = parse("trước ngày 15 tháng 12 hàng năm")
    assert occurrences(december, finance, 2023) == ()
    assert [one.period for one in occurrences(december, finance, 2024)] == ["2024"]
    assert occurrences(december, finance, 2031) == ()


def test_work_that_began_before_its_plan_keeps_its_beginning() -> None:
    (early,) = occurrences(parse("2021-2025"), PLAN, 2021)
    assert (early.opens_at, early.due_at) == (at("2021-01-01T00:00:00"), at("2025-12-31T23:59:59"))


def test_leap_days() -> None:
    assert due("trước 01/3 hằng năm", 2028) == ["2028-02-29 23:59:59+0700"]
    assert due("trước 01/3 hằng năm", 2027) == ["2027-02-28 23:59:59+0700"]
    assert due("ngày 29/02 hằng năm", 2028) == ["2028-02-29 23:59:59+0700"]
    assert due("ngày 29/02 hằng năm", 2027) == ["2027-02-28 23:59:59+0700"]
    assert due("trước 29/02 hằng năm", 2027) == ["2027-02-28 23:59:59+0700"]
    assert due("Tháng 2 hằng năm", 2028) == ["2028-02-29 23:59:59+0700"]


def test_a_day_before_new_year_belongs_to_the_year_that_ends() -> None:
    (one,) = occurrences(parse("trước ngày 01/01 hằng năm"), PLAN, 2026)
    assert (one.period, one.opens_at, one.due_at) == (
        "2026",
        at("2026-01-01T00:00:00"),
        at("2026-12-31T23:59:59"),
    )
    assert due("trước ngày 01/01 hằng năm", 2030) == ["2030-12-31 23:59:59+0700"]


def test_a_window_over_new_year_is_there_in_both_years() -> None:
    words = "từ 15/11 đến 15/01 hằng năm"
    assert due(words, 2026) == ["2026-01-15 23:59:59+0700", "2027-01-15 23:59:59+0700"]
    rule = parse(words)
    assert state(rule, at("2026-12-31T23:59:59"), plan=PLAN) is State.OPEN
    assert state(rule, at("2027-01-01T00:00:00"), plan=PLAN, soon_days=20) is State.DUE_SOON
    assert state(rule, at("2027-01-16T00:00:00"), plan=PLAN) is State.LATE
    begun_within = Span(date(2024, 1, 5), date(2024, 12, 31))
    assert [(one.opens_at, one.due_at) for one in occurrences(rule, begun_within, 2024)] == [
        (at("2024-01-05T00:00:00"), at("2024-01-15T23:59:59")),
        (at("2024-11-15T00:00:00"), at("2025-01-15T23:59:59")),
    ]


def test_a_month_of_every_year_opens_with_the_month() -> None:
    december = parse("Tháng 12 hàng năm")
    assert state(december, at("2026-12-01T00:00:00"), plan=PLAN, soon_days=1) is State.OPEN
    (one,) = occurrences(december, PLAN, 2026)
    assert state_of(one, at("2026-11-30T23:59:59")) is State.NOT_OPEN


def test_work_without_end_is_never_late_and_owes_evidence_each_quarter() -> None:
    always = parse("Thường xuyên")
    quarters = occurrences(always, PLAN, 2026)
    assert [(one.period, one.due_at) for one in quarters] == [(f"2026-Q{n}", None) for n in (1, 2, 3, 4)]
    assert [one.evidence_by for one in quarters] == [
        at(f"2026-{day}T23:59:59") for day in ("03-31", "06-30", "09-30", "12-31")
    ]
    assert [one.period for one in occurrences(always, PLAN, 2023)] == ["2023-Q3", "2023-Q4"]
    for moment in ("2024-02-29T12:00:00", "2030-12-31T23:59:59", "2031-01-01T00:00:00"):
        assert state(always, at(moment), plan=PLAN) is State.NEVER_LATE


def test_now_and_then_asks_for_one_record_a_year() -> None:
    (one,) = occurrences(parse("Định kỳ/đột xuất"), PLAN, 2026)
    assert (one.period, one.due_at, one.evidence_by) == ("2026", None, at("2026-12-31T23:59:59"))
    assert state(parse("Định kỳ/đột xuất"), at("2030-12-31T23:59:59"), plan=PLAN) is State.NEVER_LATE


def test_an_awaited_document_opens_its_task() -> None:
    guidance = parse("Sau khi có hướng dẫn từ Bộ TTTT")
    arrived = at("2024-05-06T09:30:00")
    assert state(guidance, at("2029-01-01T00:00:00"), plan=PLAN) is State.WAITING
    assert state(guidance, at("2024-05-06T09:29:59"), plan=PLAN, events=[arrived]) is State.WAITING
    assert state(guidance, arrived, plan=PLAN, events=[arrived]) is State.OPEN
    (one,) = occurrences(guidance, PLAN, 2025, events=[arrived])
    assert (one.opens_at, one.due_at) == (arrived, None)
    assert occurrences(guidance, PLAN, 2023, events=[arrived]) == ()


def test_days_from_an_event_are_counted_from_the_day_after() -> None:
    rule = parse("Trong vòng 5 ngày kể từ ngày nhận được văn bản")
    arrived = datetime(2024, 2, 25, 18, 0, tzinfo=UTC)  # 01:00 on the 26th in Vietnam
    (one,) = occurrences(rule, PLAN, 2024, events=[arrived])
    assert one.due_at == at("2024-03-02T23:59:59")
    assert state(rule, at("2024-03-03T00:00:00"), plan=PLAN, events=[arrived]) is State.LATE


def test_each_request_is_an_occurrence_of_its_own() -> None:
    requests = [at("2026-07-01T08:00:00"), at("2026-03-01T08:00:00")]
    found = occurrences(parse("Khi có yêu cầu từ Bộ TTTT"), PLAN, 2026, events=requests)
    assert [one.opens_at for one in found] == sorted(requests)


def test_phases_follow_one_another() -> None:
    rule = parse("trong từng giai đoạn")
    (first,), (second,) = occurrences(rule, PLAN, 2025), occurrences(rule, PLAN, 2026)
    assert (first.period, second.period) == ("2023–2025", "2026–2030")
    assert first.due_at is not None
    assert second.opens_at - first.due_at == timedelta(seconds=1)


def test_a_plan_without_phases_is_one_phase() -> None:
    short = Span(date(2024, 3, 1), date(2026, 12, 31))
    (one,) = occurrences(parse("trong từng giai đoạn"), short, 2025)
    assert (one.period, one.due_at) == ("2024–2026", at("2026-12-31T23:59:59"))


def test_what_recurs_keeps_to_the_years_it_names() -> None:
    for words, years in (
        ("Hằng năm (2024-2026)", [2024, 2025, 2026]),
        ("Từ năm 2029 trở đi", [2029, 2030]),
        ("Hằng năm cho giai đoạn 2024-2025", [2024, 2025]),
        ("Năm 2029 và các năm tiếp theo", [2029, 2030]),
    ):
        assert [year for year in range(2022, 2033) if occurrences(parse(words), PLAN, year)] == years


def test_milestones_carry_their_names() -> None:
    rule = parse("sơ kết vào năm 2025 và tổng kết vào năm 2030")
    assert [(year, one.name) for year in range(2023, 2032) for one in occurrences(rule, PLAN, year)] == [
        (2025, "sơ kết"),
        (2030, "tổng kết"),
    ]


def test_a_finished_task_is_revised_until_the_year_of_its_note() -> None:
    note = parse("Tiếp tục hoàn thiện bổ sung đến năm 2030")
    again = revision(parse("2023 - 2025"), PLAN, note=note)
    assert again == Occurrence("2026–2030", at("2026-01-01T00:00:00"), at("2030-12-31T23:59:59"))
    assert revision(parse("2023-2025, tiếp tục hoàn thiện đến năm 2030"), PLAN) == again
    assert revision(parse("2023-2030"), PLAN, note=note) is None
    assert revision(parse("2023-2025"), PLAN) is None
    assert revision(parse("Thường xuyên"), PLAN, note=note) is None


def test_quarters_halves_and_months_recur() -> None:
    assert [one[:10] for one in due("hằng quý", 2026)] == [
        "2026-03-31",
        "2026-06-30",
        "2026-09-30",
        "2026-12-31",
    ]
    assert [one[:10] for one in due("định kỳ 6 tháng", 2026)] == ["2026-06-30", "2026-12-31"]
    assert [one[:10] for one in due("Trước ngày 20 của tháng cuối quý", 2026)][:2] == [
        "2026-03-19",
        "2026-06-19",
    ]
    assert len(due("trước ngày 25 hằng tháng", 2026)) == 12
    assert due("chậm nhất ngày 31 hằng tháng", 2028)[1].startswith("2028-02-29")


def test_a_day_that_the_plan_does_not_print_is_marked() -> None:
    assert [
        one.due_is_printed
        for words in ("Hằng năm", "hằng quý")
        for one in occurrences(parse(words), PLAN, 2026)
    ] == [False] * 5
    assert all(one.due_is_printed for one in occurrences(REPORT, PLAN, 2026))


def test_a_missed_day_stays_late_for_good() -> None:
    assert state(parse("Trước 20/01/2024"), at("2024-01-19T23:59:59"), plan=PLAN) is State.DUE_SOON
    assert state(parse("Trước 20/01/2024"), at("2024-01-20T00:00:00"), plan=PLAN) is State.LATE
    assert state(parse("Trước 20/01/2024"), at("2030-01-01T00:00:00"), plan=PLAN) is State.LATE


@pytest.mark.parametrize("words", ["theo quy định", "kịp thời", "(nếu có)", ""])
def test_without_a_clock_nothing_is_late(words: str) -> None:
    assert occurrences(parse(words), PLAN, 2026) == ()
    assert state(parse(words), at("2030-01-01T00:00:00"), plan=PLAN) is State.NEVER_LATE


WORDS = st.sampled_from([row[0] for row in PRINTED + ELSEWHERE])
YEARS = st.integers(2020, 2033)


@given(WORDS, YEARS)
def test_every_due_moment_is_the_last_second_of_a_day_in_vietnam(words: str, year: int) -> None:
    for one in occurrences(parse(words), PLAN, year):
        end = one.due_at or one.evidence_by
        assert end is not None
        assert (end.hour, end.minute, end.second, end.utcoffset()) == (23, 59, 59, timedelta(hours=7))
        assert one.opens_at < end
        assert one.opens_at.year <= year <= end.year


@given(WORDS)
def test_periods_of_a_rule_have_different_names(words: str) -> None:
    every = {one for year in range(2019, 2033) for one in occurrences(parse(words), PLAN, year)}
    assert len({one.period for one in every}) == len(every)


@given(WORDS, YEARS, st.integers(0, 90))
def test_the_next_second_after_the_due_moment_is_the_first_late_one(words: str, year: int, soon: int) -> None:
    for one in occurrences(parse(words), PLAN, year):
        if one.due_at is not None:
            assert state_of(one, one.due_at, soon_days=soon) is State.DUE_SOON
            assert state_of(one, one.due_at + timedelta(seconds=1), soon_days=soon) is State.LATE
            assert state_of(one, one.opens_at - timedelta(microseconds=1)) is State.NOT_OPEN


@given(st.integers(1, 12), st.integers(1, 31), st.integers(1990, 2100))
def test_before_a_day_is_the_day_before_it(month: int, day: int, year: int) -> None:
    try:
        printed = date(year, month, day)
    except ValueError:
        return
    assert before(year, MonthDay(month, day)) == printed - timedelta(days=1)
    assert on(year, MonthDay(month, day)) == printed


@given(st.dates(date(2023, 8, 21), date(2030, 12, 30)))
def test_a_yearly_exclusive_day_ends_the_evening_before(day: date) -> None:
    if (day.month, day.day) == (2, 29):
        return
    rule = parse(f"trước ngày {day.day}/{day.month} hằng năm")
    ends = [one.due_at for year in range(2022, 2032) for one in occurrences(rule, PLAN, year) if one.due_at]
    assert {(end + timedelta(seconds=1)).strftime("%d/%m") for end in ends} == {f"{day:%d/%m}"}
    assert len(ends) >= 7


def test_a_rule_made_by_hand_needs_no_words() -> None:
    rule = TimeRule(TimeKind.YEARLY_DAY, "", yearly_to=MonthDay(12, 14))
    assert [f"{one.due_at:%d/%m/%Y}" for one in occurrences(rule, PLAN, 2026)] == ["14/12/2026"]
