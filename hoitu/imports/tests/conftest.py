"""Servers that the tests of imports start themselves."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hoitu.kernel.http import allow_hosts

FILES = {"/a.jpg": Path(__file__).parent / "fixtures" / "picture.jpg"}


@pytest.fixture
def picture_server() -> Iterator[tuple[str, list[str]]]:
    """A server with one picture; the second value collects the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            asked.append(self.path)
            file = FILES.get(self.path)
            self.send_response(200 if file else 404)
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
            if file:
                self.wfile.write(file.read_bytes())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"127.0.0.1:{server.server_port}"
    with allow_hosts(address):
        yield f"http://{address}", asked
    server.shutdown()
    thread.join()
    server.server_close()
