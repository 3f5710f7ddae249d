"""The worker: takes jobs of its queues, outlives its database, and frees jobs whose worker was killed."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connections
from procrastinate import App, JobContext
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 1
STALLED_AFTER_SECONDS = 4
RESCUE_EVERY_SECONDS = 1
LOOK_FOR_DATABASE_EVERY_SECONDS = 0.2
CONNECTION_WAIT_SECONDS = 2
CONNECTION_MARGIN = 3  # listening, heartbeat, rescue


def work(queues: Sequence[str], *, jobs_at_once: int, stop_limit_seconds: int) -> None:
    """Run jobs of `queues` until a signal ends it; running jobs get `stop_limit_seconds` to finish."""
    assert isinstance(django_app.connector, DjangoConnector)
    _hold_connections()
    params = connector_params()
    # Taking and finishing jobs need not reach the disk at once: after a power cut a job just runs again.
    params["options"] = f"{params.get('options', '')} -c synchronous_commit=off".strip()
    connector = PsycopgConnector(
        kwargs=params,
        min_size=1,
        max_size=jobs_at_once + CONNECTION_MARGIN,
        timeout=CONNECTION_WAIT_SECONDS,
    )
    # An app of its own, with the same tasks. Replacing the connector of Django's app instead would let a job that
    # defers another one leave its own transaction: the second would start before the first commits.
    app = App(connector=connector, import_paths=django_app.import_paths)
    app.tasks, app.periodic_registry = django_app.tasks, django_app.periodic_registry
    asyncio.run(_work(app, queues, jobs_at_once, stop_limit_seconds))


def _hold_connections() -> None:
    """Let each thread of jobs hold a connection of its own instead of asking a pool.

    A pool asks for a lost server after pauses that double: a job would sit in it long after the server is back.
    """
    database = connections.databases["default"]
    database["OPTIONS"].pop("pool", None)
    database["CONN_MAX_AGE"] = None


async def _work(app: App, queues: Sequence[str], jobs_at_once: int, stop_limit_seconds: int) -> None:
    """Work until a signal comes, and begin again when the database went away: a new process would take longer."""
    asked_to_stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, asked_to_stop.set)
    asked = asyncio.create_task(asked_to_stop.wait())
    while not asked.done():
        working = asyncio.create_task(_while_connected(app, queues, jobs_at_once, stop_limit_seconds))
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        if asked.done():
            working.cancel()  # the worker's way of being asked: it finishes its jobs first
            await asyncio.wait({working})
            return
        failure = working.exception()
        if failure is not None and not isinstance(failure, ConnectorException):
            raise failure
        log.warning("the worker lost its database (%s) and looks for it again", failure)
        await sync_to_async(connections.close_all)()  # over one of them periodic jobs are deferred
        await asyncio.wait({asked}, timeout=LOOK_FOR_DATABASE_EVERY_SECONDS)


async def _while_connected(
    app: App, queues: Sequence[str], jobs_at_once: int, stop_limit_seconds: int
) -> None:
    await _database_answers()  # a pool opened too early waits for seconds
    async with app.open_async():
        rescuer = asyncio.create_task(_rescue_for_ever(app))
        try:
            await app.run_worker_async(
                queues=list(queues),
                concurrency=jobs_at_once,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                shutdown_graceful_timeout=stop_limit_seconds,
                fetch_job_polling_interval=1,
                install_signal_handlers=False,
                task_middleware=[_with_living_connection],
            )
        finally:
            rescuer.cancel()


async def _database_answers() -> None:
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(**connector_params())
        except psycopg.OperationalError:
            await asyncio.sleep(LOOK_FOR_DATABASE_EVERY_SECONDS)
        else:
            await connection.close()
            return


def _with_living_connection(run_job: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Let go of the thread's connection if it died with its server; it must not fail the next job."""
    close_old_connections()
    return run_job()


async def _rescue_for_ever(app: App) -> None:
    # In every worker's own loop, not as a job: a job would need a worker that is free.
    while True:
        await asyncio.sleep(RESCUE_EVERY_SECONDS)
        try:
            await rescue(app)
        except ConnectorException as failure:
            log.warning("looking for stalled jobs failed: %s", failure)


async def rescue(app: App) -> int:
    """Put back jobs whose worker gives no sign of life any more; return how many."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    count = 0
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except ConnectorException:
            continue  # another worker was quicker
        count += 1
        log.warning("job %s (%s) starts again: its worker is gone", job.id, job.task_name)
    return count
