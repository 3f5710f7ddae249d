"""Jobs of the strategy room."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.strategy.operations import follow


@app.task(name="strategy.note_everything", queue="reports", retry=KEEP_TRYING)
def note_everything(after: str = "") -> None:
    """Take in what was published before this room was built."""
    follow.note_everything(after=UUID(after) if after else None)
