"""Frozen records of the maturity room: the index, what an agency says of itself, what the council says of it.

Points are `Decimal`; None is "no data" and counts 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

ZERO = Decimal(0)


class State(StrEnum):
    """How far an assessment has come. What is published never changes again."""

    SCORING = "scoring"
    SENT = "sent"
    APPRAISAL = "appraisal"
    PUBLISHED = "published"


class Basis(StrEnum):
    """What is scored: each criterion, or whole pillars while a catalogue's criteria are not known."""

    CRITERIA = "criteria"
    PILLARS = "pillars"


@dataclass(frozen=True)
class Item:
    """What one score is given to: a criterion, or a pillar whose criteria nobody has supplied.

    `step` is the smallest part of a point; `indicator` names the strategy's indicator that answers it, or "".
    """

    id: UUID
    code: str
    text: str
    maximum: Decimal
    step: Decimal
    pillar: int
    sub_index: str = ""
    evidence_asked: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Pillar:
    """One of the five parts of the index. `maximum` is None where no source states it."""

    number: int
    name: str
    maximum: Decimal | None


@dataclass(frozen=True)
class Band:
    """A level and the total from which it holds; `floor` None: no source states it."""

    name: str
    floor: Decimal | None


@dataclass(frozen=True)
class Level:
    """The levels that a total may mean: one, or several neighbours while a threshold between them is unknown."""

    bands: tuple[Band, ...]

    @property
    def is_sure(self) -> bool:
        return len(self.bands) == 1

    @property
    def name(self) -> str:
        """Return the level's name, "Trung bình – Tốt" for a span, "" when nothing is known."""
        names = [band.name for band in self.bands]
        return names[0] if len(names) == 1 else " – ".join(names[:1] + names[-1:])


@dataclass(frozen=True)
class Proof:
    """A piece of evidence as it stood: enough to know it again. `valid_until` is the first day without validity."""

    title: str
    number: str
    issuer: str
    state: str
    valid_from: date | None
    valid_until: date | None
    sha256: str

    def holds_on(self, day: date) -> bool:
        """Say whether it is accepted and valid on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.state == "accepted" and begun and (self.valid_until is None or day < self.valid_until)

    @property
    def last_day(self) -> date | None:
        """Return the last day of validity, as papers print it."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None


@dataclass(frozen=True)
class Computed:
    """What the records say where a criterion names an indicator. `passes` None: no data."""

    passes: bool | None
    points: Decimal | None
    reason: str


@dataclass(frozen=True)
class Line:
    """One item with everything said about it."""

    item: Item
    own: Decimal | None = None
    note: str = ""
    computed: Computed | None = None
    verified: Decimal | None = None
    reason: str = ""
    verified_by: str = ""
    proofs: tuple[Proof, ...] = ()

    @property
    def standing(self) -> Decimal:
        """Return the points that count now: the council's where it has spoken, else the agency's own."""
        return self.verified if self.verified is not None else self.own or ZERO


@dataclass(frozen=True)
class Sheet:
    """A whole assessment sheet: pillars in order, a line for each item, the levels of its catalogue."""

    pillars: tuple[Pillar, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(line.item for line in self.lines)

    def of_pillar(self, number: int) -> tuple[Line, ...]:
        """Return the lines of one pillar, in their order."""
        return tuple(line for line in self.lines if line.item.pillar == number)

    def own(self) -> dict[UUID, Decimal]:
        """Return the agency's own points by item; no data is left out."""
        return {line.item.id: line.own for line in self.lines if line.own is not None}

    def verified(self) -> dict[UUID, Decimal]:
        """Return the council's points by item; where it has not spoken is left out."""
        return {line.item.id: line.verified for line in self.lines if line.verified is not None}

    def standing(self) -> dict[UUID, Decimal]:
        """Return the points that count now, by item."""
        return {line.item.id: line.standing for line in self.lines}


@dataclass(frozen=True)
class Total:
    """Points reached of those that can be reached. `maximum` is None where no source states it."""

    name: str
    points: Decimal
    maximum: Decimal | None


@dataclass(frozen=True)
class PillarTotal:
    """A pillar's points: the sum of its sub-indices, which are the sums of their items."""

    pillar: Pillar
    points: Decimal
    sub_indices: tuple[Total, ...]

    @property
    def share_percent(self) -> Decimal | None:
        """Return how much of the pillar is reached, 0–100; None where its maximum is unknown."""
        return 100 * self.points / self.pillar.maximum if self.pillar.maximum else None


@dataclass(frozen=True)
class Totals:
    """The sums of a sheet."""

    pillars: tuple[PillarTotal, ...]
    points: Decimal
    maximum: Decimal | None


@dataclass(frozen=True)
class Gap:
    """What one item could still give."""

    item: Item
    points: Decimal
    missing: Decimal
    has_evidence: bool


@dataclass(frozen=True)
class ScoreInput:
    """What an agency says of one item; `points` None: no data."""

    points: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class VerdictInput:
    """What the council says of one item; `points` None: not looked at yet."""

    points: Decimal | None
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """A published result beside those of its block. `agencies` counts the others."""

    agencies: int
    mean: Decimal
    median: Decimal
    pillar_means: tuple[Decimal, ...]


@dataclass(frozen=True)
class AnnexRow:
    """One criterion as an annex gives it, in the file's row `line` (from 1). `pillar` is the pillar's number."""

    line: int
    pillar: int
    sub_index: str
    code: str
    text: str
    maximum: Decimal
    step: Decimal
    evidence_asked: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong in an annex; `line` None: in the whole file. Only `blocks` stops it from entering."""

    line: int | None
    words: str
    blocks: bool = True


def points_of(rows: Iterable[AnnexRow]) -> Decimal:
    """Return the sum of the rows' maximum points."""
    return sum((row.maximum for row in rows), ZERO)
