"""Leave work for later, in the transaction of the change that asks for it."""

from datetime import datetime

from procrastinate.contrib.django import app

JobArgument = str | int | bool | None


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
