"""Signed requests between systems, in the form of Standard Webhooks: receivers find ready libraries."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused

ID_HEADER: Final = "webhook-id"
TIME_HEADER: Final = "webhook-timestamp"
SIGNATURE_HEADER: Final = "webhook-signature"
REPLAY_WINDOW: Final = timedelta(minutes=5)
_MAX_SIGNATURES: Final = 8


class BadSignature(Refused):
    """Raised for a request whose signature is missing, wrong, or older than the replay window."""

    status = 403
    default_sentence = _("Chữ ký của yêu cầu không đúng hoặc đã hết hạn.")


def sign_headers(body: bytes, secret: bytes, at: datetime, *, message_id: str = "") -> dict[str, str]:
    """Return the headers that prove who sent `body` and when.

    A retry of one delivery should carry the same `message_id`; by default it is made from the body.
    """
    message_id = message_id or "msg_" + hashlib.sha256(body).hexdigest()[:32]
    seconds = str(int(at.timestamp()))
    return {
        ID_HEADER: message_id,
        TIME_HEADER: seconds,
        SIGNATURE_HEADER: "v1," + _signature(body, secret, message_id, seconds),
    }


def verify(body: bytes, headers: Mapping[str, str], secret: bytes, now: datetime) -> str:
    """Return the message id of a request signed with the secret; raise `BadSignature` otherwise.

    A request outside the `REPLAY_WINDOW` is refused; inside it the receiver drops ids it has seen.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message_id, seconds = given.get(ID_HEADER, ""), given.get(TIME_HEADER, "")
    if not message_id or not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        raise BadSignature()
    if abs(now.timestamp() - int(seconds)) > REPLAY_WINDOW.total_seconds():
        raise BadSignature()
    expected = ("v1," + _signature(body, secret, message_id, seconds)).encode()
    offered = given.get(SIGNATURE_HEADER, "").split()[:_MAX_SIGNATURES]
    if not any(hmac.compare_digest(expected, signature.encode()) for signature in offered):
        raise BadSignature()
    return message_id


def _signature(body: bytes, secret: bytes, message_id: str, seconds: str) -> str:
    signed = f"{message_id}.{seconds}.".encode() + body
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode("ascii")
