"""What readers opened, one JSON line per request, one file per day.

No address of a reader is stored: `visitor` is a keyed hash whose key is thrown away after the day, so that
visitors can be counted within a day and followed no longer.
"""

import hashlib
import hmac
import logging
import threading
import time
from collections import deque
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from pathlib import Path

from hoitu.kernel import clock
from hoitu.kernel.keys import key

log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.5
KEEP_DAYS = 400
LONGEST_FIELD = 300
LONGEST_QUEUE = 200_000

Opening = tuple[float, str, str, int, int, str, str, str]
"""Time, host, path, status, bytes, client, agent, referrer."""


class PublicLog:
    """Collects lines and writes them by a thread, twice a second: a request never waits for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: deque[Opening] = deque(maxlen=LONGEST_QUEUE)
        self._visitors: dict[tuple[str, str], str] = {}
        self._day: date | None = None
        self._salt = b""
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to write; a daemon thread, so that it never holds up the end of the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._thread = threading.Thread(target=self._write_until_end, name="public-log", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what is left."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def add(
        self, *, host: str, path: str, status: int, size: int, client: str, agent: str, referrer: str
    ) -> None:
        """Remember one answered request; its line is made later."""
        self._seen.append((time.time(), host, path, status, size, client, agent, referrer))

    def _line(self, seen: Opening) -> str:
        at, host, path, status, size, client, agent, referrer = seen
        moment = f"{_second(int(at))[:19]}.{int(at % 1 * 1000):03d}{_second(int(at))[19:]}"
        words = [quoted(text[:LONGEST_FIELD]) for text in (host, path, agent, referrer)]
        return (
            f'{{"at":"{moment}","host":{words[0]},"path":{words[1]},"status":{status},"bytes":{size},'
            f'"visitor":"{self._visitor(client, agent)}","agent":{words[2]},"referrer":{words[3]}}}\n'
        )

    def _visitor(self, client: str, agent: str) -> str:
        known = self._visitors.get((client, agent))
        if known is None:
            if len(self._visitors) >= LONGEST_QUEUE:
                self._visitors.clear()
            mark = hmac.new(self._salt, f"{client}|{agent}".encode(), hashlib.sha256).hexdigest()[:16]
            known = self._visitors[client, agent] = mark
        return known

    def _begin(self, today: date) -> None:
        self._day = today
        self._visitors.clear()
        name = f".salt-{today}"
        self._salt = key(self._folder, name).encode()
        for old in self._folder.glob(".salt-*"):
            if old.name != name:
                old.unlink(missing_ok=True)
        oldest = f"{today - timedelta(days=KEEP_DAYS)}.jsonl"
        for old in self._folder.glob("????-??-??.jsonl"):
            if old.name < oldest:
                old.unlink(missing_ok=True)

    def _write_until_end(self) -> None:
        while True:
            ending = self._end.wait(FLUSH_SECONDS)
            seen = [self._seen.popleft() for _ in range(len(self._seen))]
            if seen:
                try:
                    self._write(seen)
                except OSError as failure:  # a full disk must not stop pages from being read
                    log.error("%d lines of the public log are lost: %s", len(seen), failure)
            if ending:
                return

    def _write(self, seen: list[Opening]) -> None:
        today = clock.today()
        if today != self._day:
            self._begin(today)
        with (self._folder / f"{today}.jsonl").open("a", encoding="utf-8", errors="replace") as file:
            file.writelines(map(self._line, seen))


@lru_cache(maxsize=4)
def _second(at: int) -> str:
    return clock.local(datetime.fromtimestamp(at, UTC)).isoformat()
