"""IND-13: which courses of the year used a current syllabus with a part on digital journalism.

The plan of TTXVN prints no number: the share is shown, whether it is enough the plan's leader says.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_date
from hoitu.registers import api as registers
from hoitu.registers.data import CourseRun
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, line

INDICATOR = "IND-13"
UNITS = (Unit.MILESTONE,)
MONTHS = "strategy.ind13.months"
RULES = COUNTING_RULES = (MONTHS,)
PARTS = {
    "numerator": gettext_lazy("Lớp dùng đề cương còn mới, có phần báo chí số"),
    "denominator": gettext_lazy("Lớp đã mở trong kỳ"),
    "people": gettext_lazy("Lượt người dự các lớp đó"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each body's courses of the year that somebody attended, and those that were up to date."""
    found = _run(agency_ids, question)
    return {
        key: Tally(
            {part: sum(each.amount for each in _lines(rows, part)) for part in PARTS}, Provenance.COMPUTED
        )
        for key, rows in found.items()
        if rows
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the courses of a part; under people each counts as many as were there."""
    return Lines.in_hand(_lines(_run([agency_id], question)[agency_id], part))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """State the share and conclude nothing: no plan says how much is enough."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa có lớp nào mở trong kỳ có người dự."))
    reason = _(
        "%(k)d/%(n)d lớp đã mở dùng đề cương trong %(months)d tháng và có phần báo chí số; kế hoạch không nêu mức, "
        "đơn vị chủ trì kết luận."
    ) % {"k": tally.parts["numerator"], "n": tally.parts["denominator"], "months": basis.rules[MONTHS]}
    return UnitFigure(None, tally.parts, (), 0, tally.provenance, reason)


def _run(agency_ids: Collection[UUID], question: Question) -> dict[UUID, tuple[CourseRun, ...]]:
    since = question.on.replace(month=1, day=1)
    return registers.courses_run(agency_ids=agency_ids, since=since, on=question.on)


def _lines(rows: Collection[CourseRun], part: str) -> list[Line]:
    return [
        _course(row, row.people if part == "people" else 1)
        for row in rows
        if part != "numerator" or (row.is_digital and row.is_current)
    ]


def _course(row: CourseRun, amount: int) -> Line:
    written = format_date(row.programme_on) if row.programme_on else _("chưa ghi ngày")
    note = _("đề cương %(day)s; %(people)d người dự") % {"day": written, "people": row.people}
    return line(f"{row.name} ({row.code})", on=row.starts_on, note=note, amount=amount)
