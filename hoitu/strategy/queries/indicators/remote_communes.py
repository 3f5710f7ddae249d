"""IND-08: how many people of the listed remote communes local press reaches, by surveys and coverage maps.

Who leads the plan answers: the communes that it or an agency below it lists, each once by its code, and the coverage
that any of them has a source for.
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_number
from hoitu.registers import api as registers
from hoitu.registers.data import CommuneReach
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, keepers_for, line

INDICATOR = "IND-08"
UNITS = (Unit.SHARE_OF_PEOPLE,)
RULES: tuple[str, ...] = ()
COUNTING_RULES: tuple[str, ...] = ()
PARTS = {
    "numerator": gettext_lazy("Người dân ở xã đã được phủ"),
    "denominator": gettext_lazy("Người dân ở mọi xã trong danh sách"),
    "reached": gettext_lazy("Xã đã được phủ"),
    "communes": gettext_lazy("Xã trong danh sách"),
}
ROWS_HAVE_RECORDED_TIME = False


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each body's remote communes and their people."""
    found = {key: _communes(key, question) for key in agency_ids}
    return {
        key: Tally(
            {part: sum(_amount(each, part) for each in _of_part(rows, part)) for part in PARTS},
            Provenance.COMPUTED,
        )
        for key, rows in found.items()
        if rows
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the communes of a part; in the numbers of people each counts as many as live there."""
    rows = _of_part(_communes(agency_id, question), part)
    return Lines.in_hand(_commune(each, _amount(each, part)) for each in rows)


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Compare the share of people reached with what is asked, all of them where nobody says."""
    percent = asked.value if asked is not None and asked.value is not None else 100
    if tally is None:
        return UnitFigure(None, least=percent, reason=_("Chưa ghi danh sách xã vùng sâu, vùng xa."))
    parts = tally.parts
    reason = _("%(k)s/%(n)s người dân, %(reached)d/%(communes)d xã được phủ.") % {
        "k": format_number(parts["numerator"]),
        "n": format_number(parts["denominator"]),
        "reached": parts["reached"],
        "communes": parts["communes"],
    }
    passes = 100 * parts["numerator"] >= percent * parts["denominator"] if parts["denominator"] else None
    return UnitFigure(passes, parts, (), percent, tally.provenance, reason)


def _communes(body_id: UUID, question: Question) -> tuple[CommuneReach, ...]:
    return registers.reached(agency_ids=keepers_for(body_id, question.on), on=question.on)


def _of_part(rows: tuple[CommuneReach, ...], part: str) -> list[CommuneReach]:
    return [each for each in rows if each.press_types or part in ("denominator", "communes")]


def _amount(each: CommuneReach, part: str) -> int:
    return 1 if part in ("reached", "communes") else each.population


def _commune(each: CommuneReach, amount: int) -> Line:
    people = _("%s người dân") % format_number(each.population)
    where = ", ".join(each.press_words) or _("chưa được phủ")
    return line(each.name, where=where, note=people, amount=amount)
