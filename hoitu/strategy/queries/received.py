"""What other installations counted, where this one has no records: a unit's figure of class B, and who told it.

Counting goes through `tallies` and `lines` of this module. Records of this installation win: only an agency that an
indicator knows nothing of has the newest count that was told of it, under the same legal figures.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import format_date, format_number
from hoitu.strategy.figures import Line, Lines, Question, Tally, last_day
from hoitu.strategy.models import Publication, ReceivedTally
from hoitu.strategy.queries.indicators import COMPUTED, Indicator

WHY = "the state side counts what it was told"
FEW = 50
NUMBERS_SHOWN = 2


def tallies(indicator: Indicator, agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count every agency from the records here; of those without any, return what they were told to have."""
    found = indicator.tallies(agency_ids, question)
    missing = [key for key in agency_ids if key not in found]
    return found | {
        key: Tally.from_plain(row.tally) for key, row in told(indicator, missing, question).items()
    }


def lines(indicator: Indicator, agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the records that a part counts; of a count that was told one line, which adds as much as the part."""
    row = told(indicator, [agency_id], question).get(agency_id)
    if row is None or agency_id in indicator.tallies([agency_id], question):
        return indicator.lines(agency_id, part, question)
    amount = row.tally["parts"].get(part)
    return Lines.in_hand(() if amount is None else (_line(row, amount),))


def in_words(indicator: str, parts: Mapping[str, object]) -> str:
    """Return a count that was told in one line, its first numbers by their names."""
    names = COMPUTED[indicator].PARTS if indicator in COMPUTED else {key: key for key in parts}
    numbers = [f"{name} {_number(parts[key])}" for key, name in names.items() if key in parts]
    return "; ".join(numbers[:NUMBERS_SHOWN])


def told(indicator: Indicator, agency_ids: Collection[UUID], question: Question) -> dict[UUID, ReceivedTally]:
    """Return of each agency the newest count up to the question's end, by its legal figures, known by then."""
    if not agency_ids:
        return {}
    rows = _known(question).filter(
        indicator=indicator.INDICATOR,
        year=last_day(question.until).year,
        until__lte=question.until,
        rules=dict(question.rules),
    )
    if len(agency_ids) <= FEW:  # a long list of ids costs more to send than the rows of the others to read
        rows = rows.filter(agency_id__in=agency_ids)
    newest = rows.order_by("agency_id", "-until", "-recorded_at", "sender").distinct("agency_id")
    wanted = set(agency_ids)
    return {row.agency_id: row for row in newest if row.agency_id in wanted}


def _number(given: object) -> str:
    return format_number(given) if type(given) is int else str(given)[:40]  # a package may hold anything


def _known(question: Question) -> ScopedQuerySet[ReceivedTally]:
    rows = ReceivedTally.objects.unscoped(why=WHY)
    if question.known_at is None:
        return rows.filter(superseded_at=None)
    still = Q(superseded_at=None) | Q(superseded_at__gt=question.known_at)
    return rows.filter(still, recorded_at__lte=question.known_at)


def _line(row: ReceivedTally, amount: int) -> Line:
    note = _("Tính đến hết %s. Bản ghi nằm ở nơi đếm, ở đây chỉ có con số.") % format_date(
        last_day(row.until)
    )
    if row.told_by:
        note = _("Số của %s, được chuyển tiếp. ") % row.told_by + note
    return Line(
        _("Số do %s đếm và gửi") % row.source,
        at=row.recorded_at,
        where=row.package_name,
        note=note,
        provenance=row.tally["provenance"],
        provenance_words=f"{Publication.Provenance(row.tally['provenance']).label}: {row.source}",
        amount=amount,
    )
