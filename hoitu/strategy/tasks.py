"""Jobs of the strategy room."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.strategy.operations import follow, read_plan_file
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.operations.remind import remind_everybody


@app.task(name="strategy.note_everything", queue="reports", retry=KEEP_TRYING)
def note_everything(after: str = "") -> None:
    """Take in what was published before this room was built."""
    follow.note_everything(after=UUID(after) if after else None)


@app.task(name=read_plan_file.JOB, queue="reports", retry=KEEP_TRYING)
def read_a_plan_file(proposal_id: str) -> None:
    """Read an uploaded plan; what cannot be read is written on the proposal."""
    read_plan_file.read_file(UUID(proposal_id))


@app.periodic(cron="*/15 * * * *")
@app.task(name="strategy.follow_up", queue="reports", queueing_lock="strategy.follow_up", pass_context=False)
def follow_up(timestamp: int) -> None:
    """Open the cases whose time has come and send the reminders and escalations that are due."""
    open_cases()
    remind_everybody()
