"""Frozen records of how an indicator is measured. All words are Vietnamese and stand on screens as they are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoitu.strategy.data import Unit


class Provenance(StrEnum):
    """How one agency's figure is known, the most trusted first."""

    COMPUTED = "A"
    CONNECTED = "B"
    CHECKED = "C"
    DECLARED = "D"


class Room(StrEnum):
    """The room of this program that holds records, or will hold them."""

    ADVERTISING = "advertising"
    ANALYTICS = "analytics"
    AUDIENCE = "audience"
    BROADCAST = "broadcast"
    CHANNELS = "channels"
    INSIGHT = "insight"
    LANGUAGE = "language"
    LEDGER = "ledger"
    LIKENESS = "likeness"
    PLANNING = "planning"
    PRINT = "print"
    REGISTERS = "registers"
    SOCIAL = "social"
    STRATEGY = "strategy"
    WIRE = "wire"


@dataclass(frozen=True)
class ProvenanceClass:
    """A class of provenance, in words."""

    id: Provenance
    name: str
    words: str


@dataclass(frozen=True)
class Records:
    """Operating records that feed an indicator, and the room that holds them."""

    what: str
    room: Room

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True)
class Parameter:
    """A threshold by its key in the register of legal rules.

    `proposed` is what we suggest for a row that the register does not have yet, in `unit`; None: the register has it.
    """

    key: str
    words: str
    proposed: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class Part:
    """One of several figures of an indicator. No units: no plan asks for it, it is only shown beside the others."""

    id: str
    name: str
    numerator: str
    denominator: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Privacy:
    """What the state side may see, and what never leaves the agency."""

    goes_up: tuple[str, ...]
    never_leaves: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """How one indicator is measured, from `effective_from` until the next version's day.

    `passes` says when one unit (an agency, a person, a commune) counts in the numerator. `records_now` are records
    that feed it today; where there are none, people upload `evidence` until `records_awaited` exist. `units` are the
    kinds of targets that it answers.
    """

    id: str
    version: int
    effective_from: date
    name: str
    question: str
    passes: str
    numerator: str
    denominator: str
    period: str
    units: tuple[Unit, ...]
    also_shown: tuple[str, ...]
    records_now: tuple[Records, ...]
    records_awaited: tuple[Records, ...]
    evidence: tuple[str, ...]
    guards: tuple[str, ...]
    classes: tuple[Provenance, ...]
    privacy: Privacy
    parameters: tuple[Parameter, ...]
    source: str
    parts: tuple[Part, ...] = ()

    @property
    def best_class(self) -> Provenance:
        """Return the most trusted class that a figure of this indicator can have once its records exist."""
        return min(self.classes)

    def part(self, part_id: str) -> Part | None:
        """Return the part of this id, such as "IND-10.a"; None for the indicator's own id."""
        return next((part for part in self.parts if part.id == part_id), None)


@dataclass(frozen=True)
class Catalogue:
    """Every version of every definition, the rules that hold for all of them, and the classes of provenance."""

    rules: tuple[str, ...]
    classes: tuple[ProvenanceClass, ...]
    indicators: tuple[Definition, ...]
