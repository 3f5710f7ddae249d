"""The front door of the evidence room."""

from hoitu.evidence.data import Evidence, EvidenceInput, KeptFile, State, Subject
from hoitu.evidence.errors import (
    AlreadyAttached,
    AlreadyChecked,
    FileRefused,
    FileTooLarge,
    SecondPersonNeeded,
)
from hoitu.evidence.files import bytes_of, keep_bytes
from hoitu.evidence.operations.attach import attach, keep_file
from hoitu.evidence.operations.check import check
from hoitu.evidence.operations.withdraw import withdraw
from hoitu.evidence.queries import accepted, agencies_below, evidence_about, evidence_of, waiting_for
from hoitu.evidence.signing import signed_url
from hoitu.evidence.subjects import is_private, subjects_of

__all__ = [
    "AlreadyAttached",
    "AlreadyChecked",
    "Evidence",
    "EvidenceInput",
    "FileRefused",
    "FileTooLarge",
    "KeptFile",
    "SecondPersonNeeded",
    "State",
    "Subject",
    "accepted",
    "agencies_below",
    "attach",
    "bytes_of",
    "check",
    "evidence_about",
    "evidence_of",
    "is_private",
    "keep_bytes",
    "keep_file",
    "signed_url",
    "subjects_of",
    "waiting_for",
    "withdraw",
]
