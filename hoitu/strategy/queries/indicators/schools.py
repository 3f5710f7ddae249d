"""IND-12: which institutions of higher education have digital journalism in a programme, by who leads the plan.

No record of a newsroom knows this: what the register says is declared (D), and checked (C) once a second person
accepted a document about the year's figure.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.registers import api as registers
from hoitu.registers.data import School
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, checked, line

INDICATOR = "IND-12"
UNITS = (Unit.SHARE_OF_INSTITUTIONS,)
RULES: tuple[str, ...] = ()
COUNTING_RULES: tuple[str, ...] = ()
PARTS = {
    "numerator": gettext_lazy("Cơ sở đã cập nhật chương trình"),
    "denominator": gettext_lazy("Cơ sở có đào tạo báo chí"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count the institutions that each body lists, and those whose programme has a module on digital journalism."""
    found = registers.schools(agency_ids=agency_ids, on=question.on)
    listing = [key for key, rows in found.items() if rows]
    sure = checked(INDICATOR, listing, question)
    return {
        key: Tally(
            {part: len(_of_part(found[key], part)) for part in PARTS},
            Provenance.CHECKED if key in sure else Provenance.DECLARED,
        )
        for key in listing
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the institutions of a part with their modules."""
    found = registers.schools(agency_ids=[agency_id], on=question.on)[agency_id]
    return Lines.in_hand(map(_school, _of_part(found, part)))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Compare the share of institutions with what is asked, all of them where nobody says."""
    percent = asked.value if asked is not None and asked.value is not None else 100
    if tally is None:
        return UnitFigure(None, least=percent, reason=_("Chưa ghi cơ sở đào tạo báo chí nào vào sổ."))
    k, n = tally.parts["numerator"], tally.parts["denominator"]
    reason = _("%(k)d/%(n)d cơ sở có học phần báo chí số trong chương trình.") % {"k": k, "n": n}
    return UnitFigure(100 * k >= percent * n, tally.parts, (), percent, tally.provenance, reason)


def _of_part(rows: Collection[School], part: str) -> list[School]:
    return [row for row in rows if row.is_updated or part == "denominator"]


def _school(row: School) -> Line:
    updated = [each for each in row.programmes if each.module]
    newest = max(updated or row.programmes, key=lambda each: each.issued_on, default=None)
    if newest is None:
        return line(row.name, note=_("chưa ghi chương trình nào"))
    return line(
        row.name,
        on=newest.issued_on,
        where=f"{newest.name}, {newest.version}",
        note=newest.module or _("chưa có học phần báo chí số"),
    )
