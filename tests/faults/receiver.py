"""A subscriber of the newsroom's wire that remembers every push."""

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """What came, by idempotency key and by what it says."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.effects: dict[str, set[str]] = defaultdict(set)
        self.keys: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self.pushes = 0

    def take(self, key: str, body: bytes) -> None:
        item = json.loads(body)
        with self.lock:
            self.pushes += 1
            self.effects[key].add(hashlib.sha256(body).hexdigest())
            self.keys[item["uri"], item["version"], item.get("pubStatus", "usable")].add(key)

    def faults(self) -> list[str]:
        """Return keys that meant two things, and things that came under two keys."""
        with self.lock:
            two_things = [
                f"key {key} meant {len(seen)} things" for key, seen in self.effects.items() if len(seen) > 1
            ]
            two_keys = [
                f"{what} came under {sorted(keys)}" for what, keys in self.keys.items() if len(keys) > 1
            ]
            return two_things + two_keys

    def has(self, story_id: str, *, canceled: bool) -> bool:
        wanted = "canceled" if canceled else "usable"
        with self.lock:
            return any(story_id in uri and status == wanted for uri, _version, status in self.keys)


@contextmanager
def receiving() -> Iterator[tuple[str, Receiver]]:
    """Serve a receiver for the length of the block; yields its address."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.take(self.headers["Idempotency-Key"], body)
            self.send_response(204)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tin", receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
