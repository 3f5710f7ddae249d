"""Frozen records that cross the door of the registers room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.kernel.errors import Refused


class RuleUnknown(Refused):
    """Raised when no row states the rule for the day, or its figure is still unknown."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            _("Chưa có quy định “%(key)s” cho ngày này. Hãy bổ sung trong Sổ quy định pháp luật.")
            % {"key": key}
        )


@dataclass(frozen=True)
class LegalRule:
    """One rule of the law in force on the day asked for."""

    key: str
    label: str
    value: object
    unit: str
    effective_from: date
    effective_until: date | None
    citation: str
    confidence: str

    def integer(self) -> int:
        """Return the value as a whole number. Raises `RuleUnknown` when the figure is not known."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise RuleUnknown(self.key)
        return self.value


@dataclass(frozen=True)
class SharedInitiative:
    """An initiative as organisations read it with which its agency shares it; `reach` in words."""

    id: UUID
    agency_id: UUID
    agency: str
    title: str
    author: str
    year: int
    recognised_by: str
    summary: str
    effect: str
    url: str
    reach: str


@dataclass(frozen=True)
class TextProposal:
    """What an organisation would change in a legal text of its register."""

    id: UUID
    number: str
    title: str
    proposal: str


@dataclass(frozen=True)
class Licence:
    """A press licence as pages and reports show it."""

    id: UUID
    product: str
    name: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None
    domain: str
    head: str

    def holds_on(self, day: date) -> bool:
        """Say whether the licence is in force on a day; from `valid_until` on it is not."""
        return self.issued_on <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Completion:
    """A course on press digital transformation that a person completed, when and by what."""

    course_id: UUID
    course: str
    day: date
    by: str  # "attendance", "test" or "certificate"


@dataclass(frozen=True)
class Learner:
    """A person who counts for IND-06, with what they completed by the day asked about."""

    person_id: UUID
    name: str
    completions: tuple[Completion, ...]
    is_refreshed: bool
    group: str = "staff"  # of the four that the plans name: leader, editor, reporter, staff


@dataclass(frozen=True)
class Training:
    """Both lists of IND-06 for one agency: everybody who counts, and those of them who are trained.

    `is_kept`: the agency keeps courses on the subject, or somebody completed one; else its registers say nothing.
    """

    people: tuple[Learner, ...]
    is_kept: bool = False

    @property
    def trained(self) -> tuple[Learner, ...]:
        """Those with at least one completed course."""
        return tuple(each for each in self.people if each.completions)

    @property
    def counts(self) -> tuple[int, int]:
        """People trained, people."""
        return len(self.trained), len(self.people)


@dataclass(frozen=True)
class SystemStanding:
    """One information system on a day; `lacks` says in words what keeps it from passing."""

    system_id: UUID
    code: str
    name: str
    level: int | None
    decision: str
    plan_done_on: date | None
    assessed_on: date | None
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class LevelThree:
    """One agency's systems in scope, and `others`; it passes when one is in scope and none of those lacks."""

    systems: tuple[SystemStanding, ...]
    others: tuple[SystemStanding, ...] = ()

    @property
    def passes(self) -> bool:
        return bool(self.systems) and not any(each.lacks for each in self.systems)


@dataclass(frozen=True)
class OrderedLine:
    """A line of an order; `key` names it wherever it is kept. `is_priced`: norm and unit price held at the order."""

    line_id: UUID
    key: tuple[str, str]
    name: str
    order: str
    ordered_on: date
    amount_vnd: int
    is_priced: bool


@dataclass(frozen=True)
class AcceptedProduct:
    """A product that the orderer accepted for a line."""

    item_id: UUID
    key: tuple[str, str]
    title: str
    accepted_on: date
    amount_vnd: int


@dataclass(frozen=True)
class Ordered:
    """What was ordered from an agency by a day, what was accepted of it, and how much was paid, in đồng."""

    lines: tuple[OrderedLine, ...]
    accepted: tuple[AcceptedProduct, ...]
    paid_vnd: int

    @property
    def assigned_vnd(self) -> int:
        return sum(line.amount_vnd for line in self.lines)

    @property
    def accepted_vnd(self) -> int:
        return sum(each.amount_vnd for each in self.accepted)

    @property
    def line_ids(self) -> tuple[UUID, ...]:
        return tuple(line.line_id for line in self.lines)

    @property
    def priced_line_ids(self) -> tuple[UUID, ...]:
        return tuple(line.line_id for line in self.lines if line.is_priced)


def listed_days(words: str) -> tuple[frozenset[date], tuple[str, ...]]:
    """Return the days of a list such as "2026-09-02, 2026-09-01", and what in it is no day."""
    found, rest = set(), []
    for word in filter(None, map(str.strip, words.replace(";", ",").split(","))):
        try:
            found.add(date.fromisoformat(word))
        except ValueError:
            rest.append(word)
    return frozenset(found), tuple(rest)


def self_funding(own_revenue_vnd: int | None, recurrent_cost_vnd: int | None) -> float | None:
    """Return own revenue ÷ recurrent cost in percent, one decimal cut; None when one is missing or nought."""
    if own_revenue_vnd is None or not recurrent_cost_vnd:
        return None
    return (1000 * own_revenue_vnd // recurrent_cost_vnd) / 10


@dataclass(frozen=True)
class Autonomy:
    """The autonomy decision in force; the ratio in percent, one decimal cut, None when a figure is missing."""

    decision_id: UUID
    number: str
    degree: str
    own_revenue_vnd: int | None
    recurrent_cost_vnd: int | None
    issuer: str = ""
    valid_from: date | None = None
    degree_words: str = ""

    @property
    def is_autonomous(self) -> bool:
        """Say whether the decision gives autonomy: one by which the State pays everything gives none."""
        return self.degree != "none"

    @property
    def self_funding_percent(self) -> float | None:
        return self_funding(self.own_revenue_vnd, self.recurrent_cost_vnd)


@dataclass(frozen=True)
class CommuneReach:
    """A remote commune and the kinds of local press that reach it."""

    commune_id: UUID
    name: str
    population: int
    press_types: tuple[str, ...]
    press_words: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True)
class ProvinceReach:
    """The remote communes of one province, and how many of their people local press reaches."""

    name: str
    communes: tuple[CommuneReach, ...]

    @property
    def reached(self) -> int:
        """Return how many of the communes some kind of local press reaches."""
        return sum(bool(one.press_types) for one in self.communes)

    @property
    def people(self) -> int:
        """Return how many people live in the communes."""
        return sum(one.population for one in self.communes)

    @property
    def people_reached(self) -> int:
        """Return how many people live in the communes that are reached."""
        return sum(one.population for one in self.communes if one.press_types)


@dataclass(frozen=True)
class ProgrammeVersion:
    """The newest version of a programme by a day."""

    code: str
    name: str
    version: str
    issued_on: date
    module: str  # its module on digital journalism, "" for none


@dataclass(frozen=True)
class School:
    """An institution of higher education that teaches journalism, with its programmes as they stand on a day."""

    institution_id: UUID
    name: str
    programmes: tuple[ProgrammeVersion, ...]

    @property
    def is_updated(self) -> bool:
        """Say whether a programme in use has a module on digital journalism."""
        return any(each.module for each in self.programmes)


@dataclass(frozen=True)
class CourseRun:
    """A course at whose sessions people were; `is_current`: its syllabus was new enough when it began."""

    course_id: UUID
    code: str
    name: str
    starts_on: date
    programme_on: date | None
    is_digital: bool
    is_current: bool
    people: int


@dataclass(frozen=True)
class PlatformStep:
    """A step that a platform reached ("decision", "build", "trial", "operate"), in words, when, by which document."""

    step: str
    words: str
    reached_on: date
    document: str


@dataclass(frozen=True)
class PlatformState:
    """How far a digital platform for the press is, and which agencies say they are connected (IND-14)."""

    platform: str
    steps: tuple[PlatformStep, ...]
    missing: tuple[str, ...]  # the words of the steps that are still ahead, or that nobody wrote down
    connected: frozenset[UUID]

    @property
    def step(self) -> str:
        """Return the furthest step."""
        return self.steps[-1].step


@dataclass(frozen=True)
class HouseRule:
    """One rule of how an agency writes. `kind`: wording, forbidden, allowed, person or place."""

    kind: str
    words: str
    right: str
    explanation: str
    source: str
