"""The front door of the strategy room."""

from hoitu.strategy.figures import UnitFigure, Window
from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.declare import Statement, declare
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.answers import Answer, TaskLine, answers_of, task_lines
from hoitu.strategy.queries.asked import Asked, asked_of
from hoitu.strategy.queries.declared import Declared, declared
from hoitu.strategy.queries.duties import Recipient, ReportDuty, recipients_of, report_duties
from hoitu.strategy.queries.production import Part, first_publication, published
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.subjects import evidence_subjects
from hoitu.strategy.queries.values import computed_indicators, figure_of, records_of, until_of, value_of

__all__ = [
    "Answer",
    "Asked",
    "Declared",
    "Loaded",
    "Part",
    "Recipient",
    "ReportDuty",
    "Statement",
    "TaskLine",
    "UnitFigure",
    "Window",
    "agencies_of",
    "answers_of",
    "asked_of",
    "bind_plan",
    "computed_indicators",
    "declare",
    "declared",
    "evidence_subjects",
    "figure_of",
    "first_publication",
    "load_plan",
    "on_release",
    "open_to",
    "published",
    "read_plan",
    "recipients_of",
    "records_of",
    "report_duties",
    "shipped_plans",
    "task_lines",
    "until_of",
    "value_of",
]
