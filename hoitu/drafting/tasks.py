"""Jobs of the drafting room."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.drafting.operations import read_plan_file
from hoitu.kernel.jobs import KEEP_TRYING

# Jobs that waited while the room was taken out of `strategy` bear the name that they had there.
OLD_NAME = "strategy.read_plan_file"


@app.task(name=read_plan_file.JOB, aliases=[OLD_NAME], queue="reports", retry=KEEP_TRYING)
def read_a_plan_file(proposal_id: str) -> None:
    """Read an uploaded plan; what cannot be read is written on the proposal."""
    read_plan_file.read_file(UUID(proposal_id))
