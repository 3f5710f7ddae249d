"""Frozen records that cross the door of the evidence room. Days are calendar days in Vietnam."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """How far a document has come. Whether an accepted one still holds, its dates say."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True)
class EvidenceInput:
    """What a person says about a document. `valid_until` is the first day on which it holds no longer."""

    title: str
    issuer: str = ""
    number: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Evidence:
    """One document that supports one statement of an agency; `about` names the statement, "measure:IND-03:2026".

    `url` is an address of the newsroom that asks for the right to read, then leads to the file for ten minutes.
    `checked_within` says that the second person works for the same agency, not for a body above it.
    """

    id: UUID
    agency_id: UUID
    about: str
    title: str
    issuer: str
    number: str
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    note: str
    file_name: str
    size: int
    sha256: str
    url: str
    state: str
    reason: str
    submitted_by: UUID | None
    submitted_by_name: str
    submitted_at: datetime
    checked_by_name: str
    checked_at: datetime | None
    checked_within: bool = False

    def holds_on(self, day: date) -> bool:
        """Say whether the document was accepted and is valid on that day."""
        return self.state == State.ACCEPTED and not self.begins_after(day) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Say whether its validity has ended by that day."""
        return self.valid_until is not None and day >= self.valid_until

    def begins_after(self, day: date) -> bool:
        """Say whether its validity begins only after that day."""
        return self.valid_from is not None and day < self.valid_from

    @property
    def last_day(self) -> date | None:
        """Return the last day on which the document is valid, as papers print it."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None


@dataclass(frozen=True)
class Subject:
    """What documents are about, as people read it, and the page where it stands ("" when there is none).

    `open_to` names the organisations that may open that page; None: whoever sees the documents.
    """

    label: str
    url: str = ""
    open_to: frozenset[UUID] | None = None


@dataclass(frozen=True)
class KeptFile:
    """A document whose bytes are kept: the name under which people save it, its SHA-256 in hex, its bytes."""

    file_name: str
    sha256: str
    size: int
