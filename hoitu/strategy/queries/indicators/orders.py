"""IND-10.c: the State's orders of the budget year: what was accepted of what was assigned, and by which prices.

Who leads the plan answers, for the agencies below it. A line that orderer and agency both keep is one line. It stands
when every line cites a norm and a unit price that held on the day of the order.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_vnd
from hoitu.registers import api as registers
from hoitu.registers.data import AcceptedProduct, OrderedLine
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, keepers_for, line

INDICATOR = "IND-10.c"
UNITS = (Unit.MILESTONE,)
RULES: tuple[str, ...] = ()
COUNTING_RULES: tuple[str, ...] = ()
PARTS = {
    "numerator": gettext_lazy("Giá trị đã nghiệm thu (đồng)"),
    "denominator": gettext_lazy("Giá trị đã đặt hàng, giao nhiệm vụ (đồng)"),
    "priced": gettext_lazy("Dòng đúng định mức, đơn giá"),
    "lines": gettext_lazy("Dòng đặt hàng"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each body's order lines of the year, and the đồng of what was assigned and accepted."""
    found = {key: _ordered(key, question) for key in agency_ids}
    return {
        key: Tally(
            {part: sum(each.amount for each in _lines(*rows, part)) for part in PARTS}, Provenance.COMPUTED
        )
        for key, rows in found.items()
        if rows[0]
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the order lines or accepted products of a part, under amounts with their đồng."""
    return Lines.in_hand(_lines(*_ordered(agency_id, question), part))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask that every order line of the year stands on a norm and a unit price."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa ghi đơn đặt hàng, giao nhiệm vụ nào của năm."))
    parts = tally.parts
    reason = _(
        "Đã nghiệm thu %(accepted)s trong %(assigned)s; %(priced)d/%(lines)d dòng đặt hàng dẫn định mức, đơn giá "
        "còn hiệu lực vào ngày đặt."
    ) % {
        "accepted": format_vnd(parts["numerator"]),
        "assigned": format_vnd(parts["denominator"]),
        "priced": parts["priced"],
        "lines": parts["lines"],
    }
    return UnitFigure(parts["priced"] == parts["lines"], parts, (), 0, tally.provenance, reason)


def _ordered(
    body_id: UUID, question: Question
) -> tuple[dict[tuple[str, str], OrderedLine], list[AcceptedProduct]]:
    """Return the year's lines by their name, and what was accepted of them where they are kept."""
    keepers = sorted(keepers_for(body_id, question.on) - {body_id}, key=str)
    since = question.on.replace(month=1, day=1)
    found = registers.orders(agency_ids=[*keepers, body_id], on=question.on, since=since)
    rows: dict[tuple[str, str], OrderedLine] = {}
    accepted: list[AcceptedProduct] = []
    for key in (*keepers, body_id):  # who carries the order out first: its book knows what was accepted
        fresh = {one.key: one for one in found[key].lines if one.key not in rows}
        rows |= fresh
        accepted += [each for each in found[key].accepted if each.key in fresh]
    return rows, accepted


def _lines(
    rows: dict[tuple[str, str], OrderedLine], accepted: list[AcceptedProduct], part: str
) -> list[Line]:
    if part == "numerator":
        return [
            line(each.title, on=each.accepted_on, note=format_vnd(each.amount_vnd), amount=each.amount_vnd)
            for each in accepted
        ]
    return [
        line(
            each.name,
            on=each.ordered_on,
            where=each.order,
            note=format_vnd(each.amount_vnd),
            amount=each.amount_vnd if part == "denominator" else 1,
        )
        for each in rows.values()
        if each.is_priced or part != "priced"
    ]
