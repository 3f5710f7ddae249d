"""The front door of the evidence room."""

from hoitu.evidence.data import Evidence, EvidenceInput, State, Subject
from hoitu.evidence.errors import (
    AlreadyAttached,
    AlreadyChecked,
    FileRefused,
    FileTooLarge,
    SecondPersonNeeded,
)
from hoitu.evidence.operations.attach import attach
from hoitu.evidence.operations.check import check
from hoitu.evidence.operations.withdraw import withdraw
from hoitu.evidence.queries import agencies_below, evidence_about, evidence_of, waiting, waiting_for
from hoitu.evidence.subjects import subjects_of

__all__ = [
    "AlreadyAttached",
    "AlreadyChecked",
    "Evidence",
    "EvidenceInput",
    "FileRefused",
    "FileTooLarge",
    "SecondPersonNeeded",
    "State",
    "Subject",
    "agencies_below",
    "attach",
    "check",
    "evidence_about",
    "evidence_of",
    "subjects_of",
    "waiting",
    "waiting_for",
    "withdraw",
]
