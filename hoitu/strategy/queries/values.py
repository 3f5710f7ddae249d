"""What a target asks for beside what the records say, and where they say nothing, what the agencies state."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.strategy.data import Unit
from hoitu.strategy.definitions import name_of
from hoitu.strategy.figures import Asked, Basis, Lines, Tally, UnitFigure, last_day
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.policies import passing
from hoitu.strategy.policies.declaring import GROWTH, ONE_ANSWER, TOTALS, one_answer, question_of
from hoitu.strategy.policies.passing import Verdict
from hoitu.strategy.queries import declared
from hoitu.strategy.queries.addressees import Named, named_on
from hoitu.strategy.queries.asked import answering
from hoitu.strategy.queries.counting import basis_of, figures_of, judged, lines_of, tallies_of
from hoitu.strategy.queries.declared import Declared
from hoitu.strategy.queries.indicators import COMPUTED, SHARES
from hoitu.strategy.queries.scope import agencies_of
from hoitu.strategy.queries.stored import Kept, kept

PROVENANCE_ORDER = "ABCD"
NO_DATA = UnitFigure(None)
Said = Mapping[UUID, Declared]


@dataclass(frozen=True)
class UnitValue:
    """One agency in a target's value. `name` alone for a unit that the plan names and nobody here is."""

    name: str
    agency_id: UUID | None
    figure: UnitFigure
    province: str = ""


@dataclass(frozen=True)
class Value:
    """What is known of one measure. `verdict` is None where neither records nor statements answer it.

    `until` is up to when it counts, `known_at` the recorded time of its oldest stored part (None: counted now),
    `behind` how many agencies have newer records than their stored part knows.
    """

    measure: Measure
    until: datetime
    units: tuple[UnitValue, ...] = ()
    verdict: Verdict | None = None
    known_at: datetime | None = None
    behind: int = 0

    @property
    def mix(self) -> str:
        """Return how the passing units are known, such as "3A 1B"."""
        classes = [unit.figure.provenance for unit in self.units if unit.figure.passes]
        return " ".join(f"{classes.count(one)}{one}" for one in PROVENANCE_ORDER if one in classes)

    @property
    def is_silent(self) -> bool:
        """Say whether nobody has reported anything yet."""
        return all(unit.figure.passes is None and not unit.figure.parts for unit in self.units)

    @property
    def is_live(self) -> bool:
        year = self.measure.target.year
        return year is None or clock.today().year <= year

    @property
    def last_day(self) -> date:
        return last_day(self.until)


def until_of(year: int | None) -> datetime:
    """Return up to when a target of that year is counted: the end of the year, or of today while it is not over.

    Whole days, so that a figure is one figure all day long however often it is counted.
    """
    today = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    if year is None:
        return tomorrow
    return min(tomorrow, today.replace(year=year + 1, month=1, day=1))


def value_of(
    plan: Plan,
    measure: Measure,
    *,
    until: datetime | None = None,
    register_on: date | None = None,
    known_at: datetime | None = None,
    only: Callable[[Organisation], bool] | None = None,
) -> Value:
    """Return the value of one measure; see `values_of`."""
    return values_of(plan, [measure], until=until, register_on=register_on, known_at=known_at, only=only)[0]


def values_of(
    plan: Plan,
    measures: Iterable[Measure],
    *,
    until: datetime | None = None,
    register_on: date | None = None,
    known_at: datetime | None = None,
    only: Callable[[Organisation], bool] | None = None,
) -> list[Value]:
    """Return a value for each measure, over the agencies of the register of `register_on` (None: the last day's).

    Without `until` each is read for its target's year from what is stored. With an instant everything is counted up
    to it from the records, as they were known at `known_at` (None: now). One query per indicator and period answers
    all measures. What the records do not answer, the agencies' own statements do. Agencies without either stay in the
    denominator; bodies that the plan names or counts and nobody here is count as units without data. With `only` no
    other agency is read: then the verdict is about these alone.
    """
    measures = list(measures)
    agencies = _Agencies(plan, register_on)
    groups: dict[tuple[str, datetime, frozenset[UUID]], tuple[Kept, Basis]] = {}
    values = []
    for measure in measures:
        end = until or until_of(measure.target.year)
        if not is_answerable(measure):
            values.append(Value(measure, end))
            continue
        here = answering(plan, measure, agencies.on_last_day_of(end), on=register_on or last_day(end))
        asked = asked_of(plan, measure, here, agencies.named_on_last_day_of(end))
        here = [row for row in here if only is None or only(row)]
        said = declared.declared(measure, [row.id for row in here], until=end, known_at=known_at)
        if not is_computed(measure):
            values.append(_stated(measure, end, asked, here, said))
            continue
        key = (measure.indicator, end, frozenset(row.id for row in here))
        if key not in groups:
            groups[key] = _counted(measure.indicator, here, end, stored=until is None, known_at=known_at)
        counted, basis = groups[key]
        units = tuple(declared.filled(units_of(asked, here, counted.tallies, basis), said))
        verdict = judge(asked, units, said, twice=basis.twice)
        values.append(Value(measure, end, units, verdict, counted.known_at, len(counted.behind)))
    return values


def _stated(
    measure: Measure, end: datetime, asked: Asked, here: Collection[Organisation], said: Said
) -> Value:
    """Return the value of a measure that nothing but statements answers."""
    units = [UnitValue(row.name, row.id, NO_DATA, row.province) for row in here]
    units = declared.filled([*units, *(UnitValue(name, None, NO_DATA) for name in asked.absent)], said)
    if declared.is_total(measure):
        return Value(measure, end, tuple(units), declared.total(measure, units, said))
    return Value(measure, end, tuple(units), judge(asked, units, said))


def unit_of(plan: Plan, measure: Measure, *, agency_id: UUID) -> UnitValue | None:
    """Return one agency's figure, counted now; None for an agency outside the plan, or where nothing is counted."""
    if not is_computed(measure):
        return None
    until = until_of(measure.target.year)
    on = last_day(until)
    every = answering(plan, measure, agencies_of(plan, on=on), on=on)
    here = [row for row in every if row.id == agency_id]
    if not here:
        return None
    counted, basis = _counted(measure.indicator, here, until, stored=False, known_at=None)
    asked = asked_of(plan, measure, here, [])
    return units_of(asked, here, counted.tallies, basis)[0]


def records_of(
    measure: Measure,
    *,
    agency_id: UUID,
    reader: UUID | None,
    part: str = "",
    until: datetime | None = None,
    known_at: datetime | None = None,
) -> Lines:
    """Return exactly the records that a part of one agency's figure counts ("": its first part), newest first.

    `reader` is the organisation for which somebody looks (None: any other than the agency): where the records are
    people, bodies above see groups.
    """
    module = COMPUTED[measure.indicator]
    end = until or until_of(measure.target.year)
    found = lines_of(
        measure.indicator, agency_id, part or next(iter(module.PARTS)), until=end, known_at=known_at
    )
    return found.seen_by(is_own=reader == agency_id)


def is_answerable(measure: Measure) -> bool:
    """Return whether records or statements can answer the measure."""
    return is_computed(measure) or question_of(measure.indicator, measure.unit) is not None


def computed_indicators() -> frozenset[str]:
    """Return the ids of the indicators that records answer today."""
    return frozenset(COMPUTED)


def indicator_name(indicator: str) -> str:
    """Return what people call an indicator or a part of it, or its id while nothing defines it."""
    return name_of(indicator)


def figure_of(*, indicator: str, agency_id: UUID, until: datetime) -> UnitFigure | None:
    """Return what one agency's records say of an indicator up to an instant; None where no records answer it yet."""
    if indicator not in COMPUTED:
        return None
    return figures_of(indicator, [agency_id], until=until)[agency_id]


def is_computed(measure: Measure) -> bool:
    """Return whether records answer the measure: they are counted, and its unit can be judged from counts."""
    return measure.indicator in COMPUTED and measure.unit in COMPUTED[measure.indicator].UNITS


def asked_of(
    plan: Plan, measure: Measure, here: Collection[Organisation], bodies: Collection[Named]
) -> Asked:
    """Return what a measure asks for, its units by the names under which this installation knows them."""
    question = question_of(measure.indicator, measure.unit)
    by_owner = question is not None and question.by_owner
    ids = {agency.id for agency in here}
    by_key = {body.key: body for body in bodies}
    wanted = [] if by_owner else (measure.named_units or (plan.stated_units if measure.stated_n else []))
    return Asked(
        indicator=measure.indicator,
        unit=measure.unit,
        value=measure.value,
        stated_n=measure.stated_n,
        base_year=measure.base_year,
        # Two that have merged are one.
        named=tuple(dict.fromkeys(by_key[key].name for key in measure.named_units if key in by_key)),
        absent=tuple(b.printed for b in bodies if b.key in wanted and b.organisation_id not in ids),
    )


def judge(
    asked: Asked,
    units: Collection[UnitValue],
    said: Said | None = None,
    *,
    twice: tuple[int, int] = (0, 0),
) -> Verdict:
    """Say whether the units together reach what is asked; amounts that nothing counted are those in `said`.

    `twice`: how often the sums count somebody again, see `Basis`.
    """
    answers = {unit.name: unit.figure.passes for unit in units}
    partly = [unit.name for unit in units if unit.figure.is_partial]
    if asked.unit in ONE_ANSWER:
        return one_answer(answers.values())
    if asked.unit == Unit.NAMED_UNITS:
        return passing.named_units(answers, named=asked.named, partly=partly)
    if asked.unit in GROWTH:
        changes = {unit.name: _change(unit, asked, said or {}) for unit in units}
        return passing.growth(changes, percent=asked.value or 0)
    if asked.unit in TOTALS:
        counts = {unit.name: _share(unit, asked, said or {}) for unit in units}
        what = TOTALS[Unit(asked.unit)]
        return passing.share_of_totals(counts, percent=asked.value or 0, what=what, twice=twice)
    percent = 100 if asked.unit == Unit.GROWTH_PER_UNIT_A_YEAR else asked.value or 0
    return passing.share_of_units(answers, percent=percent, stated_n=asked.stated_n, partly=partly)


class _Agencies:
    """The agencies and bodies of a plan by the day of the register, each day asked once."""

    def __init__(self, plan: Plan, register_on: date | None) -> None:
        self.plan, self.register_on = plan, register_on
        self.found: dict[date, list[Organisation]] = {}
        self.named: dict[date, list[Named]] = {}

    def on_last_day_of(self, until: datetime) -> list[Organisation]:
        on = self.register_on or last_day(until)
        if on not in self.found:
            self.found[on] = agencies_of(self.plan, on=on)
        return self.found[on]

    def named_on_last_day_of(self, until: datetime) -> list[Named]:
        """Return the bodies of the plan by who they are on that day."""
        on = self.register_on or last_day(until)
        if on not in self.named:
            self.named[on] = named_on(self.plan.bodies.select_related("organisation"), on)
        return self.named[on]


def _counted(
    indicator: str,
    here: Collection[Organisation],
    until: datetime,
    *,
    stored: bool,
    known_at: datetime | None,
) -> tuple[Kept, Basis]:
    module, ids = COMPUTED[indicator], [agency.id for agency in here]
    basis = basis_of(module, ids, until=until)
    if stored and ids:
        return kept(module, ids, until=until), basis
    return Kept(tallies_of(module, ids, until=until, known_at=known_at), until), basis


def units_of(
    asked: Asked, here: Collection[Organisation], tallies: Mapping[UUID, Tally], basis: Basis
) -> tuple[UnitValue, ...]:
    """Return every unit of a measure with its figure: the agencies, and the bodies that nobody here is."""
    figures = judged(
        COMPUTED[asked.indicator], tallies, [agency.id for agency in here], basis=basis, asked=asked
    )
    names = Counter(row.name for row in here)
    units = [
        UnitValue(
            row.name if names[row.name] == 1 else f"{row.name} ({row.slug})",
            row.id,
            figures[row.id],
            row.province,
        )
        for row in here
    ]  # two agencies of one name are two
    return (*units, *(UnitValue(name, None, UnitFigure(None)) for name in asked.absent))


def _change(unit: UnitValue, asked: Asked, said: Said) -> tuple[int, int] | None:
    baseline = "base" if asked.unit == Unit.GROWTH_SINCE_BASE_YEAR else "year_before"
    parts = unit.figure.parts
    if baseline in parts and "year" in parts:
        return parts[baseline], parts["year"]
    stated = said.get(unit.agency_id) if unit.agency_id else None
    if stated is None or stated.before is None or stated.before.amount is None or stated.now.amount is None:
        return None
    return stated.before.amount, stated.now.amount


def _share(unit: UnitValue, asked: Asked, said: Said) -> tuple[int, int] | None:
    parts = unit.figure.parts
    numerator, denominator = SHARES.get(asked.indicator, ("numerator", "denominator"))
    if denominator in parts:
        return parts[numerator], parts[denominator]
    stated = said.get(unit.agency_id) if unit.agency_id else None
    if stated is None or stated.now.amount is None or stated.now.of_amount is None:
        return None
    return stated.now.amount, stated.now.of_amount
