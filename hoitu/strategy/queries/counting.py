"""Ask an indicator: the registers' answers that it needs, one figure per agency, the records behind one."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from hoitu.registers import api as registers
from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure, last_day
from hoitu.strategy.queries import received
from hoitu.strategy.queries.indicators import COMPUTED, READS_MAGAZINES, TWICE, Indicator


def rules_of(keys: Collection[str], *, on: date) -> dict[str, int]:
    """Return the legal figures in force on a day; one that is itself a day by its ordinal. Raises `RuleUnknown`."""
    return {key: _whole(registers.legal_rule(key=key, on=on)) for key in keys}


def basis_of(indicator: Indicator, agency_ids: Collection[UUID], *, until: datetime) -> Basis:
    """Return what the registers say on the last day that counts, as far as the indicator's judgement reads it."""
    on, key = last_day(until), indicator.INDICATOR
    magazines = registers.magazines(organisation_ids=agency_ids, on=on) if key in READS_MAGAZINES else ()
    rules = rules_of(indicator.RULES, on=on)
    twice = TWICE[key](agency_ids, question_of(indicator, until=until)) if key in TWICE else (0, 0)
    return Basis(rules, frozenset(magazines), twice)


def question_of(indicator: Indicator, *, until: datetime, known_at: datetime | None = None) -> Question:
    """Return the question for counting up to an instant, under the legal figures of its last day."""
    return Question(until, rules_of(indicator.COUNTING_RULES, on=last_day(until)), known_at)


def tallies_of(
    indicator: Indicator, agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
) -> dict[UUID, Tally]:
    """Count from the records themselves, and where there are none from what another installation counted."""
    if not agency_ids:
        return {}
    return received.tallies(indicator, agency_ids, question_of(indicator, until=until, known_at=known_at))


def judged(
    indicator: Indicator,
    tallies: Mapping[UUID, Tally],
    agency_ids: Collection[UUID],
    *,
    basis: Basis,
    asked: Asked | None = None,
) -> dict[UUID, UnitFigure]:
    """Return each agency's figure from what was counted of it."""
    ordered = {key: tally.in_order(indicator.PARTS) for key, tally in tallies.items()}
    return {key: indicator.judge(key, ordered.get(key), basis, asked) for key in agency_ids}


def figures_of(
    indicator: str,
    agency_ids: Collection[UUID],
    *,
    until: datetime,
    known_at: datetime | None = None,
    asked: Asked | None = None,
) -> dict[UUID, UnitFigure]:
    """Return each agency's figure, counted now from the records."""
    module = COMPUTED[indicator]
    counted = tallies_of(module, agency_ids, until=until, known_at=known_at)
    return judged(module, counted, agency_ids, basis=basis_of(module, agency_ids, until=until), asked=asked)


def lines_of(
    indicator: str, agency_id: UUID, part: str, *, until: datetime, known_at: datetime | None = None
) -> Lines:
    """Return exactly the records that a part of one agency's figure counts."""
    module = COMPUTED[indicator]
    return received.lines(module, agency_id, part, question_of(module, until=until, known_at=known_at))


def _whole(rule: registers.LegalRule) -> int:
    try:
        return date.fromisoformat(str(rule.value)).toordinal()
    except ValueError:
        return rule.integer()
