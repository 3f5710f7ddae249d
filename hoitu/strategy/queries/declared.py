"""What organisations state of themselves, and whether a second person has checked it.

A statement is of class D. It is of class C while a document about it holds that was accepted after it was made: who
changes the statement asks for a new check.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import Q

from hoitu.evidence import api as evidence
from hoitu.evidence.api import Evidence
from hoitu.kernel import clock
from hoitu.registers import api as registers
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.figures import UnitFigure, last_day
from hoitu.strategy.models import Declaration, Measure, Publication
from hoitu.strategy.policies.declaring import GROWTH, TOTALS, Stated, judged, question_of, together
from hoitu.strategy.policies.passing import Verdict

FEW = 50
BASE_YEARS_BACK = "strategy.ind04.base_years_back"
Provenance = Publication.Provenance
Key = tuple[UUID, str, int]


class Unit(Protocol):
    """A unit of a measure, whatever else it carries."""

    @property
    def name(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def figure(self) -> UnitFigure: ...


U = TypeVar("U", bound=Unit)


@dataclass(frozen=True)
class Declared:
    """What one organisation states for a measure: for its year, and for the base year where growth is asked."""

    now: Stated
    before: Stated | None
    passes: bool | None

    @property
    def is_checked(self) -> bool:
        """Say whether a document that holds was accepted after all of it was stated."""
        stated_at = max(one.recorded_at for one in (self.now, self.before) if one is not None)
        return self.now.checked_at is not None and self.now.checked_at >= stated_at

    @property
    def provenance(self) -> str:
        return Provenance.CHECKED if self.is_checked else Provenance.DECLARED


def about(indicator: str, year: int) -> str:
    """Return the name under which documents support a statement."""
    return f"measure:{indicator}:{year}"


def statements(
    agency_ids: Collection[UUID],
    *,
    indicators: Collection[str],
    years: Collection[int],
    on: date,
    known_at: datetime | None = None,
) -> dict[Key, Stated]:
    """Return what was stated, as known at `known_at` (None: now), by agency, indicator and year.

    `on` is the day on which supporting documents have to hold.
    """
    rows = Declaration.objects.unscoped(why="a plan is about several agencies; the filter follows").filter(
        indicator__in=indicators, year__in=years
    )
    wanted = set(agency_ids)
    if len(wanted) <= FEW:  # a long list of ids costs more to send than the rows of the others to read
        rows = rows.filter(agency_id__in=wanted)
    if known_at is None:
        rows = rows.filter(superseded_at=None)
    else:
        rows = rows.filter(Q(superseded_at=None) | Q(superseded_at__gt=known_at), recorded_at__lte=known_at)
    found = {
        (row.agency_id, row.indicator, row.year): row
        for row in rows.select_related("declared_by")
        if row.agency_id in wanted
    }
    if not found:
        return {}
    papers = evidence.evidence_about(
        agency_ids={agency_id for agency_id, _indicator, _year in found},
        about={about(indicator, year) for _agency, indicator, year in found},
    )
    return {
        key: Stated(
            year=row.year,
            answer=row.answer,
            amount=row.amount,
            of_amount=row.of_amount,
            note=row.note,
            by_name=row.declared_by.full_name if row.declared_by else row.source,
            recorded_at=row.recorded_at,
            checked_at=row.recorded_at
            if row.is_checked
            else _checked_at(papers.get((key[0], about(key[1], key[2])), ()), on, known_at),
        )
        for key, row in found.items()
    }


def declared(
    measure: Measure, agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
) -> dict[UUID, Declared]:
    """Return what each of these states for a measure counted up to an instant.

    While a year runs, what was stated for the year before counts until something is stated for it.
    """
    if not agency_ids or question_of(measure.indicator, measure.unit) is None:
        return {}
    day = last_day(until)
    is_running = until < datetime(day.year + 1, 1, 1, tzinfo=clock.VIETNAM).astimezone(UTC)
    years = [day.year, day.year - 1] if is_running else [day.year]
    bases = {year: base_year(measure, year) for year in years}
    said = statements(
        agency_ids,
        indicators=[measure.indicator],
        years={*years, *(base for base in bases.values() if base is not None)},
        on=day,
        known_at=known_at,
    )
    found = {}
    for agency_id in agency_ids:
        year = next((each for each in years if (agency_id, measure.indicator, each) in said), None)
        if year is None:
            continue
        now = said[agency_id, measure.indicator, year]
        base = bases[year]
        before = said.get((agency_id, measure.indicator, base)) if base is not None else None
        passes = judged(measure.indicator, measure.unit, percent_of(measure), now, before)
        found[agency_id] = Declared(now, before, passes)
    return found


def filled(units: Iterable[U], said: Mapping[UUID, Declared]) -> list[U]:
    """Return the units, those without an answer of the records with what they state."""
    return [_filled(unit, said.get(unit.agency_id) if unit.agency_id else None) for unit in units]


def total(measure: Measure, units: Iterable[Unit], said: Mapping[UUID, Declared]) -> Verdict:
    """Judge a measure that sums what its units state."""
    stated = {}
    for unit in units:
        one = said.get(unit.agency_id) if unit.agency_id else None
        stated[unit.name] = (one.now, one.before) if one else None
    return together(measure.unit, percent_of(measure), stated)


def is_total(measure: Measure) -> bool:
    """Say whether the units' amounts are added up, not their answers counted."""
    return measure.unit in (*TOTALS, *GROWTH)


def percent_of(measure: Measure) -> int:
    """Return what is asked of one unit, in percent: its threshold, or the measure's own number."""
    return int((measure.threshold or {}).get("value") or measure.value or 0)


def base_year(measure: Measure, year: int) -> int | None:
    """Return the year with which growth is compared: the printed one, else as the definition says."""
    asked = question_of(measure.indicator, measure.unit)
    if asked is None or not asked.grows:
        return None
    if measure.base_year:
        return measure.base_year
    return year - (_years_back(year) if measure.indicator == "IND-04" else 1)


def _years_back(year: int) -> int:
    try:
        return registers.legal_rule(key=BASE_YEARS_BACK, on=date(year, 12, 31)).integer()
    except registers.RuleUnknown:
        definition = definition_of("IND-04")
        proposed = {one.key: one.proposed for one in definition.parameters} if definition else {}
        return proposed.get(BASE_YEARS_BACK) or 1


def _checked_at(papers: Iterable[Evidence], on: date, known_at: datetime | None) -> datetime | None:
    moments = [
        paper.checked_at
        for paper in papers
        if paper.checked_at is not None
        and paper.holds_on(on)
        and (known_at is None or paper.checked_at <= known_at)
    ]
    return max(moments, default=None)


def _filled(unit: U, said: Declared | None) -> U:
    if said is None or said.passes is None or unit.figure.passes is not None:
        return unit
    # Numbers that conclude nothing stay beside the statement that does.
    reason = unit.figure.reason if unit.figure.parts and not unit.figure.is_partial else ""
    figure = replace(
        unit.figure, passes=said.passes, provenance=said.provenance, reason=reason, is_partial=False
    )
    return replace(unit, figure=figure)  # type: ignore[type-var]
