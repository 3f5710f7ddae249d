"""IND-11: whether the agency was licensed anew and the licence holds; beside it, how many of its licences hold."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_date
from hoitu.registers import api as registers
from hoitu.registers.data import Licence
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, line

INDICATOR = "IND-11"
UNITS = (Unit.BOOLEAN,)
SINCE = "strategy.ind11.since"  # a day, by its ordinal
RULES = COUNTING_RULES = (SINCE,)
PARTS = {
    "renewed": gettext_lazy("Giấy phép cấp mới, còn hiệu lực"),
    "numerator": gettext_lazy("Giấy phép còn hiệu lực"),
    "denominator": gettext_lazy("Giấy phép đã cấp"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each organisation's licences: issued by the day, in force on it, and issued anew."""
    found = registers.licences_by(organisation_ids=agency_ids, on=question.on)
    return {
        key: Tally({part: len(_of_part(rows, part, question)) for part in PARTS}, Provenance.COMPUTED)
        for key, rows in found.items()
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the licences of a part."""
    rows = registers.licences_by(organisation_ids=[agency_id], on=question.on).get(agency_id, ())
    return Lines.in_hand(map(_licence, _of_part(rows, part, question)))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask for a licence in force that was issued since the day from which one counts as new."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa ghi giấy phép nào vào sổ."))
    parts = tally.parts
    reason = _("%(k)d/%(n)d giấy phép còn hiệu lực, %(new)d giấy phép trong đó cấp từ ngày %(day)s.") % {
        "k": parts["numerator"],
        "n": parts["denominator"],
        "new": parts["renewed"],
        "day": format_date(date.fromordinal(basis.rules[SINCE])),
    }
    return UnitFigure(parts["renewed"] > 0, parts, (), 0, tally.provenance, reason)


def _of_part(rows: Collection[Licence], part: str, question: Question) -> list[Licence]:
    if part == "denominator":
        return list(rows)
    since = date.fromordinal(question.rules[SINCE])
    return [
        row for row in rows if row.holds_on(question.on) and (part == "numerator" or row.issued_on >= since)
    ]


def _licence(row: Licence) -> Line:
    until = _("đến hết %s") % format_date(row.valid_until - date.resolution) if row.valid_until else ""
    note = "; ".join(filter(None, (row.issuer, until)))
    return line(f"{row.name} ({row.number})", on=row.issued_on, note=note)
