"""Keep this host's index behind the stories by less than a second.

One thread of one web process per host writes (a file lock decides which); all processes of the host read. The
thread asks the database for what changed since it last looked: a derived index needs no place in the transaction.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.db import Error as DatabaseError
from django.db import connections

from hoitu.stories import api as stories
from hoitu.stories.data import SearchableStory
from hoitu.workspace.search.index import Writer, folder, remove_older_forms, write_progress

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.4
AFTER_TROUBLE_SECONDS = 5
BATCH = 500
PAGES_OF_BUILD = 40  # between two commits while the first index is made
# A row becomes visible when its transaction commits, a little after its `updated_at` was taken.
OVERLAP = timedelta(seconds=20)


class Follower:
    """Reads the change feed and writes the index; `catch_up` is one look."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self.mark = at / "since"
        self.since = _read(self.mark)
        # A process that ended half-way through the first index left its progress behind.
        self.is_first = self.since is None or (at / "progress").exists()
        self.writer = Writer(at, from_nothing=self.is_first)
        self.seen: dict[object, datetime] = {}

    def catch_up(self) -> int:
        """Index what changed since the last look; return how many stories."""
        if self.is_first:
            return self._build()
        return sum(len(page) for page in self._pages())

    def _build(self) -> int:
        """Make the first index: found piece by piece, going on where an earlier process stopped."""
        total, done, count = stories.count_of_all(), 0, 0
        if self.since is not None:
            done = total - stories.count_of_all(since=self.since)
        if total:
            write_progress(self.at, done, total)
        for page in self._pages(commit_every=PAGES_OF_BUILD):
            count += len(page)
            write_progress(self.at, done + count, total)
        self.writer.close()
        self.writer, self.is_first = Writer(self.at), False
        (self.at / "progress").unlink(missing_ok=True)
        return count

    def _pages(self, *, commit_every: int = 0) -> Iterator[list[SearchableStory]]:
        """Put what changed into the index, page by page; all of it is found afterwards."""
        since = self.since - OVERLAP if self.since else None
        after, number, is_open = None, 0, False
        while True:
            page = stories.changed_stories(since=since, after=after, limit=BATCH)
            changed = [story_id for story_id, at in page if self.seen.get(story_id) != at]
            fresh = stories.searchable_stories(changed) if changed else []
            is_open = bool(self.writer.put(fresh)) or is_open
            self.seen.update((story.story_id, story.updated_at) for story in fresh)
            if page:
                after, since = page[-1]
                self.since = max(self.since or since, since)
            number += 1
            if is_open and (len(page) < BATCH or (commit_every and number % commit_every == 0)):
                self._commit()
                is_open = False
            yield fresh
            if len(page) < BATCH:
                return

    def _commit(self) -> None:
        self.writer.commit()
        if self.since:
            self.mark.write_text(self.since.isoformat())
            horizon = self.since - OVERLAP
            self.seen = {key: at for key, at in self.seen.items() if at >= horizon}


def start() -> None:
    """Begin to follow in a thread, unless another process of this host does already."""
    threading.Thread(target=_follow, name="search-index", daemon=True).start()


def _follow() -> None:
    at = folder()
    at.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    with (at.parent / "writer.lock").open("a") as lock:
        _wait_for(lock)
        remove_older_forms()
        follower: Follower | None = None
        while not stop.is_set():
            try:
                follower = follower or Follower(at)
                follower.catch_up()
                pause = LOOK_EVERY_SECONDS
            except (DatabaseError, OSError, ValueError) as trouble:
                # The database restarts, the disk fills: say so, look again later, lose nothing.
                log.warning("search index waits: %s", trouble)
                follower, pause = None, AFTER_TROUBLE_SECONDS
            finally:
                connections.close_all()
            stop.wait(pause)


def _wait_for(lock: IO[str]) -> None:
    # Blocks in its thread until the process that writes now is gone; then this one takes over.
    fcntl.flock(lock, fcntl.LOCK_EX)
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()


def _read(mark: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(mark.read_text())
    except (OSError, ValueError):
        return None
