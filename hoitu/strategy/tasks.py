"""Jobs of the strategy room."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.strategy.operations import follow, refresh
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.operations.remind import remind_everybody


@app.task(name="strategy.note_everything", queue="reports", retry=KEEP_TRYING)
def note_everything(after: str = "") -> None:
    """Take in what was published before this room was built."""
    follow.note_everything(after=UUID(after) if after else None)


@app.task(name="strategy.note_agency", queue="reports", retry=KEEP_TRYING)
def note_agency(agency_id: str, after: str = "") -> None:
    """Read an agency's releases again after its topics were put under other services."""
    follow.note_agency(UUID(agency_id), after=after)


@app.periodic(cron="5 17 * * *")  # five past midnight in Vietnam: periodic jobs go by UTC
@app.task(name="strategy.recount_nightly", queue="reports", lock="strategy:recount", pass_context=False)
def recount_nightly(timestamp: int) -> None:
    """Count everything anew for the new day; what is stored must equal it."""
    refresh.recount_everything()


@app.task(name="strategy.recount", queue="reports", retry=KEEP_TRYING)
def recount() -> None:
    """Count everything anew because somebody asked."""
    refresh.recount_everything()


@app.task(name="strategy.refresh", queue="reports", retry=KEEP_TRYING)
def refresh_agency(agency_id: str) -> None:
    """Count an agency's figures anew after its records changed."""
    refresh.refresh_agency(UUID(agency_id))


@app.periodic(cron="*/15 * * * *")
@app.task(name="strategy.follow_up", queue="reports", queueing_lock="strategy.follow_up", pass_context=False)
def follow_up(timestamp: int) -> None:
    """Open the cases whose time has come and send the reminders and escalations that are due."""
    open_cases()
    remind_everybody()
