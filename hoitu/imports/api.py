"""The front door of the imports room."""

from hoitu.imports.errors import (
    NothingToRetry,
    RowRefused,
    RunIsBusy,
    SheetUnreadable,
    UnreadableSource,
    UnsafeArchive,
)
from hoitu.imports.operations.analyse import analyse, summary_of
from hoitu.imports.operations.bring_sheet import bring_sheet, drop_row, mend_row, write_sheet
from hoitu.imports.operations.open_run import open_run
from hoitu.imports.operations.steer import map_names, retry, start, stop
from hoitu.imports.operations.work import work
from hoitu.imports.queries import outgoing, progress, run, runs

__all__ = [
    "NothingToRetry",
    "RowRefused",
    "RunIsBusy",
    "SheetUnreadable",
    "UnreadableSource",
    "UnsafeArchive",
    "analyse",
    "bring_sheet",
    "drop_row",
    "map_names",
    "mend_row",
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
    "write_sheet",
]
