"""The front door of the strategy room."""

from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.declare import Statement, declare
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.asked import Asked, asked_of
from hoitu.strategy.queries.declared import Declared, declared
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.subjects import evidence_subjects
from hoitu.strategy.queries.values import records_of, until_of, value_of

__all__ = [
    "Asked",
    "Declared",
    "Loaded",
    "Statement",
    "agencies_of",
    "asked_of",
    "bind_plan",
    "declare",
    "declared",
    "evidence_subjects",
    "load_plan",
    "on_release",
    "open_to",
    "read_plan",
    "records_of",
    "shipped_plans",
    "until_of",
    "value_of",
]
