"""A notice's whole way: allowed in the browser, sent encrypted to its push service, shown by the service worker.

Chromium asks a service of its maker for a subscription, which no test can reach; the subscription is therefore one
of the push service below. Everything else is the product and the browser: permission, switch, service worker,
what is stored and sent, and what the worker shows when the browser hands it the decrypted message.
"""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Desk, Newsroom

pytestmark = pytest.mark.timeout(300)
HEADLINE = "Bến phà Sông Trang chạy thêm chuyến đêm"
SECRET = b"fedcba9876543210"
STAND_IN = """
    const subscription = { ...made, toJSON: () => made, unsubscribe: async () => {
        localStorage.removeItem('subscribed'); return true } }
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error('refused')
        localStorage.setItem('subscribed', '1')
        return subscription
    }
    PushManager.prototype.getSubscription = async () =>
        localStorage.getItem('subscribed') ? subscription : null
"""


def words(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class PushService:
    """Takes messages (RFC 8030) and opens them with the browser's key (RFC 8291)."""

    address: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    messages: "Queue[bytes]" = field(default_factory=Queue)

    def stand_in(self) -> str:
        """Return the script that makes the browser's own subscribing answer with this service."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        made = {
            "endpoint": f"http://{self.address}/push/minh",
            "expirationTime": None,
            "keys": {"p256dh": words(point), "auth": words(SECRET)},
        }
        return f"{{ const made = {json.dumps(made)}; {STAND_IN} }}"

    def next_message(self) -> str:
        body = self.messages.get(timeout=30)
        opened: bytes = http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        return opened.decode()


@pytest.fixture
def service() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.messages.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = PushService(f"127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_notice_from_the_switch_to_the_screen(
    newsroom: Newsroom, browser: Browser, service: PushService
) -> None:
    context = browser.new_context(locale="vi-VN", permissions=["notifications"])
    context.add_init_script(service.stand_in())
    minh = Desk(newsroom, context, "minh").sign_in()
    minh.page.goto(f"{newsroom.url}/thong-bao/")
    switch = minh.page.locator("#push")
    expect(switch).to_have_attribute("data-state", "off")
    minh.page.get_by_role("button", name="Bật trên máy này").click()
    expect(switch).to_have_attribute("data-state", "on")
    minh.page.reload()
    expect(switch).to_have_attribute("data-state", "on")
    minh.shoot("push-on")

    lan_context = browser.new_context(locale="vi-VN")
    lan = Desk(newsroom, lan_context, "lan").sign_in().page
    lan.goto(f"{newsroom.url}/tin-bai/moi/")
    lan.get_by_label("Tít tạm").fill(HEADLINE)
    lan.get_by_label("Chuyên mục").select_option(label="Thời sự")
    lan.get_by_role("button", name="Bắt đầu viết").click()
    lan.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    story = lan.url.removeprefix(newsroom.url)
    lan.locator("#story-editor .ProseMirror").click()
    lan.keyboard.type("Từ tối nay, bến phà chạy thêm ba chuyến.")
    lan.locator("#story-side").get_by_role("button", name="Gửi ban biên tập", exact=True).click()

    message = service.next_message()
    assert HEADLINE in json.loads(message)["body"]
    assert json.loads(message)["url"] == story

    devtools = context.new_cdp_session(minh.page)
    workers: list[dict[str, str]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda event: workers.extend(event["registrations"])
    )
    devtools.send("ServiceWorker.enable")
    minh.page.wait_for_function("navigator.serviceWorker.controller !== null")
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": newsroom.url, "registrationId": workers[-1]["registrationId"], "data": message},
    )
    shown = """navigator.serviceWorker.ready.then((ready) => ready.getNotifications())
        .then((all) => all.map((one) => [one.body, one.data.url]))"""
    minh.page.wait_for_function(f"{shown}.then((all) => all.length > 0)")
    [[body, url]] = minh.page.evaluate(shown)
    assert HEADLINE in body
    assert url == story

    minh.page.get_by_role("button", name="Tắt trên máy này").click()
    expect(switch).to_have_attribute("data-state", "off")
    context.close()
    lan_context.close()


def test_a_browser_that_refuses_is_told_how_to_allow(newsroom: Newsroom, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN")
    context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    minh = Desk(newsroom, context, "minh").sign_in()
    minh.page.goto(f"{newsroom.url}/thong-bao/")
    expect(minh.page.locator("#push")).to_have_attribute("data-state", "blocked")
    expect(minh.page.get_by_text("Trình duyệt đang chặn thông báo")).to_be_visible()
    expect(minh.page.get_by_role("button", name="Bật trên máy này")).to_be_hidden()
    context.close()


def test_a_browser_without_push_is_told_so(newsroom: Newsroom, browser: Browser) -> None:
    context = browser.new_context(locale="vi-VN", permissions=["notifications"])
    context.add_init_script("delete window.PushManager")
    minh = Desk(newsroom, context, "minh").sign_in()
    minh.page.goto(f"{newsroom.url}/thong-bao/")
    expect(minh.page.locator("#push")).to_have_attribute("data-state", "unsupported")
    context.close()
