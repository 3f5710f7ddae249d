"""The numbers of a report, counted from the records, and the lists behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel.clock import VIETNAM
from hoitu.registers import api as registers
from hoitu.reporting.data import Cell, Figure, Layout
from hoitu.reporting.policies.numbers import year_estimate
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Part, Window


@dataclass(frozen=True)
class Scope:
    """Whose numbers, under which plan, up to which day (counted). `year` is the period's."""

    agency_id: UUID
    plan_id: UUID
    year: int
    cut_off: date

    @property
    def window(self) -> Window:
        return Window(_midnight(date(self.year, 1, 1)), _midnight(self.cut_off + timedelta(days=1)))

    @property
    def whole_year(self) -> Window:
        return Window(_midnight(date(self.year, 1, 1)), _midnight(date(self.year + 1, 1, 1)))

    @property
    def last_year(self) -> "Scope":
        return Scope(self.agency_id, self.plan_id, self.year - 1, date(self.year - 1, 12, 31))


def figures_of(layout: Layout, scope: Scope, *, now: datetime) -> dict[str, Figure]:
    """Return the numbers that records give for a form, by cell key; typed cells are not among them."""
    found: dict[str, Figure] = {}
    knows_last_year = _records_reach(scope.last_year)
    year_is_over = now >= scope.whole_year.end
    for cell in layout.cells:
        count = COUNTS.get(cell.source)
        if count is None:
            continue
        actual = count(scope, scope.window)
        found[cell.key] = Figure(
            actual,
            year_estimate(actual, cut_off=scope.cut_off, measure=cell.measure),
            count(scope, scope.whole_year) if year_is_over else None,
            count(scope.last_year, scope.last_year.whole_year)
            if knows_last_year and _is_past(cell)
            else None,
            computed=True,
        )
    return found


def is_listed(cell: Cell) -> bool:
    """Say whether the records behind a cell can be listed one by one."""
    return cell.source in PUBLISHED


def _records_reach(scope: Scope) -> bool:
    first = strategy.first_publication(scope.agency_id)
    return first is not None and first < scope.whole_year.end


def _is_past(cell: Cell) -> bool:
    """Only publications can be counted for a year that is over; what stood in a register then is not known here."""
    return cell.source in PUBLISHED or cell.source == "published.platforms"


def _published(part: Part) -> "Count":
    return lambda scope, window: strategy.published(scope.agency_id, window, part).count()


def _platforms(scope: Scope, window: Window) -> int:
    rows = strategy.published(scope.agency_id, window, Part.RELEASES)
    return rows.order_by().values("platform").distinct().count()


def _tasks(*states: str) -> "Count":
    def count(scope: Scope, window: Window) -> int:
        # The last moment that the window holds.
        lines = strategy.task_lines(plan_id=scope.plan_id, at=window.end - timedelta(seconds=1))
        return sum(1 for line in lines if not states or line.state.value in states)

    return count


def _people(scope: Scope, window: Window) -> int:
    return len(accounts.people_of(agency_id=scope.agency_id))


def _licences(scope: Scope, window: Window) -> int:
    return len(registers.licences_of(organisation_id=scope.agency_id, on=_last_day(window)))


def _learners(scope: Scope, window: Window) -> int:
    return registers.trained(agency_ids=[scope.agency_id], on=_last_day(window))[scope.agency_id].counts[1]


def _trained(scope: Scope, window: Window) -> int:
    return registers.trained(agency_ids=[scope.agency_id], on=_last_day(window))[scope.agency_id].counts[0]


def _systems(scope: Scope, window: Window) -> int:
    return len(
        registers.level_three(agency_ids=[scope.agency_id], on=_last_day(window))[scope.agency_id].systems
    )


def _safe_systems(scope: Scope, window: Window) -> int:
    systems = registers.level_three(agency_ids=[scope.agency_id], on=_last_day(window))[
        scope.agency_id
    ].systems
    return sum(1 for system in systems if not system.lacks)


def _last_day(window: Window) -> date:
    return (window.end - timedelta(seconds=1)).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


Count = Callable[[Scope, Window], int]
PUBLISHED = {f"published.{part.value}": part for part in Part}
COUNTS: dict[str, Count] = {
    **{source: _published(part) for source, part in PUBLISHED.items()},
    "published.platforms": _platforms,
    "tasks.all": _tasks(),
    "tasks.open": _tasks("open", "due_soon"),
    "tasks.late": _tasks("late"),
    "tasks.never_late": _tasks("never_late"),
    "people.all": _people,
    "people.learners": _learners,
    "people.trained": _trained,
    "systems.all": _systems,
    "systems.level_3": _safe_systems,
    "licences.valid": _licences,
}
