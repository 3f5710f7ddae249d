"""The front door of the reporting room."""

from hoitu.reporting.operations.answer import accept, give_back, record_acceptance
from hoitu.reporting.operations.correct import correct_report
from hoitu.reporting.operations.open import open_report
from hoitu.reporting.operations.remind import remind_of_reports
from hoitu.reporting.operations.save import DraftInput, Typed, draft_of, save_draft
from hoitu.reporting.operations.send import NumbersMissing, send_report
from hoitu.reporting.queries.duties import Owed, owed_by
from hoitu.reporting.queries.reports import inbox
from hoitu.reporting.queries.rollup import Rollup, rollups

__all__ = [
    "DraftInput",
    "NumbersMissing",
    "Owed",
    "Rollup",
    "Typed",
    "accept",
    "correct_report",
    "draft_of",
    "give_back",
    "inbox",
    "open_report",
    "owed_by",
    "record_acceptance",
    "remind_of_reports",
    "rollups",
    "save_draft",
    "send_report",
]
