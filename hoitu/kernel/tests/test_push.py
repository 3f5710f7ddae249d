"""Web push against an endpoint that this test runs: the browser's side can read it, a stranger's key cannot."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings
from py_vapid import Vapid02

from hoitu.kernel import push
from hoitu.kernel.http import allow_hosts

NOTICE = push.Notice("Bài chờ duyệt", "Nguyễn Thị Lan vừa gửi “Giữ nước ngọt”.", "/tin-bai/1/", "story:1")
SECRET = b"0123456789abcdef"


def words(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Service:
    """A push service and the browser behind it."""

    address: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def subscription(self) -> push.Subscription:
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return push.Subscription(f"http://{self.address}/push/1", words(point), words(SECRET))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.headers = {name.lower(): value for name, value in self.headers.items()}
            found.body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(found.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Service(f"127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    push._vapid.cache_clear()
    settings = {
        "WEB_PUSH_CONTACT": "mailto:kythuat@toasoan.example",
        "WEB_PUSH_KEY_FILE": tmp_path / "push.pem",
    }
    with override_settings(**settings), allow_hosts(found.address):
        yield found
    push._vapid.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_browser_can_read_it_and_knows_who_sent_it(service: Service) -> None:
    push.send(service.subscription, NOTICE, urgency="high")
    plain = http_ece.decrypt(service.body, private_key=service.key, auth_secret=SECRET, version="aes128gcm")
    assert json.loads(plain) == {
        "title": "Bài chờ duyệt",
        "body": "Nguyễn Thị Lan vừa gửi “Giữ nước ngọt”.",
        "url": "/tin-bai/1/",
        "tag": "story:1",
    }
    assert service.headers["urgency"] == "high"
    assert f"k={push.public_key()}" in service.headers["authorization"]
    assert Vapid02.verify(service.headers["authorization"])


def test_the_key_is_made_once_and_only_we_can_read_it(service: Service) -> None:
    first = push.public_key()
    push._vapid.cache_clear()
    assert push.public_key() == first
    from django.conf import settings

    assert Path(settings.WEB_PUSH_KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("status", "error", "may_retry"),
    [(410, push.PushGone, False), (404, push.PushGone, False), (429, push.PushFailed, True),
     (503, push.PushFailed, True), (400, push.PushFailed, False)],
)  # fmt: skip
def test_refusals_say_what_they_mean(
    service: Service, status: int, error: type[push.PushFailed], may_retry: bool
) -> None:
    service.status = status
    with pytest.raises(error) as caught:
        push.send(service.subscription, NOTICE)
    assert caught.value.may_retry is may_retry


def test_a_subscription_cannot_lead_into_our_network(service: Service) -> None:
    inside = push.Subscription("http://127.0.0.1:1/x", service.subscription.p256dh, words(SECRET))
    with pytest.raises(push.PushFailed) as caught:
        push.send(inside, NOTICE)
    assert not caught.value.may_retry


def test_nonsense_keys_mean_that_the_subscription_is_gone(service: Service) -> None:
    with pytest.raises(push.PushGone):
        push.send(push.Subscription(f"http://{service.address}/", "AAAA", "AAAA"), NOTICE)


@override_settings(WEB_PUSH_CONTACT="")
def test_without_a_contact_push_is_off() -> None:
    assert not push.is_on()
    with pytest.raises(push.PushFailed):
        push.send(push.Subscription("https://push.example/1", "", ""), NOTICE)
