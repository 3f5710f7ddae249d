"""Results of many agencies in one cycle: what a managing body reads, and an agency's place in its block."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.maturity.data import Standing, State
from hoitu.maturity.models import Assessment, Cycle
from hoitu.maturity.policies.comparing import compared
from hoitu.maturity.policies.moves import SEEN_ABOVE
from hoitu.maturity.queries.assessments import newest_versions
from hoitu.strategy import api as strategy


@dataclass(frozen=True)
class Result:
    """The sums of a published assessment. `level` is the level's name, or a span while thresholds are unknown."""

    total: Decimal
    pillars: tuple[Decimal, ...]
    level: str

    @classmethod
    def of(cls, row: Assessment) -> "Result":
        """Return what was published, from the small record beside the frozen one."""
        kept = row.result
        return cls(Decimal(kept["total"]), tuple(map(Decimal, kept["pillars"])), str(kept["level"]))


@dataclass(frozen=True)
class AgencyResult:
    """One agency in a cycle: its published result, else how far its assessment has come as far as it shows above."""

    agency: Organisation
    block: str = ""
    state: str = ""
    assessment_id: UUID | None = None
    result: Result | None = None


def agencies_asked(actor: Actor, cycle: Cycle) -> list[Organisation]:
    """Return the press agencies below the actor's organisation for which the cycle is meant, by name.

    An office's own cycle is meant for the agencies below that office.
    """
    today = clock.today()
    asked = strategy.open_to(actor) - {actor.agency}
    if cycle.owner_id is not None:
        asked &= {row.id for row in accounts.agencies_below(organisation_id=cycle.owner_id, on=today)}
    return [row for row in accounts.press_agencies(on=today) if row.id in asked]


def results(actor: Actor, cycle: Cycle, *, block: str = "") -> list[AgencyResult]:
    """Return every agency below the actor that the cycle asks with its result; with `block` only those in it.

    Agencies without data are in the list: they count in the whole.
    """
    agencies = agencies_asked(actor, cycle)
    rows = _rows(cycle, [agency.id for agency in agencies])
    published = {row.agency_id: row for row in newest_versions(rows)}
    under_way = {row.agency_id: row for row in rows if row.state in SEEN_ABOVE - {State.PUBLISHED}}
    found = [_line(agency, published.get(agency.id), under_way.get(agency.id)) for agency in agencies]
    return [line for line in found if not block or line.block == block]


def by_level(lines: Collection[AgencyResult]) -> list[tuple[str, int]]:
    """Return how many agencies reached each level, the level with the most first."""
    return Counter(line.result.level for line in lines if line.result).most_common()


def beside_block(row: Assessment) -> Standing | None:
    """Return the other agencies of the same cycle and block; None while fewer than three are published."""
    others = Assessment.objects.unscoped(why="means of a block, never one agency's figures")
    found = newest_versions(
        list(others.filter(cycle=row.cycle, block=row.block).exclude(agency=row.agency_id).defer("frozen"))
    )
    kept = [Result.of(other) for other in found]
    return compared([(each.total, each.pillars) for each in kept])


def _rows(cycle: Cycle, agency_ids: list[UUID]) -> list[Assessment]:
    rows = Assessment.objects.unscoped(why="agencies below the actor, what they sent or what is published")
    return list(rows.filter(cycle=cycle, agency_id__in=agency_ids, state__in=SEEN_ABOVE).defer("frozen"))


def _line(agency: Organisation, published: Assessment | None, under_way: Assessment | None) -> AgencyResult:
    shown = under_way or published
    if shown is None:
        return AgencyResult(agency)
    return AgencyResult(
        agency=agency,
        block=shown.block,
        state=shown.state,
        assessment_id=shown.pk,
        result=Result.of(published) if published else None,
    )
