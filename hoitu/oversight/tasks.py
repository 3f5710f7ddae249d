"""Jobs of the oversight room."""

from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.oversight.operations import check_links as links
from hoitu.oversight.operations import own_sites, read
from hoitu.oversight.operations.complaints import remind_of_complaints


@app.periodic(cron="7,37 * * * *")
@app.task(name="oversight.read_all", queue="reports", retry=KEEP_TRYING)
def read_all(timestamp: int) -> None:
    """Queue every watched feed."""
    read.read_all()


@app.task(name="oversight.read_source", queue="reports", retry=KEEP_TRYING)
def read_source(source_id: str) -> None:
    """Read one feed."""
    read.read_source(UUID(source_id))


@app.periodic(cron="20 * * * *")
@app.task(name="oversight.check_all_links", queue="reports", retry=KEEP_TRYING)
def check_all_links(timestamp: int) -> None:
    """Queue the link checks that people switched on."""
    links.check_all()


@app.task(name="oversight.check_links", queue="reports", retry=KEEP_TRYING)
def check_links(source_id: str) -> None:
    """Check some links of one source."""
    links.check_links(UUID(source_id))


@app.task(name="oversight.note_everything", queue="reports", retry=KEEP_TRYING)
def note_everything(after: str = "") -> None:
    """Take in what our own sites published before."""
    own_sites.note_everything(after=UUID(after) if after else None)


@app.periodic(cron="0 1 * * *")  # 08:00 in Vietnam
@app.task(name="oversight.remind", queue="reports", retry=KEEP_TRYING)
def remind(timestamp: int) -> None:
    """Remind of complaints that come due and of corrections that are owed."""
    remind_of_complaints()
