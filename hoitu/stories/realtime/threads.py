"""Database work of the event loop, done in threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import connections

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function that may touch the database; hundreds of open stories must not keep a connection each."""

    def run() -> R:
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return await sync_to_async(run, thread_sensitive=False)()


class OwnThread:
    """One thread that keeps its connection as long as it works: asking for one costs as much as a short query."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a function that may touch the database, after all that were asked for before."""

        def run() -> R:
            try:
                return work(*args, **kwargs)
            except BaseException:
                connections.close_all()
                raise

        return await sync_to_async(run, thread_sensitive=False, executor=self._executor)()
