"""Printed times and what they mean: every form of the five documents, and how other provinces print theirs."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.strategy import packs
from hoitu.strategy.policies.time_rules import MonthDay, TimeKind, TimeRule
from hoitu.strategy.policies.timing import parse

K = TimeKind


def days(first: tuple[int, int, int] | None, last: tuple[int, int, int], **more: Any) -> dict[str, Any]:
    return {"first_day": first and date(*first), "last_day": date(*last), **more}


def before_day(month: int, day: int) -> dict[str, Any]:
    return {"yearly_to": MonthDay(month, day), "exclusive": True}


PRINTED: list[tuple[str, TimeKind, dict[str, Any]]] = [
    ("Tháng 8/2023", K.MONTH_END, days((2023, 8, 1), (2023, 8, 31))),
    ("Định kỳ/đột xuất", K.RECURRING, {"every_months": 12}),
    (
        "Đến tháng 11/2023 cho giai đoạn 2023 -2025",
        K.MONTH_END,
        days(None, (2023, 11, 30), phase=(2023, 2025)),
    ),
    ("Hoàn thiện, bổ sung cho đến năm 2030", K.CONTINUATION, days(None, (2030, 12, 31))),
    ("2023 - 2025", K.YEAR_RANGE, days((2023, 1, 1), (2025, 12, 31))),
    ("Tiếp tục hoàn thiện bổ sung đến năm 2030", K.CONTINUATION, days(None, (2030, 12, 31))),
    ("Hằng năm", K.YEARLY, {}),
    ("trước ngày 15/11 hằng năm", K.YEARLY_DAY_EXCLUSIVE, before_day(11, 15)),
    (
        "sơ kết vào năm 2025 và tổng kết vào năm 2030",
        K.MILESTONES,
        {"milestones": ((2025, "sơ kết"), (2030, "tổng kết"))},
    ),
    ("2023-2025", K.YEAR_RANGE, days((2023, 1, 1), (2025, 12, 31))),
    ("2024-2025", K.YEAR_RANGE, days((2024, 1, 1), (2025, 12, 31))),
    ("2021-2025", K.YEAR_RANGE, days((2021, 1, 1), (2025, 12, 31))),
    ("Sau khi có hướng dẫn từ Bộ TTTT", K.EVENT, {"awaits": "hướng dẫn từ Bộ TTTT"}),
    ("Khi có yêu cầu từ Bộ TTTT", K.EVENT, {"awaits": "yêu cầu từ Bộ TTTT"}),
    ("Thường xuyên", K.CONTINUOUS, {"every_months": 3}),
    ("trước ngày 25 tháng 11 hàng năm", K.YEARLY_DAY_EXCLUSIVE, before_day(11, 25)),
    ("Hàng năm", K.YEARLY, {}),
    ("Trước 20/01/2024", K.DAY_EXCLUSIVE, days(None, (2024, 1, 19), exclusive=True)),
    ("2023-2030", K.YEAR_RANGE, days((2023, 1, 1), (2030, 12, 31))),
    ("2024-2030", K.YEAR_RANGE, days((2024, 1, 1), (2030, 12, 31))),
    ("Tháng 12 hàng năm", K.YEARLY_WINDOW, {"yearly_from": MonthDay(12, 1), "yearly_to": MonthDay(12, 0)}),
    ("trước ngày 15 tháng 12 hàng năm", K.YEARLY_DAY_EXCLUSIVE, before_day(12, 15)),
    ("trong từng giai đoạn", K.PHASE, {}),
    ("2024", K.YEAR, days((2024, 1, 1), (2024, 12, 31))),
    ("kịp thời", K.AD_HOC, {}),
    ("(nếu có)", K.AD_HOC, {}),
    ("theo quy định", K.UNKNOWN, {}),
]

ELSEWHERE: list[tuple[str, TimeKind, dict[str, Any]]] = [
    ("trước 15/12 hằng năm", K.YEARLY_DAY_EXCLUSIVE, before_day(12, 15)),
    ("Hằng năm, trước ngày 15 tháng 12", K.YEARLY_DAY_EXCLUSIVE, before_day(12, 15)),
    ("Trước ngày 10/12 hàng năm.", K.YEARLY_DAY_EXCLUSIVE, before_day(12, 10)),
    ("chậm nhất ngày 20/11 hằng năm", K.YEARLY_DAY, {"yearly_to": MonthDay(11, 20)}),
    ("Ngày 15/12 hằng năm", K.YEARLY_DAY, {"yearly_to": MonthDay(12, 15)}),
    ("Quý I hằng năm", K.YEARLY_WINDOW, {"yearly_from": MonthDay(1, 1), "yearly_to": MonthDay(3, 0)}),
    (
        "từ 15/11 đến 15/01 hằng năm",
        K.YEARLY_WINDOW,
        {"yearly_from": MonthDay(11, 15), "yearly_to": MonthDay(1, 15)},
    ),
    ("Quý IV/2024", K.PERIOD, days((2024, 10, 1), (2024, 12, 31))),
    ("Quý 4 năm 2024", K.PERIOD, days((2024, 10, 1), (2024, 12, 31))),
    ("Q2/2025", K.PERIOD, days((2025, 4, 1), (2025, 6, 30))),
    ("Quý III, IV năm 2024", K.PERIOD, days((2024, 7, 1), (2024, 12, 31))),
    ("Quý I/2024 - Quý IV/2025", K.PERIOD, days((2024, 1, 1), (2025, 12, 31))),
    ("6 tháng đầu năm 2024", K.PERIOD, days((2024, 1, 1), (2024, 6, 30))),
    ("06 tháng cuối năm 2025", K.PERIOD, days((2025, 7, 1), (2025, 12, 31))),
    ("nửa cuối năm 2024", K.PERIOD, days((2024, 7, 1), (2024, 12, 31))),
    ("Tháng 6-8/2024", K.PERIOD, days((2024, 6, 1), (2024, 8, 31))),
    ("Từ tháng 6/2024 đến tháng 12/2025", K.PERIOD, days((2024, 6, 1), (2025, 12, 31))),
    ("trong tháng 3 năm 2024", K.MONTH_END, days((2024, 3, 1), (2024, 3, 31))),
    ("T12/2024", K.MONTH_END, days((2024, 12, 1), (2024, 12, 31))),
    ("6-2024", K.MONTH_END, days((2024, 6, 1), (2024, 6, 30))),
    ("Tháng 02/2024", K.MONTH_END, days((2024, 2, 1), (2024, 2, 29))),
    ("chậm nhất ngày 30/6/2024", K.DAY, days(None, (2024, 6, 30))),
    ("Ngày 30 tháng 6 năm 2024", K.DAY, days(None, (2024, 6, 30))),
    ("15-12-2024", K.DAY, days(None, (2024, 12, 15))),
    ("Hoàn thành trước ngày 30/6/2024", K.DAY_EXCLUSIVE, days(None, (2024, 6, 29), exclusive=True)),
    ("Trước 01/3/2024", K.DAY_EXCLUSIVE, days(None, (2024, 2, 29), exclusive=True)),
    ("Trước tháng 6/2024", K.DAY_EXCLUSIVE, days(None, (2024, 5, 31), exclusive=True)),
    ("Trước năm 2025", K.DAY_EXCLUSIVE, days(None, (2024, 12, 31), exclusive=True)),
    ("đến hết năm 2025", K.DAY, days(None, (2025, 12, 31))),
    ("cuối năm 2025", K.DAY, days(None, (2025, 12, 31))),
    ("Hết quý II/2025", K.DAY, days(None, (2025, 6, 30))),
    ("2024-2026", K.YEAR_RANGE, days((2024, 1, 1), (2026, 12, 31))),
    ("từ năm 2024 đến năm 2026", K.YEAR_RANGE, days((2024, 1, 1), (2026, 12, 31))),
    ("Giai đoạn 2024 – 2026", K.YEAR_RANGE, days((2024, 1, 1), (2026, 12, 31))),
    ("năm 2024-2025", K.YEAR_RANGE, days((2024, 1, 1), (2025, 12, 31))),
    (
        "2023-2025, tiếp tục hoàn thiện đến năm 2030",
        K.YEAR_RANGE,
        days((2023, 1, 1), (2025, 12, 31), revised_until=2030),
    ),
    ("Năm 2024 và các năm tiếp theo", K.YEARLY, {"first_day": date(2024, 1, 1)}),
    ("Hằng năm (2024-2026)", K.YEARLY, days((2024, 1, 1), (2026, 12, 31))),
    ("hằng năm đến năm 2030", K.YEARLY, days(None, (2030, 12, 31))),
    ("01 lần/năm", K.YEARLY, {}),
    ("Báo cáo định kỳ hằng năm", K.YEARLY, {}),
    ("hằng quý", K.PERIODIC, {"every_months": 3}),
    ("Định kỳ hàng quý", K.PERIODIC, {"every_months": 3}),
    ("hằng tháng", K.PERIODIC, {"every_months": 1}),
    ("định kỳ 6 tháng", K.PERIODIC, {"every_months": 6}),
    ("06 tháng/lần", K.PERIODIC, {"every_months": 6}),
    ("2 lần/năm", K.PERIODIC, {"every_months": 6}),
    (
        "trước ngày 25 hằng tháng",
        K.PERIODIC,
        {"every_months": 1, "day_of_last_month": 25, "exclusive": True},
    ),
    (
        "Trước ngày 20 của tháng cuối quý",
        K.PERIODIC,
        {"every_months": 3, "day_of_last_month": 20, "exclusive": True},
    ),
    ("Thường xuyên, hằng năm", K.CONTINUOUS, {"every_months": 3}),
    ("Từ năm 2024 trở đi", K.CONTINUOUS, {"first_day": date(2024, 1, 1), "every_months": 3}),
    ("Thường xuyên từ năm 2024", K.CONTINUOUS, {"first_day": date(2024, 1, 1), "every_months": 3}),
    ("Thường xuyên, giai đoạn 2024-2025", K.CONTINUOUS, days((2024, 1, 1), (2025, 12, 31), every_months=3)),
    ("Năm 2024 trở đi", K.CONTINUOUS, {"first_day": date(2024, 1, 1), "every_months": 3}),
    ("Thường xuyên trong năm", K.CONTINUOUS, {"every_months": 3}),
    ("định kỳ trước ngày 15/12 hằng năm", K.YEARLY_DAY_EXCLUSIVE, before_day(12, 15)),
    (
        "Tháng 11 và tháng 12 hằng năm",
        K.YEARLY_WINDOW,
        {"yearly_from": MonthDay(11, 1), "yearly_to": MonthDay(12, 0)},
    ),
    ("khi có nhu cầu", K.AD_HOC, {}),
    ("năm 2024, 2025", K.MILESTONES, {"milestones": ((2024, ""), (2025, ""))}),
    ("theo yêu cầu", K.EVENT, {"awaits": "yêu cầu"}),
    ("Theo hướng dẫn của Bộ VHTTDL", K.EVENT, {"awaits": "hướng dẫn của Bộ VHTTDL"}),
    ("sau khi được phê duyệt", K.EVENT, {"awaits": "được phê duyệt"}),
    ("ngay sau khi ban hành", K.EVENT, {"awaits": "ban hành"}),
    (
        "Trong vòng 30 ngày kể từ ngày ban hành Kế hoạch",
        K.EVENT,
        {"awaits": "ban hành Kế hoạch", "within_days": 30},
    ),
    ("10 ngày làm việc sau khi nhận được văn bản", K.EVENT, {"awaits": "nhận được văn bản"}),
    ("đột xuất", K.AD_HOC, {}),
]

UNSURE = [
    "",
    " . ",
    "Tháng 12",  # of which year?
    "trước ngày 15/11",
    "30/02/2024",
    "tháng 13/2024",
    "2026-2024",
    "Quý V/2024",
    "Theo kế hoạch",
    "Hằng tháng, quý, năm",
    "định kỳ 6 tháng, hằng năm",
    "trước ngày 30/6 và 31/12 hằng năm",
    "Trước ngày 15/12 của năm báo cáo",
    "Quý 4/2024 và các năm tiếp theo",
    "Sau khi có hướng dẫn, chậm nhất ngày 15/12/2024",
    "tháng 6 đến năm 2025",
    "Năm học 2024-2025",
    "Đầu năm 2024",
    "Báo cáo",
    "trước 15/12/2024 hằng năm",
    "định kỳ 5 tháng",
    "tháng 8-6/2024",
    "Tháng 6 và tháng 12 hằng năm",
    "Quý I, quý IV năm 2024",
    "Thường xuyên, theo yêu cầu",
    "Thường xuyên đến 30/6/2024",
    "tháng 6-13/2024",
    "năm 2025, 2024",
    "trước năm 2025, năm 2026",
]
"""Cells that a person has to read."""


HEAP = [
    "trước",
    "sau khi",
    "ngày",
    "tháng",
    "năm",
    "quý",
    "15/12",
    "2024",
    "hằng năm",
    "đến",
    "từ",
    "-",
    ",",
    "và",
]
HEAP += ["định kỳ", "6", "IV", "30/6/2025", "giai đoạn", "tiếp tục"]


def rule_of(words: str, kind: TimeKind, fields: dict[str, Any]) -> TimeRule:
    return TimeRule(kind, words, **fields)


@pytest.mark.parametrize(("words", "kind", "fields"), PRINTED, ids=[row[0] for row in PRINTED])
def test_every_form_of_the_five_documents(words: str, kind: TimeKind, fields: dict[str, Any]) -> None:
    assert parse(words) == rule_of(words, kind, fields)


@pytest.mark.parametrize(("words", "kind", "fields"), ELSEWHERE, ids=[row[0] for row in ELSEWHERE])
def test_how_others_print_their_times(words: str, kind: TimeKind, fields: dict[str, Any]) -> None:
    assert parse(words) == rule_of(words, kind, fields)


@pytest.mark.parametrize("words", UNSURE)
def test_what_is_unsure_stays_unknown_with_its_words(words: str) -> None:
    assert parse(words) == TimeRule(TimeKind.UNKNOWN, words)


def test_every_time_cell_of_the_packs_is_understood() -> None:
    cells = {
        words
        for pack in packs.read_all()
        for task in pack.tasks
        for words in (task.time, task.time_note)
        if words
    } | {rule.when for pack in packs.read_all() for rule in pack.report_rules}
    assert {words for words in cells if parse(words).kind is TimeKind.UNKNOWN} == {"theo quy định"}
    known = {row[0] for row in PRINTED}
    assert (cells - known, known - cells) == ({"hằng năm", "hàng năm", "Đến tháng 11/2023"}, set())


@pytest.mark.parametrize("words", [row[0] for row in PRINTED + ELSEWHERE])
def test_capitals_and_wide_spaces_change_nothing(words: str) -> None:
    plain = parse(words)
    for other in (words.upper(), words.lower(), f"  {words.replace(' ', '  ')} ", words.replace("-", "–")):
        read = parse(other)
        assert (read.kind, read.first_day, read.last_day, read.yearly_to, read.within_days) == (
            plain.kind,
            plain.first_day,
            plain.last_day,
            plain.yearly_to,
            plain.within_days,
        ), other


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_printed_day_is_read_in_every_spelling(day: date) -> None:
    numeric, long = f"{day.day}/{day.month}/{day.year}", f"{day.day} tháng {day.month} năm {day.year}"
    for spelling in (numeric, f"ngày {day:%d/%m/%Y}", f"ngày {long}"):
        assert parse(f"chậm nhất {spelling}").last_day == day
        exclusive = parse(f"trước {spelling}")
        assert exclusive.last_day is not None
        assert (day - exclusive.last_day).days == 1


def test_a_paragraph_is_no_time_cell() -> None:
    assert parse("gửi " * 20 + "2024").kind is TimeKind.YEAR
    assert parse("gửi " * 2000 + "2024") == TimeRule(TimeKind.UNKNOWN, "gửi " * 2000 + "2024")


@given(st.text(max_size=60))
def test_any_text_has_a_rule_that_keeps_its_words(words: str) -> None:
    assert parse(words).words == words


@given(st.lists(st.sampled_from(HEAP), max_size=9))
def test_any_heap_of_time_words_is_read_without_failing(words: list[str]) -> None:
    rule = parse(" ".join(words))
    if rule.first_day and rule.last_day:
        assert rule.first_day <= rule.last_day
