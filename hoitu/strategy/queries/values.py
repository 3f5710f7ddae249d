"""What a target asks for beside what the records say."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import UnitFigure
from hoitu.strategy.models import Measure, Plan, Publication
from hoitu.strategy.policies.declaring import ONE_ANSWER, one_answer, question_of
from hoitu.strategy.policies.passing import Verdict, named_units, share_of_units
from hoitu.strategy.queries import declared
from hoitu.strategy.queries.asked import answering
from hoitu.strategy.queries.indicators import content_on_platforms
from hoitu.strategy.queries.scope import agencies_of


class Indicator(Protocol):
    """A module of `indicators/`: what it counts, and the rows that it counts."""

    def figures(
        self, agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
    ) -> dict[UUID, UnitFigure]: ...

    def counted(
        self, agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
    ) -> ScopedQuerySet[Publication]: ...


COMPUTED: dict[str, Indicator] = {content_on_platforms.INDICATOR: content_on_platforms}
COUNTED_UNITS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS)
PROVENANCE_ORDER = "ABCD"
NO_DATA = UnitFigure(None)


@dataclass(frozen=True)
class UnitValue:
    """One agency in a target's value. `name` alone for a unit that the plan names and nobody here is."""

    name: str
    agency_id: UUID | None
    figure: UnitFigure


@dataclass(frozen=True)
class Value:
    """What is known of one measure. `verdict` is None where neither records nor statements answer it."""

    measure: Measure
    until: datetime
    units: tuple[UnitValue, ...] = ()
    verdict: Verdict | None = None

    @property
    def mix(self) -> str:
        """Return how the passing units are known, such as "3A 1B"."""
        classes = [unit.figure.provenance for unit in self.units if unit.figure.passes]
        return " ".join(f"{classes.count(one)}{one}" for one in PROVENANCE_ORDER if one in classes)

    @property
    def is_silent(self) -> bool:
        """Say whether nobody has reported anything yet."""
        return all(unit.figure.passes is None for unit in self.units)

    @property
    def is_live(self) -> bool:
        year = self.measure.target.year
        return year is None or clock.today().year <= year


def until_of(year: int | None) -> datetime:
    """Return up to when a target of that year is counted: the end of the year, or now while it is not over."""
    now = clock.now()
    if year is None:
        return now
    end = clock.local(now).replace(year=year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return min(now, end)


def value_of(
    plan: Plan,
    measure: Measure,
    *,
    until: datetime,
    register_on: date | None = None,
    known_at: datetime | None = None,
) -> Value:
    """Compute a measure up to an instant, over the agencies of the register of `register_on` (None: that day's).

    What the records do not answer, the agencies' own statements do. Agencies without either stay in the denominator.
    Bodies that the plan names or counts and nobody here is count as units without data.
    """
    indicator = COMPUTED.get(measure.indicator) if measure.unit in COUNTED_UNITS else None
    asked = question_of(measure.indicator, measure.unit)
    if indicator is None and asked is None:
        return Value(measure, until)
    on = register_on or clock.local(until - timedelta(microseconds=1)).date()
    agencies = answering(plan, measure, agencies_of(plan, on=on))
    ids = [agency.id for agency in agencies]
    figures = indicator.figures(ids, until=until, known_at=known_at) if indicator else {}
    units = [UnitValue(agency.name, agency.id, figures.get(agency.id, NO_DATA)) for agency in agencies]
    if asked is None or not asked.by_owner:
        units += [UnitValue(name, None, NO_DATA) for name in _absent(plan, measure, agencies)]
    said = declared.declared(measure, ids, until=until, known_at=known_at)
    units = declared.filled(units, said)
    if declared.is_total(measure):
        return Value(measure, until, tuple(units), declared.total(measure, units, said))
    return Value(measure, until, tuple(units), _judged(plan, measure, units))


def _judged(plan: Plan, measure: Measure, units: Collection[UnitValue]) -> Verdict:
    answers = {unit.name: unit.figure.passes for unit in units}
    if measure.unit in ONE_ANSWER:
        return one_answer(answers.values())
    if measure.unit == Unit.NAMED_UNITS:
        return named_units(answers, named=[_name_here(plan, key) for key in measure.named_units])
    percent = 100 if measure.unit == Unit.GROWTH_PER_UNIT_A_YEAR else measure.value or 0
    return share_of_units(answers, percent=percent, stated_n=measure.stated_n)


def computed_indicators() -> frozenset[str]:
    """Return the ids of the indicators that records answer today."""
    return frozenset(COMPUTED)


def figure_of(*, indicator: str, agency_id: UUID, until: datetime) -> UnitFigure | None:
    """Return what one agency's records say of an indicator up to an instant; None where no records answer it yet."""
    module = COMPUTED.get(indicator)
    return module.figures([agency_id], until=until)[agency_id] if module else None


def _absent(plan: Plan, measure: Measure, agencies: Collection[Organisation]) -> list[str]:
    here = {agency.id for agency in agencies}
    wanted = list(measure.named_units or (plan.stated_units if measure.stated_n else ()))
    bodies = plan.bodies.filter(key__in=wanted)
    return [body.name for body in bodies if body.organisation_id not in here]


def _name_here(plan: Plan, key: str) -> str:
    body = plan.bodies.select_related("organisation").get(key=key)
    return body.organisation.name if body.organisation else body.name


def records_of(
    measure: Measure, *, agency_id: UUID, until: datetime, known_at: datetime | None = None
) -> ScopedQuerySet[Publication]:
    """Return exactly the records that one agency's figure counts, newest first."""
    counted = COMPUTED[measure.indicator].counted([agency_id], until=until, known_at=known_at)
    return counted.order_by("-published_at", "pk")
