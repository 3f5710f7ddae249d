"""The front door of the reporting room."""

from hoitu.reporting.operations.answer import accept, give_back, record_acceptance
from hoitu.reporting.operations.call import CallInput, call_for_report
from hoitu.reporting.operations.correct import correct_report
from hoitu.reporting.operations.files import (
    NotSigned,
    NotThisReport,
    attach_signed,
    pdf_of,
    sign_version,
    version_of,
)
from hoitu.reporting.operations.open import open_occasional, open_report
from hoitu.reporting.operations.remind import remind_of_reports
from hoitu.reporting.operations.save import DraftInput, Typed, draft_of, save_draft
from hoitu.reporting.operations.send import NobodyReceives, NumbersMissing, send_report
from hoitu.reporting.queries.duties import Owed, owed_by
from hoitu.reporting.queries.reports import inbox

__all__ = [
    "CallInput",
    "DraftInput",
    "NobodyReceives",
    "NotSigned",
    "NotThisReport",
    "NumbersMissing",
    "Owed",
    "Typed",
    "accept",
    "attach_signed",
    "call_for_report",
    "correct_report",
    "draft_of",
    "give_back",
    "inbox",
    "open_occasional",
    "open_report",
    "owed_by",
    "pdf_of",
    "record_acceptance",
    "remind_of_reports",
    "save_draft",
    "send_report",
    "sign_version",
    "version_of",
]
