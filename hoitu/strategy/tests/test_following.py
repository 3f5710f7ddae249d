"""How a case stands follows from what was handed in, its evidence and the clock, to the second."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from hoitu.evidence.data import Evidence
from hoitu.kernel.clock import VIETNAM
from hoitu.strategy.data import Span
from hoitu.strategy.policies.following import (
    CaseState,
    Known,
    asks_document,
    is_requested,
    period_words,
    standing,
    wanted,
)
from hoitu.strategy.policies.timing import every, parse

PLAN = Span(date(2026, 1, 1), date(2030, 12, 31), (2030,))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


DUE = at("2026-03-30T23:59:59")
OPEN = Known(opens_at=at("2026-01-01T00:00:00"), due_at=DUE, evidence_by=None)
QUARTER = Known(at("2026-01-01T00:00:00"), None, at("2026-03-31T23:59:59"), asks_document=True)


def piece(state: str, submitted: str = "2026-03-20T09:00:00", **fields: object) -> Evidence:
    values: dict[str, object] = {
        "id": uuid4(), "agency_id": uuid4(), "about": "task:x", "title": "Quyết định", "issuer": "",
        "number": "", "issued_on": None, "valid_from": None, "valid_until": None, "note": "",
        "file_name": "a.pdf", "size": 1, "sha256": "", "url": "", "state": state, "reason": "",
        "submitted_by": None, "submitted_by_name": "Lan", "submitted_at": at(submitted),
        "checked_by_name": "", "checked_at": None,
    }  # fmt: skip
    return Evidence(**(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-12-31T23:59:59", CaseState.NOT_OPEN),
        ("2026-01-01T00:00:00", CaseState.WORKING),
        ("2026-03-30T23:59:59", CaseState.WORKING),
        ("2026-03-30T23:59:59.999999", CaseState.WORKING),
        ("2026-03-31T00:00:00", CaseState.LATE),
    ],
)
def test_a_case_at_the_edges_of_its_days(moment: str, expected: CaseState) -> None:
    assert standing(OPEN, at(moment)).state is expected


def test_a_product_alone_closes_where_no_document_is_asked_for() -> None:
    handed = replace(OPEN, handed_in_at=(at("2026-03-30T23:59:59"),))
    assert standing(handed, at("2026-04-10T00:00:00")) == standing(handed, at("2026-03-31T00:00:00"))
    assert standing(handed, at("2026-04-10T00:00:00")).state is CaseState.DONE
    assert not standing(handed, at("2026-04-10T00:00:00")).was_late
    late = replace(OPEN, handed_in_at=(at("2026-03-31T00:00:00"),))
    assert standing(late, at("2026-04-10T00:00:00")).was_late


def test_a_document_needs_a_second_person() -> None:
    now = at("2026-04-10T00:00:00")
    asked = replace(OPEN, asks_document=True, handed_in_at=(at("2026-03-20T08:00:00"),))
    assert standing(asked, now).state is CaseState.LATE
    assert standing(asked, now).lacks_evidence
    waiting = replace(asked, evidence=(piece("waiting"),))
    assert standing(waiting, now).state is CaseState.CHECKING
    assert not standing(waiting, now).was_late  # it came in time: the checker is slow, not the agency
    refused = replace(asked, evidence=(piece("refused"),))
    assert standing(refused, now).state is CaseState.LATE
    done = replace(asked, evidence=(piece("refused"), piece("accepted")))
    assert standing(done, now).state is CaseState.DONE
    came_late = replace(asked, evidence=(piece("accepted", "2026-03-31T00:00:00"),))
    assert standing(came_late, now).was_late


def test_evidence_without_a_product_is_not_enough() -> None:
    case = replace(OPEN, asks_document=True, evidence=(piece("accepted"),))
    assert standing(case, at("2026-02-01T00:00:00")).state is CaseState.WORKING


def test_evidence_counts_while_it_is_valid() -> None:
    asked = replace(OPEN, asks_document=True, handed_in_at=(at("2026-02-01T08:00:00"),))
    over = replace(asked, evidence=(piece("accepted", valid_until=date(2026, 1, 1)),))
    assert standing(over, at("2026-02-02T00:00:00")).state is CaseState.WORKING
    to_come = replace(asked, evidence=(piece("accepted", valid_from=date(2026, 2, 3)),))
    assert standing(to_come, at("2026-02-02T23:59:59")).state is CaseState.WORKING
    assert standing(to_come, at("2026-02-03T00:00:00")).state is CaseState.DONE


def test_continuous_work_owes_evidence_each_quarter_and_is_never_late() -> None:
    long_after = at("2027-01-01T00:00:00")
    assert standing(QUARTER, at("2026-03-31T23:59:59")).lacks_evidence is False
    missing = standing(QUARTER, at("2026-04-01T00:00:00"))
    assert (missing.state, missing.lacks_evidence) == (CaseState.WORKING, True)
    assert standing(QUARTER, long_after).state is CaseState.WORKING
    handed = replace(QUARTER, handed_in_at=(at("2026-02-01T08:00:00"),))
    assert standing(handed, long_after).state is CaseState.WORKING
    waiting = replace(QUARTER, evidence=(piece("waiting"),))
    assert standing(waiting, long_after).state is CaseState.CHECKING
    assert standing(replace(QUARTER, evidence=(piece("accepted"),)), long_after).state is CaseState.DONE
    next_quarter = replace(QUARTER, evidence=(piece("accepted", valid_from=date(2026, 4, 1)),))
    assert standing(next_quarter, long_after).state is CaseState.WORKING


def test_what_is_requested_is_never_late() -> None:
    asked = replace(OPEN, is_request=True)
    assert standing(asked, at("2028-01-01T00:00:00")).state is CaseState.WORKING
    handed = replace(asked, handed_in_at=(at("2027-01-01T00:00:00"),))
    assert not standing(handed, at("2028-01-01T00:00:00")).was_late
    assert is_requested(["đề nghị, không phải giao việc"])
    assert not is_requested(["không có trong phụ lục"])


def test_a_case_that_waits_for_a_document_is_not_open() -> None:
    waiting = replace(OPEN, awaits=("Hướng dẫn của Bộ",))
    found = standing(waiting, at("2027-01-01T00:00:00"))
    assert (found.state, "Hướng dẫn của Bộ" in found.reason) == (CaseState.NOT_OPEN, True)
    assert standing(replace(OPEN, opens_at=None), DUE).state is CaseState.NOT_OPEN


def test_what_closes_a_task() -> None:
    assert asks_document([{"by": "auto", "what": ""}, {"by": "doc", "what": ""}])
    assert not asks_document([{"by": "auto", "what": ""}])
    assert not asks_document([])


def test_an_occurrence_has_a_name() -> None:
    names = {
        "2026-Q3": "quý III/2026",
        "2026": "2026",
        "2026–2030": "2026–2030",
        "2026-07": "tháng 7/2026",
        "2026-H2": "nửa năm thứ 2/2026",
        "2026-03-30": "",
        "": "",
        "2026-11-05T00:00:00+07:00": "theo văn bản ngày 05/11/2026",
    }
    assert {period: period_words(period) for period in names} == names
    for words in ("Hằng tháng", "Hằng quý", "6 tháng một lần", "Thường xuyên", "Hằng năm", "2023-2025"):
        assert all(period_words(one.period) for one in every(parse(words), PLAN)), words


def test_an_organisation_has_the_occurrences_since_it_was_assigned() -> None:
    yearly = every(parse("Hằng năm"), PLAN)

    def periods(since: str, now: str) -> list[str]:
        return [one.period for one in wanted(yearly, since=at(since), now=at(now))]

    assert periods("2027-05-01T00:00:00", "2027-05-01T00:00:00") == ["2027"]
    assert periods("2027-05-01T00:00:00", "2029-01-01T00:00:00") == ["2027", "2028", "2029"]
    assert periods("2025-05-01T00:00:00", "2025-05-01T00:00:00") == ["2026"]  # the first to come
    assert periods("2035-01-01T00:00:00", "2035-01-01T00:00:00") == ["2030"]
    assert wanted((), since=DUE, now=DUE + timedelta(days=1)) == []
