"""Frozen records that cross the door of the assurance room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.assurance.interval import clopper_pearson


class State(StrEnum):
    """How far a draw has come."""

    ANNOUNCED = "announced"
    DRAWN = "drawn"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What a person of the body says of one drawn record."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCLEAR = "unclear"


STATE_WORDS = {
    State.ANNOUNCED: _("Đã công bố, chờ rút"),
    State.DRAWN: _("Đã rút, đang kiểm tra"),
    State.CLOSED: _("Đã chốt kết quả"),
    State.CANCELLED: _("Đã hủy"),
}
VERDICT_WORDS = {
    Verdict.HOLDS: _("Đứng vững"),
    Verdict.FAILS: _("Không đứng vững"),
    Verdict.UNCLEAR: _("Chưa rõ"),
}


@dataclass(frozen=True)
class AnnouncementInput:
    """What a body announces: the number, whose records, how many, when, and from which public value.

    `agency_ids` empty means every agency of the plan behind whose figures the body may look. `until` is the last day
    that counts, `public_source` says which public value is taken and where anybody finds it.
    """

    measure_id: UUID
    until: date
    k: int
    draw_on: date
    proof_due: date
    public_source: str
    agency_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Result:
    """What the judgements of some drawn records say. A record that is unclear does not count as holding."""

    drawn: int
    holds: int
    fails: int
    unclear: int
    listed: int

    @property
    def judged(self) -> int:
        return self.holds + self.fails + self.unclear

    @property
    def is_complete(self) -> bool:
        return self.drawn > 0 and self.judged == self.drawn

    @property
    def is_census(self) -> bool:
        """Say whether every listed record was drawn: then the share is known, not estimated."""
        return self.drawn == self.listed

    @property
    def share(self) -> float | None:
        """Return the share of the judged records that hold, 0 to 1."""
        return self.holds / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the exact 95 % interval of the share; None while records wait, or where all were drawn."""
        if not self.is_complete or self.is_census:
            return None
        return clopper_pearson(self.holds, self.drawn)


@dataclass(frozen=True)
class Verified:
    """What a closed draw says of one agency's number: the factor that stands beside what was computed."""

    draw_id: UUID
    agency_id: UUID
    until: date
    by_body: str
    result: Result


@dataclass(frozen=True)
class Shown:
    """One listed record as the drill-down list shows it. `salt` keeps its fingerprint from being guessed."""

    agency: str
    title: str
    at: str
    where: str
    url: str
    salt: str

    def plain(self) -> Mapping[str, str]:
        return {
            "agency": self.agency,
            "title": self.title,
            "at": self.at,
            "where": self.where,
            "url": self.url,
            "salt": self.salt,
        }
