"""A subscriber on this machine: keeps what it was sent, verified, each message once."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hoitu.kernel import clock
from hoitu.kernel.http import allow_hosts
from hoitu.kernel.signatures import BadSignature, verify

SECRET = "khóa ký của đơn vị nhận"  # only for tests


@dataclass
class Received:
    """What arrived: every request's message id, and the items kept of them."""

    url: str = ""
    message_ids: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    answer: int = 202


@contextmanager
def receiver() -> Iterator[Received]:
    """Serve one address that takes signed ninjs."""
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.bodies.append(body)
            self.send_response(self._take(body))
            self.send_header("content-length", "0")
            self.end_headers()

        def _take(self, body: bytes) -> int:
            try:
                message_id = verify(body, dict(self.headers), SECRET.encode(), clock.now())
            except BadSignature:
                received.refused += 1
                return 403
            if received.answer == 202:
                if message_id not in received.message_ids:
                    received.items.append(json.loads(body))
                received.message_ids.append(message_id)
            return received.answer

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"127.0.0.1:{server.server_port}"
    received.url = f"http://{address}/ninjs"
    try:
        with allow_hosts(address):
            yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
