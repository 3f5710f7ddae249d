"""A report as it stands now: what the records say, with what people typed."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.reporting.data import Content, Figure, Head, Line
from hoitu.reporting.models import Report, Version
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import last_day_counted
from hoitu.reporting.policies.plain import from_plain
from hoitu.reporting.policies.suggestions import sentences
from hoitu.reporting.queries.cells import Scope, figures_of
from hoitu.strategy import api as strategy

ANSWERS = {True: "Đạt", False: "Chưa đạt", None: "Chưa có số liệu"}
STATES = {
    "not_open": "Chưa đến kỳ",
    "open": "Đang trong hạn",
    "due_soon": "Sắp đến hạn",
    "late": "Đã qua hạn",
    "never_late": "Thường xuyên",
    "waiting": "Chờ văn bản",
}


def scope_of(report: Report) -> Scope:
    """Return what the report counts today."""
    year = int(report.period[:4])
    return Scope(report.agency_id, report.rule.plan_id, year, last_day_counted(clock.today(), year))


def content_of(report: Report, *, now: datetime) -> Content:
    """Return the draft with its numbers counted now. What a person typed never replaces what was counted."""
    layout, scope = layouts()[report.layout], scope_of(report)
    typed: dict[str, Any] = report.draft.get("figures", {})
    counted = figures_of(layout, scope, now=now)
    earlier = last_year(report)
    figures = {
        cell.key: _figure(counted.get(cell.key), typed.get(cell.key, {}), _earlier(earlier, cell.key))
        for cell in layout.cells
    }
    return Content(
        layout.key,
        report.period,
        scope.cut_off.isoformat(),
        Head(**report.draft.get("head", {})),
        figures,
        report.draft.get("words", {}),
        _targets(scope),
        _tasks(scope),
    )


def suggestions(content: Content) -> dict[str, str]:
    """Return the sentences that the content's numbers suggest, by section."""
    return sentences(
        period=content.period,
        cut_off=date.fromisoformat(content.cut_off),
        figures=content.figures,
        targets=content.targets,
        tasks=content.tasks,
    )


def last_year(report: Report) -> Content | None:
    """Return what was sent under the same duty a year before, None when nothing was."""
    version = (
        Version.objects.for_agency(report.agency_id)
        .filter(report__rule_id=report.rule_id, report__period=str(int(report.period[:4]) - 1))
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


def _figure(counted: Figure | None, typed: dict[str, Any], earlier: int | None) -> Figure:
    estimate, note = typed.get("estimate"), typed.get("note", "")
    if counted is None:
        actual = typed.get("actual")
        return Figure(actual, actual if estimate is None else estimate, None, earlier, False, note)
    return Figure(
        counted.actual,
        counted.estimate if estimate is None else estimate,
        counted.final,
        earlier if counted.last_year is None else counted.last_year,
        True,
        note,
    )


def _earlier(content: Content | None, key: str) -> int | None:
    figure = content.figures.get(key) if content else None
    if figure is None:
        return None
    return figure.final if figure.final is not None else figure.estimate


def _targets(scope: Scope) -> tuple[Line, ...]:
    answers = strategy.answers_of(plan_id=scope.plan_id, agency_id=scope.agency_id, until=scope.window.end)
    return tuple(
        Line(
            answer.key,
            f"{answer.verbatim} (năm {answer.year})" if answer.year else answer.verbatim,
            answer.reason,
            ANSWERS[answer.passes],
            answer.records,
            answer.provenance,
        )
        for answer in answers
    )


def _tasks(scope: Scope) -> tuple[Line, ...]:
    lines = strategy.task_lines(plan_id=scope.plan_id, at=scope.window.end - timedelta(seconds=1))
    return tuple(
        Line(line.key, line.words, line.time or "Không in thời hạn", STATES[line.state.value])
        for line in lines
    )
