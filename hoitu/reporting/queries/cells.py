"""The numbers of a report, counted from the records, and the lists behind them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel.clock import VIETNAM
from hoitu.registers import api as registers
from hoitu.reporting.data import Cell, Figure, Layout
from hoitu.reporting.periods import Period
from hoitu.reporting.policies.numbers import estimate
from hoitu.strategy import api as strategy
from hoitu.strategy.api import CaseState, Part, Window

VND_PER_MILLION = 1_000_000


@dataclass(frozen=True)
class Scope:
    """Whose numbers, under which plan, for which period, up to which day (counted)."""

    agency_id: UUID
    plan_id: UUID
    period: Period
    cut_off: date

    @property
    def window(self) -> Window:
        return Window(_midnight(self.period.first), _midnight(self.cut_off + timedelta(days=1)))

    @property
    def whole(self) -> Window:
        return Window(_midnight(self.period.first), _midnight(self.period.last + timedelta(days=1)))

    @property
    def last_year(self) -> "Scope":
        before = self.period.before
        return Scope(self.agency_id, self.plan_id, before, before.last)


def figures_of(layout: Layout, scope: Scope, *, now: datetime) -> dict[str, Figure]:
    """Return the numbers that records give for a form, by cell key; typed cells are not among them."""
    cells = [cell for cell in layout.cells if cell.source]
    actual = _counted({cell.source for cell in cells}, scope, scope.window)
    final = _counted(actual.keys(), scope, scope.whole) if now >= scope.whole.end else {}
    past = {cell.source for cell in cells if _is_past(cell)} if _records_reach(scope.last_year) else set()
    last_year = _counted(past, scope.last_year, scope.last_year.whole)
    return {
        cell.key: Figure(
            actual[cell.source],
            _estimate(actual[cell.source], scope, cell),
            final.get(cell.source),
            last_year.get(cell.source),
            computed=True,
        )
        for cell in cells
    }


def case_counts(plan_id: UUID, agency_ids: Collection[UUID], window: Window) -> dict[str, int]:
    """Return how many of the tasks given to organisations under a plan stand where at the end of the window."""
    at = window.end - timedelta(seconds=1)
    lines = strategy.case_lines(plan_id=plan_id, agency_ids=agency_ids, since=window.start, at=at)
    states = [line.state for line in lines]
    return {
        "cases.all": len(lines),
        "cases.done": states.count(CaseState.DONE),
        "cases.done_late": sum(1 for line in lines if line.state is CaseState.DONE and line.was_late),
        "cases.checking": states.count(CaseState.CHECKING),
        "cases.working": states.count(CaseState.WORKING),
        "cases.late": states.count(CaseState.LATE),
    }


def is_listed(cell: Cell) -> bool:
    """Say whether the records behind a cell can be listed one by one."""
    return cell.source in PUBLISHED


def _estimate(actual: int, scope: Scope, cell: Cell) -> int | None:
    period = scope.period
    return estimate(actual, first=period.first, cut_off=scope.cut_off, last=period.last, measure=cell.measure)


def _records_reach(scope: Scope) -> bool:
    first = strategy.first_publication(scope.agency_id)
    return first is not None and first < scope.whole.end


def _is_past(cell: Cell) -> bool:
    """Only publications can be counted for a year that is over; what stood in a register then is not known here."""
    return cell.source.startswith("published.")


def _counted(sources: Collection[str], scope: Scope, window: Window) -> dict[str, int]:
    """Return each source's number. Sources of one kind are read together: some of them come from one list."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        kinds[source.partition(".")[0]].add(source)
    found: dict[str, int] = {}
    for kind, wanted in kinds.items():
        found |= READERS[kind](scope, window, wanted)
    return {source: found[source] for source in sources}


def _published(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    found = {
        source: strategy.published(scope.agency_id, window, PUBLISHED[source]).count()
        for source in wanted
        if source in PUBLISHED
    }
    if PLATFORMS in wanted:
        rows = strategy.published(scope.agency_id, window, Part.RELEASES)
        found[PLATFORMS] = rows.order_by().values("platform").distinct().count()
    return found


def _tasks(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    """Count the plan's tasks by the clock alone: the first yearly form asked no more."""
    # The last moment that the window holds.
    lines = strategy.task_lines(plan_id=scope.plan_id, at=window.end - timedelta(seconds=1))
    states = [line.state.value for line in lines]
    return {
        "tasks.all": len(states),
        "tasks.open": states.count("open") + states.count("due_soon"),
        "tasks.late": states.count("late"),
        "tasks.never_late": states.count("never_late"),
    }


def _cases(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    return case_counts(scope.plan_id, [scope.agency_id], window)


def _people(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    found = {"people.all": len(accounts.people_of(agency_id=scope.agency_id))}
    if LEARNERS.intersection(wanted):
        training = registers.trained(agency_ids=[scope.agency_id], on=_last_day(window))[scope.agency_id]
        found["people.trained"], found["people.learners"] = training.counts
    return found


def _licences(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    licences = registers.licences_of(organisation_id=scope.agency_id, on=_last_day(window))
    return {"licences.valid": len(licences)}


def _systems(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    levels = registers.level_three(agency_ids=[scope.agency_id], on=_last_day(window))
    systems = levels[scope.agency_id].systems
    return {
        "systems.all": len(systems),
        "systems.level_3": sum(1 for system in systems if not system.lacks),
    }


def _orders(scope: Scope, window: Window, wanted: Collection[str]) -> dict[str, int]:
    ordered = registers.orders(agency_ids=[scope.agency_id], on=_last_day(window))[scope.agency_id]
    return {
        "orders.assigned": _millions(ordered.assigned_vnd),
        "orders.accepted": _millions(ordered.accepted_vnd),
    }


def _millions(amount_vnd: int) -> int:
    return (2 * amount_vnd + VND_PER_MILLION) // (2 * VND_PER_MILLION)


def _last_day(window: Window) -> date:
    return (window.end - timedelta(seconds=1)).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


Reader = Callable[[Scope, Window, Collection[str]], Mapping[str, int]]
PUBLISHED = {f"published.{part.value}": part for part in Part}
PLATFORMS = "published.platforms"
LEARNERS = frozenset({"people.learners", "people.trained"})
READERS: dict[str, Reader] = {
    "published": _published,
    "tasks": _tasks,
    "cases": _cases,
    "people": _people,
    "licences": _licences,
    "systems": _systems,
    "orders": _orders,
}
