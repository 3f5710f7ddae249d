"""IND-07: which agencies protect every information system in scope at level 3 or higher; which systems are.

The plan of TTXVN asks for all its systems, in scope or not: a second pair of numbers. An assessment that is too old
turns the figure on the day after its last one, by itself.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.registers import api as registers
from hoitu.registers.data import LevelThree, SystemStanding
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, line

INDICATOR = "IND-07"
UNITS = (Unit.SHARE_OF_AGENCIES, Unit.SHARE_OF_SYSTEMS, Unit.NAMED_UNITS)
LEVEL, MONTHS = "strategy.ind07.level", "strategy.ind07.assessment_months"
RULES = COUNTING_RULES = (LEVEL, MONTHS)
PARTS = {
    "numerator": gettext_lazy("Hệ thống thuộc phạm vi đủ ba điều"),
    "denominator": gettext_lazy("Hệ thống thuộc phạm vi"),
    "every_safe": gettext_lazy("Mọi hệ thống đủ ba điều"),
    "every": gettext_lazy("Mọi hệ thống"),
}
SHARE = ("every_safe", "every")  # of a target that counts systems
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's systems and those that lack nothing, in scope and all together."""
    found = registers.level_three(agency_ids=agency_ids, on=question.on)
    return {
        key: Tally({part: len(_of_part(one, part)) for part in PARTS}, Provenance.COMPUTED)
        for key, one in found.items()
        if one.systems or one.others
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the systems of a part with what each lacks."""
    found = registers.level_three(agency_ids=[agency_id], on=question.on)[agency_id]
    return Lines.in_hand(map(_system, _of_part(found, part)))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask that no system in scope lacks anything; of a target of systems, that enough of all of them do not."""
    least = basis.rules[LEVEL]
    if tally is None:
        return UnitFigure(None, least=least, reason=_("Chưa ghi hệ thống thông tin nào vào sổ."))
    parts = tally.parts
    said = {
        "k": parts["numerator"], "n": parts["denominator"], "every_k": parts["every_safe"],
        "every": parts["every"], "least": least,
    }  # fmt: skip
    reason = _(
        "%(k)d/%(n)d hệ thống thuộc phạm vi đủ ba điều ở cấp độ %(least)d trở lên; tính mọi hệ thống: "
        "%(every_k)d/%(every)d."
    )
    if asked is not None and asked.unit == Unit.SHARE_OF_SYSTEMS:
        passes: bool | None = 100 * parts["every_safe"] >= (asked.value or 100) * parts["every"]
    else:
        passes = parts["numerator"] == parts["denominator"] if parts["denominator"] else None
    return UnitFigure(passes, parts, (), least, tally.provenance, reason % said)


def _of_part(found: LevelThree, part: str) -> list[SystemStanding]:
    rows: Iterable[SystemStanding] = found.systems
    if part.startswith("every"):
        rows = (*found.systems, *found.others)
    return [each for each in rows if not (each.lacks and part in ("numerator", "every_safe"))]


def _system(each: SystemStanding) -> Line:
    level = _("cấp độ %d") % each.level if each.level else _("chưa có cấp độ")
    note = "; ".join(each.lacks) or _("đủ ba điều")
    return line(
        f"{each.name} ({each.code})",
        on=each.assessed_on,
        where=each.decision or level,
        note=f"{level}: {note}",
    )
