"""Notices reach the browsers that people allowed, and no others."""

import json
from collections.abc import Iterator
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from py_vapid import Vapid02, b64urlencode
from pytest_django import Settings

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.operations.devices import push_devices
from hoitu.accounts.operations.membership import deactivate
from hoitu.accounts.operations.sessions import sign_out_everywhere
from hoitu.accounts.testing import PASSWORD, actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.channels.testing import recording_adapter, run_deliveries
from hoitu.kernel import push
from hoitu.kernel.http import allow_hosts
from hoitu.stories.testing import make_story, move
from hoitu.workspace.models import Notification
from hoitu.workspace.operations.devices import send_notice

pytestmark = pytest.mark.django_db
ON, OFF = "/thong-bao/may-nay/bat/", "/thong-bao/may-nay/tat/"
SECRET = b"0123456789abcdef"


class PushService:
    """A push service (RFC 8030) and the browsers behind it (RFC 8291): only they hold the private key."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.status = 201
        self.received: list[tuple[str, dict[str, str], bytes]] = []

    def subscription(self, browser: str) -> dict[str, object]:
        """Return what `PushSubscription.toJSON()` of a browser gives."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        keys = {"p256dh": b64urlencode(point), "auth": b64urlencode(SECRET)}
        return {"endpoint": f"http://{self.address}/{browser}", "expirationTime": None, "keys": keys}

    def read(self) -> list[tuple[str, dict[str, str]]]:
        """Return which browser was shown what."""
        return [
            (
                path.removeprefix("/"),
                json.loads(
                    http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
                ),
            )
            for path, _headers, body in self.received
        ]


@pytest.fixture
def service(tmp_path: Path, settings: Settings) -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.received.append((self.path, headers, body))
            self.send_response(found.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = PushService(f"127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.WEB_PUSH_CONTACT = "mailto:kythuat@toasoan.example"
    settings.WEB_PUSH_KEY_FILE = tmp_path / "push.pem"
    push._vapid.cache_clear()
    with allow_hosts(found.address):
        yield found
    push._vapid.cache_clear()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def agency() -> Organisation:
    return make_agency()


@pytest.fixture
def lan(agency: Organisation) -> Person:
    return make_person(agency, "reporter", password=PASSWORD)


def allow(client: Client, service: PushService, browser: str) -> int:
    body = json.dumps(service.subscription(browser))
    return client.post(ON, body, content_type="application/json").status_code


def browsers_of(person: Person) -> list[str]:
    return [each.subscription.endpoint.rpartition("/")[2] for each in push_devices(person_ids=[person.pk])]


def return_a_story(agency: Organisation, lan: Person) -> Notification:
    """Have Minh return Lan's story; return what Lan is told."""
    minh = make_person(agency, "editor", name="Trần Văn Minh")
    story = make_story(actor_of(lan), headline="Giá lúa")
    move(actor_of(lan), story, "desk")
    move(actor_of(minh), story, "draft", note="Thiếu nguồn")
    with recording_adapter():
        run_deliveries()
    return Notification.objects.for_agency(agency.pk).get(person=lan)


def run_push_jobs() -> int:
    """Do what the worker would; return how many jobs there were."""
    jobs = ProcrastinateJob.objects.filter(task_name="workspace.push")
    for job in jobs:
        send_notice(device_id=UUID(job.args["device_id"]), notification_id=UUID(job.args["notification_id"]))
    return len(jobs)


def test_a_notice_reaches_the_allowed_browser_and_only_it_can_read_it(
    service: PushService, agency: Organisation, lan: Person
) -> None:
    client = signed_in(lan, Client(HTTP_USER_AGENT="Mozilla/5.0 (Android 15) Chrome/140.0 Safari/537"))
    page = client.get("/thong-bao/").content.decode()
    assert push.public_key() in page
    assert "data-here" not in page
    assert allow(client, service, "dien-thoai") == 204
    assert "data-here" in client.get("/thong-bao/").content.decode()
    told = return_a_story(agency, lan)
    assert run_push_jobs() == 1
    assert service.read() == [
        ("dien-thoai", {"title": "Hội Tụ", "body": told.text, "url": told.url, "tag": str(told.pk)})
    ]
    [(_path, headers, body)] = service.received
    assert headers["content-encoding"] == "aes128gcm"
    assert int(headers["ttl"]) > 0
    assert Vapid02.verify(headers["authorization"])
    assert "Giá lúa".encode() not in body
    [entry] = audit.trail(agency_id=agency.pk, verb="accounts.allow_push").entries
    assert (entry.actor_id, entry.note) == (lan.pk, "Chrome, Android")


def test_what_was_read_meanwhile_is_not_shown(
    service: PushService, agency: Organisation, lan: Person
) -> None:
    client = signed_in(lan)
    allow(client, service, "may-ban")
    return_a_story(agency, lan)
    client.post("/thong-bao/")
    assert run_push_jobs() == 1
    assert service.received == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    service: PushService, agency: Organisation, lan: Person, status: int
) -> None:
    allow(signed_in(lan), service, "may-cu")
    return_a_story(agency, lan)
    service.status = 503
    with pytest.raises(push.PushFailed):
        run_push_jobs()
    assert browsers_of(lan) == ["may-cu"]
    service.status = status
    run_push_jobs()
    assert browsers_of(lan) == []


def test_signing_out_ends_what_this_browser_takes(service: PushService, lan: Person) -> None:
    phone, desk = signed_in(lan), signed_in(lan)
    allow(phone, service, "dien-thoai")
    allow(desk, service, "may-ban")
    phone.post("/dang-xuat/")
    assert browsers_of(lan) == ["may-ban"]


def test_ending_the_other_sessions_ends_what_they_take(service: PushService, lan: Person) -> None:
    phone, desk = signed_in(lan), signed_in(lan)
    allow(phone, service, "dien-thoai")
    allow(desk, service, "may-ban")
    desk.post("/phien-dang-nhap/")
    assert browsers_of(lan) == ["may-ban"]
    sign_out_everywhere(actor=actor_of(lan), person_id=lan.pk)
    assert browsers_of(lan) == []


def test_whoever_leaves_takes_nothing_any_more(
    service: PushService, agency: Organisation, lan: Person
) -> None:
    allow(signed_in(lan), service, "may-ban")
    return_a_story(agency, lan)
    deactivate(actor=actor_of(make_person(agency, "admin")), person_id=lan.pk)
    assert run_push_jobs() == 1
    assert service.received == []


def test_the_next_person_at_a_shared_machine_does_not_read_the_last_ones_notices(
    service: PushService, agency: Organisation, lan: Person
) -> None:
    shared = signed_in(lan)
    allow(shared, service, "may-chung")
    cookie = SimpleCookie({"hoitu_device": shared.cookies["hoitu_device"].value})
    hoa = make_person(make_agency(), "reporter", password=PASSWORD)
    later = Client()
    later.cookies = cookie
    assert later.post("/dang-nhap/", {"login": hoa.email, "password": PASSWORD}).status_code == 302
    assert browsers_of(lan) == []
    assert allow(later, service, "may-chung") == 204
    assert (browsers_of(lan), browsers_of(hoa)) == ([], ["may-chung"])


def test_people_stop_their_own_machines_and_nobody_elses(
    service: PushService, agency: Organisation, lan: Person
) -> None:
    phone, desk = signed_in(lan), signed_in(lan)
    allow(phone, service, "dien-thoai")
    [device] = push_devices(person_ids=[lan.pk])
    hoa = signed_in(make_person(agency, "director"))
    hoa.post(OFF, {"device": str(device.id)})
    assert browsers_of(lan) == ["dien-thoai"]
    assert "Máy khác đang nhận" in desk.get("/thong-bao/").content.decode()
    desk.post(OFF, {"device": str(device.id)})
    assert browsers_of(lan) == []
    assert desk.post(OFF, {"device": "không phải"}).status_code == 400


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"endpoint": 1, "keys": {"p256dh": "a", "auth": "b"}}',
     '{"endpoint": "javascript:x", "keys": {"p256dh": "a", "auth": "b"}}',
     json.dumps({"endpoint": "https://" + "x" * 2000, "keys": {"p256dh": "a", "auth": "b"}})],
)  # fmt: skip
def test_what_no_browser_sends_is_refused(service: PushService, lan: Person, body: str) -> None:
    assert signed_in(lan).post(ON, body, content_type="application/json").status_code == 400
    assert browsers_of(lan) == []


def test_without_a_contact_the_page_says_that_push_is_off(lan: Person, agency: Organisation) -> None:
    assert "HOITU_PUSH_CONTACT" in signed_in(lan).get("/thong-bao/").content.decode()
    return_a_story(agency, lan)
    assert run_push_jobs() == 0


def test_the_worker_serves_the_whole_newsroom() -> None:
    answer = Client().get("/hoitu-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "notificationclick" in answer.content.decode()
