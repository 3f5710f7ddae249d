"""What readers opened, one JSON line per request, one file per day.

No address of a reader is stored: `visitor` is a keyed hash whose key is thrown away after the day, so that
visitors can be counted within a day and followed no longer.
"""

import hashlib
import hmac
import json
import logging
import threading
from collections import deque
from datetime import date, timedelta
from pathlib import Path

from hoitu.kernel import clock
from hoitu.kernel.keys import key

log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.5
KEEP_DAYS = 400
LONGEST_FIELD = 300
LONGEST_QUEUE = 200_000


class PublicLog:
    """Collects lines and writes them by a thread, twice a second: a request never waits for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: deque[str] = deque(maxlen=LONGEST_QUEUE)
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
        """Remember one answered request."""
        line = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "host": host[:LONGEST_FIELD],
            "path": path[:LONGEST_FIELD],
            "status": status,
            "bytes": size,
            "visitor": self._visitor(client, agent),
            "agent": agent[:LONGEST_FIELD],
            "referrer": referrer[:LONGEST_FIELD],
        }
        self._lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))

    def _visitor(self, client: str, agent: str) -> str:
        today = clock.today()
        if today != self._day:
            self._begin(today)
        return hmac.new(self._salt, f"{client}|{agent}".encode(), hashlib.sha256).hexdigest()[:16]

    def _begin(self, today: date) -> None:
        self._day = today
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
            lines = [self._lines.popleft() for _ in range(len(self._lines))]
            if lines:
                try:
                    with (self._folder / f"{clock.today()}.jsonl").open("a", encoding="utf-8") as file:
                        file.write("\n".join(lines) + "\n")
                except OSError as failure:  # a full disk must not stop pages from being read
                    log.error("%d lines of the public log are lost: %s", len(lines), failure)
            if ending:
                return
