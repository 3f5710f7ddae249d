"""Facts that the maturity room announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AssessmentMoved(Fact):
    """An agency's assessment took a step: `move` is "send", "take", "return", "publish" or "correct"."""

    assessment_id: UUID
    step_id: UUID
    year: int
    version: int
    move: str
    by_id: UUID | None
    by_name: str
    reason: str
