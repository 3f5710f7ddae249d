"""The front door of the imports room."""

from hoitu.imports.errors import NothingToRetry, RunIsBusy, UnreadableSource, UnsafeArchive
from hoitu.imports.operations.analyse import analyse, summary_of
from hoitu.imports.operations.open_run import open_run
from hoitu.imports.operations.steer import map_names, retry, start, stop
from hoitu.imports.operations.work import work
from hoitu.imports.queries import outgoing, progress, run, runs

__all__ = [
    "NothingToRetry",
    "RunIsBusy",
    "UnreadableSource",
    "UnsafeArchive",
    "analyse",
    "map_names",
    "open_run",
    "outgoing",
    "progress",
    "retry",
    "run",
    "runs",
    "start",
    "stop",
    "summary_of",
    "work",
]
