"""The country: every press agency under an indicator and year, whatever plan asks it, province by province."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.api import Islands
from hoitu.strategy import api as strategy

NOWHERE = "trung-uong"  # where national agencies stand, and those whose province nobody has said
CLASSES = "ABCD"


@dataclass(frozen=True)
class Line:
    """One agency under an indicator; `measure_id` is the measure that judged it, None where coverage is shown."""

    name: str
    agency_id: UUID
    province: str
    passes: bool | None
    provenance: str
    reason: str
    records: int
    measure_id: UUID | None


@dataclass(frozen=True)
class Question:
    """Every agency that plans ask for an indicator by a year. k of n pass; those without data stay in n."""

    indicator: str
    year: int
    name: str
    lines: tuple[Line, ...]

    @property
    def n(self) -> int:
        return len(self.lines)

    @property
    def k(self) -> int:
        return sum(line.passes is True for line in self.lines)

    @property
    def unknown(self) -> int:
        return sum(line.passes is None for line in self.lines)

    @property
    def failing(self) -> int:
        return self.n - self.k - self.unknown

    @property
    def mix(self) -> tuple[tuple[str, int], ...]:
        """Return how the passing agencies are known: (class, number), the most trusted first."""
        found = Counter(line.provenance for line in self.lines if line.passes and line.provenance)
        return tuple((one, found[one]) for one in CLASSES if found[one])


@dataclass(frozen=True)
class Tile:
    """One province under a question. `column` 0: it has no place on the map."""

    key: str
    name: str
    column: int
    row: int
    k: int
    n: int
    unknown: int
    islands: Islands | None = None

    @property
    def short(self) -> str:
        """Return the name as it fits a tile, without what stands in brackets."""
        return self.name.partition(" (")[0]

    @property
    def tone(self) -> str:
        """Return in one word how the province stands: none, unknown, zero, few, many, all."""
        if not self.n:
            return "none"
        if self.unknown == self.n:
            return "unknown"
        if not self.k:
            return "zero"
        if self.k == self.n:
            return "all"
        return "few" if 2 * self.k < self.n else "many"


@dataclass(frozen=True)
class Country:
    """What is known of the whole country: the questions of all plans, and whether each agency has any data."""

    questions: tuple[Question, ...]
    coverage: Question
    nation: strategy.Nation


def country(coverage_name: str) -> Country:
    """Return the country under every indicator and year for which issued plans ask."""
    nation = strategy.nation()
    # The plan with the most agencies first: where two plans ask the same of an agency, the wider one answers.
    plans = sorted(nation.plans, key=lambda one: -len(one.agencies))
    found: dict[tuple[str, int], dict[UUID, Line]] = {}
    for plan in plans:
        here = {row.id for row in plan.agencies}
        for value in plan.values:
            year = value.measure.target.year
            if year is None or value.verdict is None:
                continue
            lines = found.setdefault((value.measure.indicator, year), {})
            for line in _lines(value):
                if line.agency_id in here:
                    lines.setdefault(line.agency_id, line)
    questions = tuple(
        Question(indicator, year, strategy.indicator_name(indicator), _by_name(lines))
        for (indicator, year), lines in sorted(found.items(), key=lambda one: (one[0][1], one[0][0]))
        if lines
    )
    return Country(questions, _coverage(plans, coverage_name), nation)


def tiles_of(question: Question) -> list[Tile]:
    """Return every province from north to south, then those without a province where there are any."""
    lines: dict[str, list[Line]] = {}
    known = accounts.provinces()
    for line in question.lines:
        lines.setdefault(line.province if line.province in known else NOWHERE, []).append(line)
    tiles = [
        _tile(one.key, one.name, one.column, one.row, lines.get(one.key, []), one.islands)
        for one in sorted(known.values(), key=lambda one: (one.row, one.column))
        if not one.sample or one.key in lines
    ]
    if NOWHERE in lines:
        tiles.append(_tile(NOWHERE, "", 0, 0, lines[NOWHERE], None))
    return tiles


def tiles_of_value(value: strategy.Value) -> list[Tile]:
    """Return the provinces under one measure of one plan, as an embed shows them."""
    found = Question(value.measure.indicator, value.measure.target.year or 0, "", tuple(_lines(value)))
    return tiles_of(found)


def of_province(question: Question, key: str) -> tuple[Line, ...]:
    """Return the agencies of one province, those that do not pass first."""
    known = accounts.provinces()
    here = (line for line in question.lines if (line.province if line.province in known else NOWHERE) == key)
    order: Mapping[bool | None, int] = {False: 0, None: 1, True: 2}
    return tuple(sorted(here, key=lambda line: (order[line.passes], line.name)))


def _lines(value: strategy.Value) -> Iterable[Line]:
    for unit in value.units:
        if unit.agency_id is not None:
            figure = unit.figure
            yield Line(
                unit.name,
                unit.agency_id,
                unit.province,
                figure.passes,
                figure.provenance,
                figure.reason,
                figure.records,
                value.measure.pk,
            )


def _coverage(plans: Iterable[strategy.RollUp], name: str) -> Question:
    """Return every agency of some plan; it "passes" when it has data for at least one indicator."""
    lines: dict[UUID, Line] = {}
    for plan in plans:
        for row in plan.agencies:
            has_data = row.id not in plan.silent
            if row.id not in lines or has_data:
                lines[row.id] = Line(row.name, row.id, row.province, has_data, "", "", 0, None)
    return Question("", 0, name, _by_name(lines))


def _by_name(lines: Mapping[UUID, Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines.values(), key=lambda line: line.name))


def _tile(key: str, name: str, column: int, row: int, lines: list[Line], islands: Islands | None) -> Tile:
    return Tile(
        key,
        name.replace("Thành phố ", "TP. "),
        column,
        row,
        sum(line.passes is True for line in lines),
        len(lines),
        sum(line.passes is None for line in lines),
        islands,
    )
