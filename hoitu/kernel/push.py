"""Web push: short notices to browsers that people allowed, encrypted for that browser alone."""

import base64
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from py_vapid import Vapid02

from hoitu.kernel import http
from hoitu.kernel.errors import Refused

KEEP_SECONDS: Final = 86_400
Urgency = Literal["very-low", "low", "normal", "high"]


class PushFailed(Refused):
    """Raised when the push service did not take a notice; `may_retry`: trying later can help."""

    default_sentence = _("Chưa gửi được thông báo đến trình duyệt.")

    def __init__(self, reason: str, *, may_retry: bool) -> None:
        super().__init__()
        self.reason = reason
        self.may_retry = may_retry

    def __str__(self) -> str:
        return self.reason


class PushGone(PushFailed):
    """Raised when the browser no longer wants notices: forget the subscription."""


@dataclass(frozen=True)
class Subscription:
    """Where a browser receives, as `PushSubscription.toJSON()` gives it."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Notice:
    """What the browser shows; `url` opens on a click, `tag` replaces an older notice about the same thing."""

    title: str
    body: str = ""
    url: str = "/"
    tag: str = ""


def send(subscription: Subscription, notice: Notice, *, urgency: Urgency = "normal") -> None:
    """Send one notice. Raises `PushGone` or `PushFailed`.

    The endpoint came from a browser, so the request goes through the same guard as every foreign address.
    """
    if not is_on():
        raise PushFailed("web push is off: no contact address is set", may_retry=False)
    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    # Brings two HTTP clients that we do not use: not before somebody is told something.
    from pywebpush import WebPusher, WebPushException

    try:
        encrypted = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(_body(notice))
    except (WebPushException, ValueError) as error:
        raise PushGone(f"unusable subscription: {error}", may_retry=False) from error
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(KEEP_SECONDS),
        "Urgency": urgency,
        "Authorization": _authorization(subscription.endpoint),
    }
    try:
        answer = http.send("POST", subscription.endpoint, body=encrypted["body"], headers=headers)
    except http.FetchError as error:
        raise PushFailed(str(error), may_retry=error.may_retry) from error
    if answer.status in (404, 410):
        raise PushGone(f"status {answer.status}", may_retry=False)
    if answer.status >= 300:
        may_retry = answer.status == 429 or answer.status >= 500
        raise PushFailed(f"status {answer.status}", may_retry=may_retry)


def is_on() -> bool:
    """Say whether an operator set up web push: push services want an address to complain to."""
    return bool(settings.WEB_PUSH_CONTACT)


def public_key() -> str:
    """Return the key that browsers subscribe with (`applicationServerKey`)."""
    point = _vapid().public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _body(notice: Notice) -> bytes:
    # Services take 4096 bytes with the encryption around it; a Vietnamese letter has up to three.
    words = {"title": notice.title[:150], "body": notice.body[:600], "url": notice.url, "tag": notice.tag}
    return json.dumps(words, ensure_ascii=False).encode()


def _authorization(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": settings.WEB_PUSH_CONTACT}
    signed: str = _vapid().sign(claims)["Authorization"]
    return signed


@lru_cache(maxsize=1)
def _vapid() -> Vapid02:
    path = Path(settings.WEB_PUSH_KEY_FILE)
    if not path.exists():
        _make_key(path)
    return Vapid02.from_file(str(path))


def _make_key(path: Path) -> None:
    """Write a new key for good: browsers that subscribed with it would not know another one."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent) as half:  # readable by us only
        half.write(pem)
        half.flush()
        os.fsync(half.fileno())
        try:
            os.link(half.name, path)
        except FileExistsError:
            return  # another process was faster; its key holds
