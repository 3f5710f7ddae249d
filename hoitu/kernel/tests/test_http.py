"""Fetching: what is refused, what is bounded. Only servers started here are reached."""

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from hoitu.kernel import http
from hoitu.kernel.http import FetchLimits, allow_hosts, fetch, send
from hoitu.kernel.http_addresses import is_public
from hoitu.kernel.signatures import BadSignature, sign_headers, verify

ONE_MEGABYTE = 1024 * 1024


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        getattr(self, "_" + self.path.strip("/").replace("-", "_"))()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        status = 202 if self.path == "/take" else 302
        self._answer(body, status=status, location="/text")

    def _answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in {"content_type": "text/plain; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _text(self) -> None:
        self._answer("Xin chào".encode())

    def _packed(self) -> None:
        self._answer(gzip.compress(b"x" * 1000), content_encoding="gzip")

    def _bomb(self) -> None:
        self._answer(gzip.compress(b"\0" * 50 * ONE_MEGABYTE), content_encoding="gzip")

    def _large(self) -> None:
        self._answer(b"x" * (ONE_MEGABYTE + 1))

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(64):
            self.wfile.write(b"x" * 64 * 1024)

    def _missing(self) -> None:
        self._answer(b"", status=404)

    def _busy(self) -> None:
        self._answer(b"", status=503)

    def _loop(self) -> None:
        self._answer(b"", status=302, location="/loop")

    def _inside(self) -> None:
        self._answer(b"", status=302, location="http://127.0.0.1:80/secret")

    def _file(self) -> None:
        self._answer(b"", status=302, location="file:///etc/passwd")

    def _drip(self) -> None:
        self.send_response(200)
        for _ in range(100):
            self.wfile.write(b"x: y\r\n")
            self.wfile.flush()
            time.sleep(0.05)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Stay silent: clients that leave early are what is tested."""


@pytest.fixture
def server() -> Iterator[str]:
    httpd = _Server(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    address = f"127.0.0.1:{httpd.server_port}"
    with allow_hosts(address):
        yield f"http://{address}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def test_fetches_text_and_unpacks(server: str) -> None:
    answer = fetch(f"{server}/text")
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/plain", "utf-8")
    assert answer.body.decode() == "Xin chào"
    assert fetch(f"{server}/packed").body == b"x" * 1000


@pytest.mark.parametrize("path", ["bomb", "large", "endless"])
def test_too_much_is_refused_at_the_limit(server: str, path: str) -> None:
    with pytest.raises((http.TooLarge, http.FetchFailed)) as refused:
        fetch(f"{server}/{path}", limits=FetchLimits(max_bytes=ONE_MEGABYTE))
    assert refused.type is http.TooLarge


def test_answers_are_judged(server: str) -> None:
    with pytest.raises(http.WrongContentType):
        fetch(f"{server}/text", limits=FetchLimits(content_types=("image/",)))
    with pytest.raises(http.StatusRefused) as missing:
        fetch(f"{server}/missing")
    assert (missing.value.may_retry, missing.value.sentence) == (False, "Máy chủ trả lời mã lỗi 404.")
    with pytest.raises(http.StatusRefused) as busy:
        fetch(f"{server}/busy")
    assert busy.value.may_retry


@pytest.mark.parametrize("path", ["loop", "inside", "file"])
def test_redirects_are_judged_like_first_addresses(server: str, path: str) -> None:
    with pytest.raises(http.AddressRefused):
        fetch(f"{server}/{path}")


def test_dripping_headers_end_at_the_deadline(server: str) -> None:
    began = time.monotonic()
    with pytest.raises(http.FetchFailed):
        fetch(f"{server}/drip", limits=FetchLimits(total_seconds=0.4))
    assert time.monotonic() - began < 2


def test_sending_returns_any_status_and_follows_nothing(server: str) -> None:
    taken = send("POST", f"{server}/take", body=b"{}", headers={"Content-Type": "application/json"})
    assert (taken.status, taken.body) == (202, b"{}")
    moved = send("POST", f"{server}/elsewhere", body=b"{}", headers={})
    assert moved.status == 302


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.1.1/",
        "http://user:pass@127.0.0.1/",
        "http://8.8.8.8:22/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http:///nothing",
        "not an address",
        "",
    ],
)
def test_closed_addresses_are_refused(url: str) -> None:
    with pytest.raises(http.AddressRefused):
        fetch(url)


def test_a_name_is_refused_when_any_of_its_addresses_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: entries)
    with pytest.raises(http.AddressRefused):
        fetch("http://mixed.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("100.64.1.1", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2606:4700::1111", True),
        ("fd00::1", False),
        ("::", False),
        ("255.255.255.255", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_a_signed_request_is_recognised_and_nothing_else() -> None:
    headers = sign_headers(b"tin", b"secret", AT, message_id="delivery-1")
    assert (
        verify(b"tin", {name.title(): value for name, value in headers.items()}, b"secret", AT)
        == "delivery-1"
    )
    late = AT + timedelta(minutes=6)
    forged = dict(headers) | {"webhook-id": "delivery-2"}
    for body, given, secret, now in [
        (b"tin khac", headers, b"secret", AT),
        (b"tin", headers, b"other", AT),
        (b"tin", headers, b"secret", late),
        (b"tin", forged, b"secret", AT),
        (b"tin", {}, b"secret", AT),
    ]:
        with pytest.raises(BadSignature):
            verify(body, given, secret, now)
