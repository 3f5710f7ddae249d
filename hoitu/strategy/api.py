"""The front door of the strategy room."""

from hoitu.strategy.figures import UnitFigure
from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.values import computed_indicators, figure_of, records_of, until_of, value_of

__all__ = [
    "Loaded",
    "UnitFigure",
    "agencies_of",
    "bind_plan",
    "computed_indicators",
    "figure_of",
    "load_plan",
    "on_release",
    "open_to",
    "read_plan",
    "records_of",
    "shipped_plans",
    "until_of",
    "value_of",
]
