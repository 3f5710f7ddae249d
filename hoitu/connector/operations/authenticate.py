"""Say which connection signed a request, once."""

import base64
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.connector.data import Algorithm
from hoitu.connector.errors import SignatureRefused
from hoitu.connector.models import Connection, ConnectionKey, UsedNonce
from hoitu.connector.policies.signing import (
    SKEW,
    Claims,
    claims_of,
    digest_header,
    holds,
    is_fresh,
    signed_text,
)
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.sealing import unseal


def signed_by(*, actor: Actor, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Connection:
    """Return the connection of the actor's agency whose key signed the request.

    Raises `SignatureRefused` for a signature that is missing, wrong, too old or too new, or used before.
    """
    actor.require("connector.push")
    claims = claims_of(headers)
    if claims is None:
        raise SignatureRefused(_("Yêu cầu thiếu chữ ký hoặc tiêu đề ký chưa đúng dạng."), code="not_signed")
    keys = ConnectionKey.objects.for_agency(actor.agency).select_related("connection")
    key = keys.filter(key_id=claims.key_id, retired_at=None).first()
    if key is None:
        raise SignatureRefused(_("Không có khóa này, hoặc khóa đã thu hồi."), code="unknown_key")
    if not is_fresh(claims, clock.now()):
        raise SignatureRefused(
            _("Đồng hồ bên gửi lệch quá năm phút, hoặc yêu cầu đã cũ. Hãy chỉnh giờ rồi ký lại."),
            code="stale",
        )
    if claims.digest != digest_header(body):
        raise SignatureRefused(_("Nội dung không khớp với Content-Digest."), code="bad_digest")
    if not holds(key.algorithm, _bytes_of(key), signed_text(method, path, claims), claims.signature):
        raise SignatureRefused()
    _use(key, claims)
    if key.connection.is_paused:
        raise SignatureRefused(_("Kết nối này đang tạm dừng."), code="paused")
    return key.connection


def forget_nonces() -> int:
    """Delete one-time words that no request within the skew could repeat; return how many."""
    old = UsedNonce.objects.unscoped(why="housekeeping of every agency's requests")
    return old.filter(used_at__lt=clock.now() - 3 * SKEW).delete()[0]


@transaction.atomic
def _use(key: ConnectionKey, claims: Claims) -> None:
    now = clock.now()
    used = UsedNonce.objects.for_agency(key.connection.agency_id)
    # Two web processes may hold the same request: who writes the word first goes on.
    ConnectionKey.objects.for_agency(key.connection.agency_id).select_for_update().get(pk=key.pk)
    if used.filter(key=key, nonce=claims.nonce).exists():
        raise SignatureRefused(
            _("Yêu cầu này đã nhận rồi. Gửi lại thì ký lại với Hoitu-Nonce mới."), code="replayed"
        )
    UsedNonce.objects.create(key=key, nonce=claims.nonce, used_at=now)
    ConnectionKey.objects.for_agency(key.connection.agency_id).filter(pk=key.pk).update(last_used_at=now)


def _bytes_of(key: ConnectionKey) -> bytes:
    if key.algorithm == Algorithm.HMAC:
        return unseal(bytes(key.sealed_secret)).encode()
    return base64.b64decode(key.public_key)
