"""Jobs of the media room."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoitu.media.operations import edit_picture as editing
from hoitu.media.operations import ingest as ingesting
from hoitu.media.operations.embedded import read_embedded as read_words
from hoitu.media.operations.embedded import sweep_exports
from hoitu.media.operations.fixity import verify_some
from hoitu.media.operations.purge import let_go as let_files_go
from hoitu.media.operations.recognise import reindex_some
from hoitu.media.operations.retention import propose_ended
from hoitu.media.operations.tell_of_rights import tell_of_rights
from hoitu.media.operations.upload import sweep_uploads

# A scanner that is away comes back, and a disk gets room again: files wait for a day and more.
TRY_AGAIN = RetryStrategy(max_attempts=200, wait=2, linear_wait=5)


@app.task(name="media.receive", queue="media", retry=TRY_AGAIN)
def receive(upload_id: str) -> None:
    """Give a complete upload its asset."""
    ingesting.receive(upload_id=UUID(upload_id))


@app.task(name="media.ingest", queue="media", retry=TRY_AGAIN)
def ingest(asset_id: str) -> None:
    """Scan a file and make what readers get of it."""
    ingesting.ingest(asset_id=UUID(asset_id))


@app.task(name="media.read_embedded", queue="media", retry=TRY_AGAIN)
def read_embedded(asset_id: str) -> None:
    """Read what a picture says about itself."""
    read_words(asset_id=UUID(asset_id))


@app.task(name="media.edit_picture", queue="media", retry=TRY_AGAIN)
def edit_picture(asset_id: str) -> None:
    """Make a picture as its newest recipe shows it."""
    editing.make_edit(asset_id=UUID(asset_id))


@app.task(name="media.let_go", queue="media", retry=TRY_AGAIN)
def let_go(tombstone_id: str) -> None:
    """Delete the files of a purged asset that nothing else needs."""
    let_files_go(tombstone_id=UUID(tombstone_id))


@app.periodic(cron="17 * * * *")
@app.task(name="media.sweep", queue="media", queueing_lock="media.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Let go of uploads that nobody went on with, and of copies that nobody can fetch any more."""
    sweep_uploads()


@app.periodic(cron="2 * * * *")
@app.task(
    name="media.tell_of_rights", queue="media", queueing_lock="media.tell_of_rights", pass_context=False
)
def tell_of_rights_soon(timestamp: int) -> None:
    """Tell of rights that end. Each hour: Vietnam's midnight is noticed wherever the machine's clock is."""
    tell_of_rights()


@app.periodic(cron="5 17 * * *")
@app.task(name="media.propose_ended", queue="media", queueing_lock="media.propose_ended", pass_context=False)
def propose_ended_daily(timestamp: int) -> None:
    """After Vietnam's midnight (17:00 UTC): list what has reached the end of its class."""
    propose_ended()


@app.periodic(cron="*/5 * * * *")
@app.task(name="media.verify", queue="media", queueing_lock="media.verify", priority=-10, pass_context=False)
def verify(timestamp: int) -> None:
    """Copy and hash some of the files that must not be lost."""
    verify_some()


@app.periodic(cron="*/5 * * * *")
@app.task(name="media.reindex", queue="media", queueing_lock="media.reindex", pass_context=False)
def reindex(timestamp: int) -> None:
    """Fill what search needs for some of the files that an earlier version of the program left."""
    reindex_some()
    sweep_exports()
