"""IND-14: which steps the digital platforms for the press have reached, by who leads the plan.

A milestone is what a document says: declared (D), and checked (C) once a second person accepted one about the year's
figure. Connections stand beside: they count once receipts prove them, not because somebody says so.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.registers import api as registers
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, checked, keepers_for, line

INDICATOR = "IND-14"
UNITS = (Unit.MILESTONE,)
RULES: tuple[str, ...] = ()
COUNTING_RULES: tuple[str, ...] = ()
PARTS = {
    "numerator": gettext_lazy("Mốc đã qua"),
    "denominator": gettext_lazy("Mốc của mọi nền tảng trong sổ"),
    "platforms": gettext_lazy("Nền tảng trong sổ"),
    "connected": gettext_lazy("Lượt cơ quan ghi đang kết nối"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count the milestones of the platforms that each body, or an agency below it, has written down."""
    found = {key: rows for key in agency_ids if (rows := _platforms(key, question))}
    sure = checked(INDICATOR, found, question)
    return {
        key: Tally(
            {part: sum(each.amount for each in _lines(rows, part)) for part in PARTS},
            Provenance.CHECKED if key in sure else Provenance.DECLARED,
        )
        for key, rows in found.items()
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the milestones of a part, the platforms, or how many agencies say that they use each."""
    return Lines.in_hand(_lines(_platforms(agency_id, question), part))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask that every platform reached every step, by documents that a second person accepted."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa ghi mốc nào của nền tảng số cho báo chí."))
    parts = tally.parts
    is_whole, is_checked = parts["numerator"] == parts["denominator"], tally.provenance == Provenance.CHECKED
    reason = _(
        "%(k)d/%(n)d mốc của %(platforms)d nền tảng đã qua. %(connected)d lượt cơ quan ghi đang kết nối, "
        "chỉ để xem: kết nối được tính khi có biên nhận."
    ) % {
        "k": parts["numerator"],
        "n": parts["denominator"],
        "platforms": parts["platforms"],
        "connected": parts["connected"],
    }
    if is_whole and not is_checked:
        reason = _("%s Chưa có tài liệu đã được người thứ hai kiểm tra.") % reason
    passes = (True if is_checked else None) if is_whole else False
    return UnitFigure(passes, parts, (), 0, tally.provenance, reason, is_partial=passes is None)


def _platforms(body_id: UUID, question: Question) -> tuple[registers.PlatformState, ...]:
    keepers = keepers_for(body_id, question.on)
    return registers.platform_states(keeper_ids=keepers, agency_ids=keepers - {body_id}, on=question.on)


def _lines(rows: Collection[registers.PlatformState], part: str) -> Iterator[Line]:
    for row in rows:
        if part in ("numerator", "denominator"):
            for each in row.steps:
                yield line(f"{row.platform}: {each.words}", on=each.reached_on, where=each.document)
        if part == "denominator":
            for words in row.missing:
                yield line(f"{row.platform}: {words}", note=_("chưa ghi là đã qua"))
        if part == "platforms":
            yield line(row.platform, on=row.steps[-1].reached_on, note=row.steps[-1].words)
        if part == "connected" and row.connected:
            agencies = _("%d cơ quan") % len(row.connected)
            yield line(row.platform, note=agencies, amount=len(row.connected))
