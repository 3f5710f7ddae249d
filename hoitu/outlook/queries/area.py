"""The agencies below a department or a governing body, beside each other: who is behind, and what waits."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.reporting import api as reporting
from hoitu.strategy import api as strategy

SHOWN = 6


@dataclass(frozen=True)
class TargetLine:
    """One target of a plan over all its agencies."""

    value: strategy.Value
    name: str

    @property
    def year(self) -> int:
        return self.value.measure.target.year or 0


@dataclass(frozen=True)
class AgencyLine:
    """One agency beside the others. `asked` targets of this year's end count for it, `reached` of them pass."""

    agency_id: UUID
    name: str
    asked: int
    reached: int
    unknown: int
    late: int
    unfinished: int
    reports_owed: int
    reports_late: int
    evidence_waiting: int

    @property
    def behind(self) -> tuple[int, int, int, int]:
        """Return by how much it is behind: late tasks and reports weigh first, then targets not reached."""
        failing = self.asked - self.reached - self.unknown
        return (-(self.late + self.reports_late), -failing, -self.unknown, -self.unfinished)

    @property
    def is_behind(self) -> bool:
        return bool(self.late or self.reports_late or self.reached < self.asked)


@dataclass(frozen=True)
class ReportWaiting:
    """A report that came and waits for an answer, or one that should have come."""

    name: str
    what: str
    report_id: UUID | None
    version: int
    is_late: bool


@dataclass(frozen=True)
class AreaView:
    """Everything on the dashboard of an officer."""

    year: int
    plans: tuple[tuple[strategy.RollUp, tuple[TargetLine, ...]], ...]
    agencies: tuple[AgencyLine, ...]
    late: tuple[strategy.Card, ...]
    late_count: int
    reports: tuple[ReportWaiting, ...]
    difficulties: tuple[strategy.DifficultyStanding, ...]
    evidence: tuple[evidence.Evidence, ...]
    evidence_names: dict[UUID, str]

    @property
    def due_now(self) -> list[TargetLine]:
        """Return the targets of the nearest year that is not over."""
        return [line for _plan, lines in self.plans for line in lines if line.year == self.year]

    @property
    def reached(self) -> int:
        return sum(bool(line.value.verdict and line.value.verdict.passes) for line in self.due_now)

    @property
    def behind(self) -> int:
        return sum(line.is_behind for line in self.agencies)


def area_view(actor: Actor) -> AreaView:
    """Return what the actor's organisation answers for: its own plans, and the agencies below it."""
    below = evidence.agencies_below(actor)
    plans = strategy.plans_of(actor.agency) or strategy.plans_about(below)
    rolled = [(one, _targets(one)) for one in map(strategy.roll_up, plans)]
    years = [line.year for _one, lines in rolled for line in lines]
    year = min(years, default=clock.today().year)
    cards = strategy.cards_of(actor)
    late = [card for card in cards if card.state == "late"]
    reports = _reports(actor)
    waiting = evidence.waiting_for(actor)
    known = accounts.organisations(ids={*below, *(one.agency_id for one in waiting)})
    due = [line for _one, lines in rolled for line in lines if line.year == year]
    return AreaView(
        year=year,
        plans=tuple(rolled),
        agencies=_beside(
            {key: known[key].name for key in below}, due=due, cards=cards, reports=reports, waiting=waiting
        ),
        late=tuple(late[:SHOWN]),
        late_count=len(late),
        reports=tuple(one for _agency, one in reports),
        difficulties=tuple(strategy.difficulties_before(actor)),
        evidence=tuple(waiting),
        evidence_names={row.id: row.short_name or row.name for row in known.values()},
    )


def _targets(rolled: strategy.RollUp) -> tuple[TargetLine, ...]:
    lines = [
        TargetLine(value, strategy.indicator_name(value.measure.indicator))
        for value in rolled.values
        if value.is_live and value.verdict is not None and value.measure.target.year is not None
    ]
    return tuple(sorted(lines, key=lambda line: line.year))


def _reports(actor: Actor) -> list[tuple[UUID, ReportWaiting]]:
    """Return what waits for an answer, then what is late, by organisation."""
    if not actor.may("reporting.receive"):
        return []
    found = []
    for rollup in reporting.rollups(actor.agency, year=clock.today().year):
        for one in rollup.standings:
            if one.receipt is not None and one.receipt.answer != "waiting":
                continue
            version = one.receipt.version if one.receipt else None
            waiting = ReportWaiting(
                one.name,
                rollup.name,
                version.report_id if version else None,
                version.number if version else 0,
                one.is_late,
            )
            if version is not None or one.is_late:
                found.append((one.agency_id, waiting))
    return sorted(found, key=lambda pair: (pair[1].report_id is None, pair[1].name))


def _beside(
    names: dict[UUID, str],
    *,
    due: Sequence[TargetLine],
    cards: Sequence[strategy.Card],
    reports: Sequence[tuple[UUID, ReportWaiting]],
    waiting: Sequence[evidence.Evidence],
) -> tuple[AgencyLine, ...]:
    answers: dict[UUID, list[bool | None]] = defaultdict(list)
    for line in due:
        for unit in line.value.units:
            if unit.agency_id is not None:
                answers[unit.agency_id].append(unit.figure.passes)
    states = Counter((card.case.agency_id, str(card.state)) for card in cards)
    owed, late = Counter(key for key, _one in reports), Counter(key for key, one in reports if one.is_late)
    papers = Counter(one.agency_id for one in waiting)
    lines = [
        AgencyLine(
            key,
            name,
            asked=len(answers[key]),
            reached=answers[key].count(True),
            unknown=answers[key].count(None),
            late=states[key, "late"],
            unfinished=states[key, "working"] + states[key, "checking"],
            reports_owed=owed[key],
            reports_late=late[key],
            evidence_waiting=papers[key],
        )
        for key, name in names.items()
    ]
    return tuple(sorted(lines, key=lambda line: (*line.behind, line.name)))
