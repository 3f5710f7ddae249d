"""Where reports came from: the organisations that owe one under a duty, province by province."""

from dataclasses import dataclass

from hoitu.accounts import api as accounts
from hoitu.accounts.api import Islands
from hoitu.reporting.queries.rollup import Rollup, Standing

NOWHERE = "trung-uong"  # where national bodies stand, and those whose province nobody has said


@dataclass(frozen=True)
class Place:
    """The organisations of one province that owe a report. `column` 0: it has no tile; `name` "": it is none."""

    key: str
    name: str
    column: int
    row: int
    standings: tuple[Standing, ...] = ()
    islands: Islands | None = None

    @property
    def n(self) -> int:
        return len(self.standings)

    @property
    def came(self) -> int:
        return sum(one.receipt is not None for one in self.standings)

    @property
    def accepted(self) -> int:
        return sum(one.is_accepted for one in self.standings)

    @property
    def missing(self) -> int:
        return self.n - self.came

    @property
    def tone(self) -> str:
        """Return in one word how the province stands: none, zero (nothing came), some, all (all accepted)."""
        if not self.n:
            return "none"
        if not self.came:
            return "zero"
        return "all" if self.accepted == self.n else "some"


def places_of(rollup: Rollup) -> list[Place]:
    """Return every province north to south, then those without one; [] where all come from a single province."""
    found: dict[str, list[Standing]] = {}
    for one in rollup.standings:
        found.setdefault(place_of(one), []).append(one)
    if len(found.keys() - {NOWHERE}) < 2:
        return []
    places = [
        Place(one.key, one.name, one.column, one.row, tuple(found.get(one.key, ())), one.islands)
        for one in accounts.provinces().values()
        if not one.sample or one.key in found
    ]
    places.sort(key=lambda place: (place.row, place.column))
    if NOWHERE in found:
        places.append(Place(NOWHERE, "", 0, 0, tuple(found[NOWHERE])))
    return places


def place_of(standing: Standing) -> str:
    """Return the key of the province in which an organisation stands, `NOWHERE` for none that is known."""
    return standing.province if standing.province in accounts.provinces() else NOWHERE
