"""Leave work for later, in the transaction of the change that asks for it."""

from datetime import datetime
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# For jobs that only pass on what is stored: a database that went away under them is no reason to give up.
KEEP_TRYING = RetryStrategy(max_attempts=20, wait=1, linear_wait=1)

JobArgument = str | int | bool | None | dict[str, Any]  # what JSON holds


def later(
    task: str,
    *,
    queue: str,
    lock: str | None = None,
    at: datetime | None = None,
    priority: int = 0,
    **arguments: JobArgument,
) -> None:
    """Queue the named task of a room's `tasks.py`; it starts after the commit, at `at` if that is later.

    Jobs with the same `lock` run one after the other. Operations name their tasks instead of importing them:
    tasks are entry points and stand above operations.
    """
    app.configure_task(task, queue=queue, lock=lock, schedule_at=at, priority=priority).defer(**arguments)
