"""A report as it stands now: what the records say, with what people typed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import translation

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.reporting.data import (
    ANSWER_WORDS,
    Answer,
    Cell,
    Content,
    Figure,
    Head,
    Layout,
    Line,
    Measure,
    Span,
)
from hoitu.reporting.models import Report, Version
from hoitu.reporting.periods import Period, period_of
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import last_day_counted, with_shares
from hoitu.reporting.policies.plain import from_plain
from hoitu.reporting.policies.suggestions import sentences
from hoitu.reporting.queries.cells import Scope, case_counts, figures_of
from hoitu.reporting.queries.rollup import Rollup, Standing, added_up, rollups
from hoitu.strategy import api as strategy
from hoitu.strategy.api import CaseState

ANSWERS = {True: "Đạt", False: "Chưa đạt", None: "Chưa có số liệu"}
STATES = {
    "not_open": "Chưa đến kỳ",
    "open": "Đang trong hạn",
    "due_soon": "Sắp đến hạn",
    "late": "Đã qua hạn",
    "never_late": "Thường xuyên",
    "waiting": "Chờ văn bản",
}
CASE_STATES = {
    CaseState.DONE: "Đã hoàn thành",
    CaseState.CHECKING: "Chờ kiểm tra minh chứng",
    CaseState.WORKING: "Đang thực hiện",
    CaseState.LATE: "Đã qua hạn",
}
NOT_SENT = "Chưa gửi"


def period_reported(report: Report) -> Period:
    """Return the period of a report; no report begins without one."""
    period = period_of(report.period)
    assert period is not None
    return period


def scope_of(report: Report) -> Scope:
    """Return what the report counts today; a correction counts to the day of what it corrects."""
    period = period_reported(report)
    kept = report.draft.get("cut_off")
    cut_off = date.fromisoformat(kept) if kept else last_day_counted(clock.today(), period)
    return Scope(report.agency_id, report.rule.plan_id, period, cut_off)


def content_of(report: Report, *, now: datetime) -> Content:
    """Return the draft with its numbers counted now. What a person typed never replaces what was counted.

    It is an official paper: its words are Vietnamese whatever language the reader has chosen.
    """
    with translation.override("vi"):
        return _content(report, now)


def suggestions(content: Content) -> dict[str, str]:
    """Return the sentences that the content's numbers suggest, by section."""
    period = period_of(content.period)
    assert period is not None
    return sentences(period=period, cut_off=date.fromisoformat(content.cut_off), content=content)


def last_year(report: Report) -> Content | None:
    """Return what was sent under the same duty for the same period a year before, None when nothing was."""
    period = period_reported(report)
    if period.span is Span.OCCASION:
        return None
    version = (
        Version.objects.for_agency(report.agency_id)
        .filter(report__rule_id=report.rule_id, report__period=period.before.label)
        .order_by("-number")
        .first()
    )
    return from_plain(version.content) if version else None


def first_head(agency_id: UUID) -> Head:
    """Return what stands around the text of a new report: as in the last one sent, or by the name."""
    last = Version.objects.for_agency(agency_id).order_by("-sent_at").first()
    if last is not None:
        head = from_plain(last.content).head
        return Head("", head.code, head.place, head.signer_authority, head.signer_title, head.signer_name)
    own = accounts.organisation(organisation_id=agency_id)
    letters = "".join(word[0] for word in (own.short_name or own.name).split() if word[0].isalpha())
    return Head(code=f"BC-{letters.upper()}")


def _content(report: Report, now: datetime) -> Content:
    layout, scope = layouts()[report.layout], scope_of(report)
    received = _received(report, scope) if layout.adds_up else []
    counted = _added(layout, received, scope) if layout.adds_up else figures_of(layout, scope, now=now)
    typed: dict[str, Any] = report.draft.get("figures", {})
    earlier = last_year(report)
    figures = {
        cell.key: _figure(cell, counted.get(cell.key), typed.get(cell.key, {}), _earlier(earlier, cell.key))
        for cell in layout.cells
    }
    return Content(
        layout.key,
        report.period,
        scope.cut_off.isoformat(),
        Head(**report.draft.get("head", {})),
        with_shares(layout, figures),
        report.draft.get("words", {}),
        _plan_targets(scope) if layout.adds_up else _targets(scope),
        () if layout.adds_up else _tasks(scope),
        tuple(_sender(one) for one in _standings(received)),
        report.subject,
    )


def _figure(cell: Cell, counted: Figure | None, typed: Mapping[str, Any], earlier: int | None) -> Figure:
    estimate, note = typed.get("estimate"), typed.get("note", "")
    if counted is None:
        actual = typed.get("actual")
        follows = actual if estimate is None and cell.measure is not Measure.SHARE else estimate
        return Figure(actual, follows, typed.get("final"), earlier, False, note)
    return Figure(
        counted.actual,
        counted.estimate if estimate is None else estimate,
        counted.final,
        earlier if counted.last_year is None else counted.last_year,
        True,
        note,
        counted.known,
    )


def _earlier(content: Content | None, key: str) -> int | None:
    figure = content.figures.get(key) if content else None
    if figure is None:
        return None
    return next((one for one in (figure.final, figure.estimate, figure.actual) if one is not None), None)


def _received(report: Report, scope: Scope) -> list[Rollup]:
    """Return the reports that a synthesis adds up: under the same plan, for the same period.

    A synthesis of an occasion adds up what the same call brought, or else the year's reports.
    """
    found = [one for one in rollups(report.agency_id, year=scope.period.year) if one.plan_id == scope.plan_id]
    same = [one for one in found if one.period.label == report.period]
    if same or scope.period.span is not Span.OCCASION:
        return same
    return [one for one in found if one.period.span is Span.YEAR]


def _added(layout: Layout, received: list[Rollup], scope: Scope) -> dict[str, Figure]:
    """Return the sums over the accepted reports; the state of tasks is counted from the agencies' own records."""
    accepted = [content for one in received for standing, content in one.contents if standing.is_accepted]
    agencies = list(dict.fromkeys(one.agency_id for one in _standings(received)))
    cases = case_counts(scope.plan_id, agencies, scope.window)
    figures = added_up(layout, accepted)
    for cell in layout.cells:
        if cell.source in cases:
            figures[cell.key] = Figure(cases[cell.source], computed=True)
    return figures


def _standings(received: list[Rollup]) -> list[Standing]:
    return [standing for one in received for standing in one.standings]


def _sender(one: Standing) -> Line:
    if one.receipt is None:
        return Line(str(one.agency_id), one.name, "Quá hạn" if one.is_late else "", NOT_SENT)
    sent = f"gửi ngày {clock.local(one.receipt.version.sent_at):%d/%m/%Y}"
    number = one.receipt.version.number
    note = f"{sent}, bản {number}" if number > 1 else sent
    return Line(str(one.agency_id), one.name, note, str(ANSWER_WORDS[Answer(one.receipt.answer)]))


def _targets(scope: Scope) -> tuple[Line, ...]:
    answers = strategy.answers_of(plan_id=scope.plan_id, agency_id=scope.agency_id, until=scope.window.end)
    return tuple(
        Line(
            answer.key,
            _of_year(answer.verbatim, answer.year),
            answer.reason,
            ANSWERS[answer.passes],
            answer.records,
            answer.provenance,
        )
        for answer in answers
    )


def _plan_targets(scope: Scope) -> tuple[Line, ...]:
    """Return the plan's targets over all its agencies; the reason names who has no data."""
    lines = []
    for answer in strategy.plan_answers(plan_id=scope.plan_id, until=scope.window.end):
        words = _of_year(answer.verbatim, answer.year)
        lines.append(Line(answer.key, words, answer.reason, ANSWERS[answer.passes], None, answer.mix))
    return tuple(lines)


def _of_year(words: str, year: int | None) -> str:
    return f"{words} (năm {year})" if year else words


def _tasks(scope: Scope) -> tuple[Line, ...]:
    """Return the tasks that the organisation was given and how far they are; by the clock alone where it has none."""
    at = scope.window.end - timedelta(seconds=1)
    cases = strategy.case_lines(
        plan_id=scope.plan_id, agency_ids=[scope.agency_id], since=scope.window.start, at=at
    )
    if cases:
        return tuple(
            Line(
                line.key,
                f"{line.words} ({line.period})" if line.period else line.words,
                line.reason
                or (f"hạn {clock.local(line.until):%d/%m/%Y}" if line.until else "Không in thời hạn"),
                "Hoàn thành sau hạn"
                if line.was_late and line.state is CaseState.DONE
                else CASE_STATES[line.state],
            )
            for line in cases
        )
    return tuple(
        Line(line.key, line.words, line.time or "Không in thời hạn", STATES[line.state.value])
        for line in strategy.task_lines(plan_id=scope.plan_id, at=at)
    )
