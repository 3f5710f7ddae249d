"""IND-10.a: which agencies hold a decision on financial autonomy in force; beside it the self-funding ratio (b)."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_percent
from hoitu.registers import api as registers
from hoitu.registers.data import Autonomy, self_funding
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, line

INDICATOR = "IND-10.a"
UNITS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS)
RULES: tuple[str, ...] = ()
COUNTING_RULES: tuple[str, ...] = ()
PARTS = {
    "decisions": gettext_lazy("Quyết định tự chủ còn hiệu lực"),
    "own_revenue": gettext_lazy("Nguồn thu của cơ quan, một năm (đồng)"),
    "recurrent_cost": gettext_lazy("Chi thường xuyên, một năm (đồng)"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's decision in force; agencies whose register never knew one are left out."""
    ever = registers.ever_decided(agency_ids=agency_ids, on=question.on)
    holding = registers.autonomous(agency_ids=ever, on=question.on)
    return {
        key: Tally({part: _amount(holding.get(key), part) for part in PARTS}, Provenance.COMPUTED)
        for key in ever
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the decision in force; under the amounts it counts as many đồng as it states."""
    held = registers.autonomous(agency_ids=[agency_id], on=question.on).get(agency_id)
    amount = _amount(held, part)
    if held is None or not amount:
        return Lines.in_hand([])
    note = f"{held.issuer}; {held.degree_words}"
    return Lines.in_hand([line(held.number, on=held.valid_from, note=note, amount=amount)])


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask for a decision in force that gives autonomy."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa ghi quyết định tự chủ nào vào sổ."))
    passes = tally.parts["decisions"] > 0
    reason = (
        _("Có quyết định tự chủ còn hiệu lực.")
        if passes
        else _("Không có quyết định giao quyền tự chủ nào còn hiệu lực.")
    )
    percent = self_funding(tally.parts["own_revenue"] or None, tally.parts["recurrent_cost"])
    if percent is not None:
        words = _("Tự bảo đảm %s chi thường xuyên.") % format_percent(percent, decimals=1)
        reason = f"{reason} {words}"
    return UnitFigure(passes, tally.parts, (), 0, tally.provenance, reason)


def _amount(held: Autonomy | None, part: str) -> int:
    if held is None:
        return 0
    if part == "decisions":
        return int(held.is_autonomous)
    return (held.own_revenue_vnd if part == "own_revenue" else held.recurrent_cost_vnd) or 0
