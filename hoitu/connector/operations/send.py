"""Send a package, online or as a file; it is settled when the receiver's signed receipt is here."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.audit import api as audit
from hoitu.connector.adapters import package_file
from hoitu.connector.data import InState, OutState
from hoitu.connector.errors import NotTrusted
from hoitu.connector.models import OutPackage
from hoitu.connector.policies.signing import holds, raw_public_key
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.http import FetchError, send
from hoitu.kernel.jobs import later
from hoitu.kernel.storage import store

WHY = "a job sends what a person asked for"
ONLINE_PATH = "/lien-thong/goi-den/"
ATTEMPTS_MAX = 10
REFUSALS = {
    InState.QUARANTINED: gettext_lazy("Bên nhận cách ly gói: %(why)s"),
    InState.DROPPED: gettext_lazy("Bên nhận bỏ gói: %(why)s"),
    InState.WITHDRAWN: gettext_lazy("Bên nhận thu hồi gói: %(why)s"),
}


class SendAgain(Exception):
    """Raised inside the job when trying later can help."""


@transaction.atomic
def ask_to_send(*, actor: Actor, package_id: UUID) -> None:
    """Let a job send the package to its partner's address. Raises `NotTrusted`, `BadInput` without an address."""
    actor.require("connector.send")
    row = found(actor, package_id)
    if not row.partner.is_trusted:
        raise NotTrusted()
    if not row.partner.address:
        raise BadInput(_("Chưa có địa chỉ trực tuyến của bên nhận. Hãy tải gói về và chuyển bằng tệp."))
    if row.state in (OutState.SENT, OutState.CANCELLED):
        raise NotFound()
    row.state, row.error = OutState.SENDING, ""
    row.save(update_fields=["state", "error"])
    later("connector.send", queue="default", lock=f"connector:{row.partner_id}", package_id=str(row.pk))
    _record(actor, "connector.send", row)


def send_now(package_id: UUID) -> None:
    """Send one package. Raises `SendAgain` while that can help; else the row says what went wrong."""
    row = OutPackage.objects.unscoped(why=WHY).select_related("partner").filter(pk=package_id).first()
    if row is None or row.state != OutState.SENDING:
        return
    row.attempts += 1
    row.save(update_fields=["attempts"])
    try:
        answer = send(
            "POST",
            row.partner.address.rstrip("/") + ONLINE_PATH,
            body=store().get(row.file_key),
            headers={"content-type": "application/zip"},
        )
    except FetchError as error:
        _fail(row, error.sentence, may_retry=error.may_retry)
        return
    if answer.status == 200:
        try:
            _settle(row, answer.body)
        except BadInput as bad:
            _fail(row, bad.sentence, may_retry=False)
        return
    words = _("Bên nhận trả lời mã %(code)d: %(words)s") % {
        "code": answer.status,
        "words": _sentence(answer.body),
    }
    _fail(row, words, may_retry=answer.status == 429 or answer.status >= 500)


@transaction.atomic
def take_receipt(*, actor: Actor, package_id: UUID, content: bytes) -> None:
    """Take the receipt that came back as a file. Raises `BadInput` when it is none, or not of this package."""
    actor.require("connector.send")
    row = found(actor, package_id)
    _settle(row, content)
    _record(actor, "connector.receipt", row)


@transaction.atomic
def hand_out(*, actor: Actor, package_id: UUID) -> tuple[str, bytes]:
    """Return name and bytes of the package; from now on it may be out, so it cannot be given up any more."""
    actor.require("connector.send")
    row = found(actor, package_id)
    row.attempts += 1
    row.save(update_fields=["attempts"])
    _record(actor, "connector.hand_out", row)
    return row.file_name, store().get(row.file_key)


@transaction.atomic
def cancel(*, actor: Actor, package_id: UUID) -> None:
    """Give up a package that never left: the next one tells what it would have told."""
    actor.require("connector.send")
    row = found(actor, package_id)
    newer = OutPackage.objects.for_agency(actor.agency).filter(partner=row.partner, seq__gt=row.seq)
    if row.state != OutState.BUILT or row.attempts or newer.exclude(state=OutState.CANCELLED).exists():
        raise BadInput(_("Gói này có thể đã tới bên nhận nên không bỏ được. Hãy gửi lại."))
    row.state, row.settled_at = OutState.CANCELLED, clock.now()
    row.save(update_fields=["state", "settled_at"])
    _record(actor, "connector.cancel", row)


def found(actor: Actor, package_id: UUID) -> OutPackage:
    """Return a package of the actor's organisation. Raises `NotFound`."""
    rows = OutPackage.objects.for_agency(actor.agency).select_related("partner")
    row = rows.select_for_update(of=("self",)).filter(pk=package_id).first()
    if row is None:
        raise NotFound()
    return row


def _settle(row: OutPackage, content: bytes) -> None:
    receipt = _read_receipt(row, content)
    row.receipt, row.settled_at = receipt, clock.now()
    if receipt["state"] == InState.ACCEPTED:
        row.state, row.error = OutState.SENT, ""
    else:
        row.state = OutState.FAILED
        words = REFUSALS[receipt["state"]] % {"why": receipt.get("sentence", "")}
        row.error = words[:300]
    row.save()


def _read_receipt(row: OutPackage, content: bytes) -> dict[str, Any]:
    try:
        receipt = json.loads(content)
    except (ValueError, RecursionError):
        receipt = None
    if not isinstance(receipt, dict):
        raise BadInput(_("Đây không phải biên nhận của gói."))
    said = {name: value for name, value in receipt.items() if name != "signature"}
    key = raw_public_key(row.partner.public_key)
    is_true = key is not None and holds(
        "ed25519", key, package_file.canonical(said), str(receipt.get("signature", ""))
    )
    if (
        not is_true
        or receipt.get("package") != row.digest
        or receipt.get("receiver") != row.partner.fingerprint
    ):
        raise BadInput(_("Biên nhận này không do bên nhận ký cho gói này."))
    if receipt.get("state") not in (InState.ACCEPTED, *REFUSALS):
        raise BadInput(_("Đây không phải biên nhận của gói."))
    return receipt


def _fail(row: OutPackage, words: str, *, may_retry: bool) -> None:
    again = may_retry and row.attempts < ATTEMPTS_MAX
    row.state, row.error = OutState.SENDING if again else OutState.FAILED, words[:300]
    row.save(update_fields=["state", "error"])
    if again:
        raise SendAgain(words)


def _sentence(body: bytes) -> str:
    try:
        return str(json.loads(body)["sentence"])[:200]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _record(actor: Actor, verb: str, row: OutPackage) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"package:{row.pk}",
        object_label=f"{row.partner.name} #{row.seq}",
    )
