"""Facts that the evidence room announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class EvidenceAttached(Fact):
    """A document waits for a second person. `about` names the statement that it supports."""

    evidence_id: UUID
    about: str


@dataclass(frozen=True, kw_only=True)
class EvidenceChecked(Fact):
    """A second person accepted a document, or did not."""

    evidence_id: UUID
    about: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(Fact):
    """The agency took a document back; `was_accepted` says whether something may have rested on it."""

    evidence_id: UUID
    about: str
    was_accepted: bool
