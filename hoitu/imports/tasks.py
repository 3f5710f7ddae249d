"""Jobs of the imports room. Each takes the run's id and acts for the person who opened the run."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from hoitu.accounts import api as accounts
from hoitu.imports.errors import RunIsBusy, UnreadableSource
from hoitu.imports.models import ImportRun
from hoitu.imports.operations.analyse import analyse as analyse_run
from hoitu.imports.operations.old_addresses import MAX_TRIES, redirect_old_addresses, seconds_until_try
from hoitu.imports.operations.open_run import defer_redirects
from hoitu.imports.operations.work import work as work_run
from hoitu.kernel.actor import Actor

log = logging.getLogger(__name__)


@app.task(name="imports.analyse", queue="reports")
def analyse(run_id: str) -> None:
    """Look through a source; what cannot be read is written on the run."""
    try:
        analyse_run(actor=_actor_of(run_id), run_id=UUID(run_id))
    except UnreadableSource as error:
        log.info("import %s cannot be read: %s", run_id, error)


@app.task(name="imports.work", queue="reports")
def work(run_id: str) -> None:
    """Import what is left to import."""
    try:
        work_run(actor=_actor_of(run_id), run_id=UUID(run_id))
    except (UnreadableSource, RunIsBusy) as error:
        log.info("import %s stops: %s", run_id, error)


@app.task(name="imports.redirect", queue="reports")
def redirect(run_id: str, number: int) -> None:
    """Let old addresses lead to new ones; ask again later while stories wait for their place."""
    run = ImportRun.objects.unscoped(why="jobs serve every agency").get(pk=run_id)
    left = redirect_old_addresses(agency_id=run.agency_id, run_id=run.pk)
    if left and number < MAX_TRIES:
        defer_redirects(run.pk, number=number + 1, wait_seconds=seconds_until_try(number + 1))
    elif left:
        log.warning("import %s: %s old addresses have no new one", run_id, left)


def _actor_of(run_id: str) -> Actor:
    """Return the person who opened the run, with the permissions held today."""
    run = ImportRun.objects.unscoped(why="jobs serve every agency").get(pk=run_id)
    if run.created_by_id is None:
        return Actor.system(agency_id=run.agency_id)
    return accounts.actor_for(person_id=run.created_by_id, agency_id=run.agency_id)
