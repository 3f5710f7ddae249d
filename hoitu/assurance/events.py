"""What the assurance room announces. Facts name a draw; they carry no record of its list."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DrawMoved(Fact):
    """A draw was announced, drawn, closed or cancelled. `agency_id` is the body, `agencies` whose records are listed.

    `fingerprint` is the hash of the announcement: who is told keeps it.
    """

    draw_id: UUID
    step: str
    title: str
    body: str
    fingerprint: str
    agencies: list[str]
    by_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class DrawDue(Fact):
    """A day of a draw comes near, is here or is over. `agency_id` is whom to tell: the body where the `step` is
    "draw", an agency that still owes proof of `records` where it is "proof".
    """

    draw_id: UUID
    step: str
    title: str
    days_left: int
    records: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordJudged(Fact):
    """A person of the body judged a drawn record of `agency_id`."""

    draw_id: UUID
    record_id: UUID
    verdict: str
