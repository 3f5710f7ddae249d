"""What is computed, stated and checked of each agency, side by side, for those who may look behind a figure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.text import format_number, format_percent
from hoitu.strategy.models import Measure
from hoitu.strategy.policies.declaring import growth_percent, question_of, verification_factor
from hoitu.strategy.queries.declared import Declared, declared
from hoitu.strategy.queries.values import UnitValue

FROM_RECORDS = ("A", "B")


@dataclass(frozen=True)
class Beside:
    """One agency of a measure. `said` is None for who may not look behind the figure, or where nothing is stated."""

    unit: UnitValue
    is_open: bool
    said: Declared | None

    @property
    def is_counted(self) -> bool:
        """Say whether records answer for the agency."""
        return self.unit.figure.provenance in FROM_RECORDS

    @property
    def factor(self) -> str:
        """Return computed / declared with two decimals, where both are numbers."""
        if self.said is None or not self.is_counted:
            return ""
        found = verification_factor(computed=self.unit.figure.records, declared=self.said.now.amount)
        return "" if found is None else format_number(float(found), decimals=2)

    @property
    def growth(self) -> str:
        """Return by how many percent the stated amount grew, with one decimal, where growth is asked."""
        if self.said is None or self.said.before is None:
            return ""
        found = growth_percent(self.said.before.amount or 0, self.said.now.amount or 0)
        return "" if found is None else format_percent(float(found), decimals=1)


def beside(
    measure: Measure, units: Iterable[UnitValue], *, until: datetime, open_to: Collection[UUID]
) -> list[Beside]:
    """Return the units of a measure with what they state, for a reader who may look behind some of them."""
    units = list(units)
    opened = [unit.agency_id for unit in units if unit.agency_id in open_to and unit.agency_id is not None]
    said = declared(measure, opened, until=until) if question_of(measure.indicator, measure.unit) else {}
    return [
        Beside(unit, unit.agency_id in open_to, said.get(unit.agency_id) if unit.agency_id else None)
        for unit in units
    ]
