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


@dataclass(frozen=True)
class Training:
    """Both lists of IND-06 for one agency: everybody who counts, and those of them who are trained."""

    people: tuple[Learner, ...]

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
    """The systems in scope of one agency; it passes when there is one and none lacks anything."""

    systems: tuple[SystemStanding, ...]

    @property
    def passes(self) -> bool:
        return bool(self.systems) and not any(each.lacks for each in self.systems)


@dataclass(frozen=True)
class Ordered:
    """What was ordered from an agency by a day, in đồng, and how many lines stand on a price valid at the order."""

    assigned_vnd: int
    accepted_vnd: int
    paid_vnd: int
    line_ids: tuple[UUID, ...]
    priced_line_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Autonomy:
    """The autonomy decision in force; the ratio in percent, one decimal cut, None when a figure is missing."""

    decision_id: UUID
    number: str
    degree: str
    own_revenue_vnd: int | None
    recurrent_cost_vnd: int | None

    @property
    def self_funding_percent(self) -> float | None:
        if self.own_revenue_vnd is None or not self.recurrent_cost_vnd:
            return None
        return (1000 * self.own_revenue_vnd // self.recurrent_cost_vnd) / 10


@dataclass(frozen=True)
class CommuneReach:
    """A remote commune and the kinds of local press that reach it."""

    commune_id: UUID
    name: str
    population: int
    press_types: tuple[str, ...]


@dataclass(frozen=True)
class PlatformState:
    """How far a digital platform for the press is, by which document, and which agencies are connected (IND-14)."""

    platform: str
    step: str  # "decision", "build", "trial" or "operate"
    reached_on: date
    document: str
    connected: frozenset[UUID]
