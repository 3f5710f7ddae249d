"""The front door of the strategy room."""

from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.classify import classify_topics
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.freeze import freeze_plan
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.operations.refresh import ask_recount
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.values import records_of, unit_of, until_of, value_of, values_of

__all__ = [
    "Loaded",
    "agencies_of",
    "ask_recount",
    "bind_plan",
    "classify_topics",
    "freeze_plan",
    "load_plan",
    "on_release",
    "open_to",
    "read_plan",
    "records_of",
    "shipped_plans",
    "unit_of",
    "until_of",
    "value_of",
    "values_of",
]
