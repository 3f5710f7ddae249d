"""What an embed shows to the world: counts of an issued plan, never one agency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoitu.kernel.errors import NotFound
from hoitu.outlook.data import EmbedKind
from hoitu.outlook.models import Embed
from hoitu.outlook.queries.country import Tile, tiles_of_value
from hoitu.strategy import api as strategy


@dataclass(frozen=True)
class Shown:
    """One figure with everything that stands around it. `tiles` are empty where no map is shown."""

    office: str
    plan: str
    name: str
    words: str
    year: int | None
    k: int
    n: int
    needed: int | None
    passes: bool | None
    without_data: int
    mix: str
    day: date
    tiles: tuple[Tile, ...] = ()

    @property
    def percent(self) -> int:
        return (200 * self.k + self.n) // (2 * self.n) if self.n else 0

    @property
    def needed_percent(self) -> int:
        return -(-100 * (self.needed or 0) // self.n) if self.n else 0


def shown(embed: Embed) -> Shown:
    """Return what the embed shows now. Raises `NotFound` once its office answers for the plan no more."""
    value = strategy.published_value(embed.measure_id, owner_id=embed.agency_id)
    verdict = value.verdict if value else None
    if value is None or verdict is None or verdict.of != "units":
        raise NotFound()
    measure = value.measure
    return Shown(
        office=embed.agency.name,
        plan=str(measure.target.plan),
        name=strategy.indicator_name(measure.indicator),
        words=str(measure.target),
        year=measure.target.year,
        k=verdict.k,
        n=verdict.n,
        needed=verdict.needed,
        passes=verdict.passes,
        without_data=len(verdict.without_data),
        mix=value.mix,
        day=value.last_day,
        tiles=tuple(tiles_of_value(value)) if embed.kind == EmbedKind.MAP else (),
    )


def choices_of(plans: Iterable[strategy.RollUp]) -> list[tuple[str, str]]:
    """Return the measures that an office may show, counts of units, with their words: (id, words)."""
    found = []
    for value in (value for plan in plans for value in plan.values):
        verdict = value.verdict
        if verdict is not None and verdict.of == "units":
            name = strategy.indicator_name(value.measure.indicator)
            year = value.measure.target.year or "—"
            found.append((str(value.measure.pk), f"{year} · {name} ({verdict.k}/{verdict.n})"))
    return found
