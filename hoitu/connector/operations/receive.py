"""Receive a package: known sender, true signature, right place in its chain; anything else waits in quarantine."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.connector.adapters import identity, package_file
from hoitu.connector.adapters.package_file import BadPackage, Opened
from hoitu.connector.data import Direction, InState
from hoitu.connector.errors import FileRefused, NotTrusted
from hoitu.connector.models import Connection, InPackage, Partner
from hoitu.connector.operations.take_rows import take_rows
from hoitu.connector.operations.take_told import take_told
from hoitu.connector.policies.rows import clean
from hoitu.connector.policies.signing import holds, raw_public_key
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.storage import store

WHY = "the manifest says whose package it is; the partner's row says who receives it"
TAKEN = (InState.ACCEPTED, InState.WITHDRAWN)  # a withdrawn package keeps its place in the chain
WAITING_TRIED = 200


def receive_online(*, content: bytes) -> dict[str, Any]:
    """Receive what another installation sent here; return the signed receipt.

    Raises `FileRefused` for what is no package, `NotTrusted` for a sender whom nobody here trusts: neither is kept.
    """
    try:
        opened = package_file.open_package(content)
    except BadPackage as bad:
        raise FileRefused(bad.sentence) from None
    partner = _sender(opened)
    if partner is None:
        raise NotTrusted()
    if not _is_signed(opened, partner):
        raise FileRefused(_("Chữ ký của gói không đúng."))
    actor = Actor.system(agency_id=partner.agency_id, name=partner.name)
    row = receive_file(actor=actor, file_name=f"{opened.digest[:12]}.zip", content=content)
    return dict(row.receipt or {})


@transaction.atomic
def receive_file(*, actor: Actor, file_name: str, content: bytes) -> InPackage:
    """Receive a package as a file; the same file again gives the same row. Raises `FileRefused`."""
    actor.require("connector.send")
    if len(content) > package_file.FILE_BYTES_MAX:
        raise FileRefused(_("Gói lớn hơn 4 MB."))
    digest = sha256(content).hexdigest()
    rows = InPackage.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(sha256=digest).first()
    if row is not None and row.state != InState.QUARANTINED:
        return row
    if row is None:
        file_key = f"connector/in/{digest}.zip"
        store().put(file_key, content)
        row = InPackage(
            agency_id=actor.agency,
            sha256=digest,
            file_name=clean(file_name)[-200:],
            file_key=file_key,
            state=InState.QUARANTINED,
            received_at=clock.now(),
            by_name=actor.name[:150],
        )
    settle(actor, row, content)
    return row


@transaction.atomic
def replay(*, actor: Actor, package_id: UUID) -> InPackage:
    """Look at a quarantined package again, after what stood against it was put right."""
    actor.require("connector.send")
    row = quarantined(actor, package_id)
    settle(actor, row, store().get(row.file_key))
    return row


@transaction.atomic
def drop_package(*, actor: Actor, package_id: UUID, reason: str) -> None:
    """Give a quarantined package up, saying why."""
    actor.require("connector.send")
    row = quarantined(actor, package_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do bỏ gói này."))
    row.state, row.settled_at = InState.DROPPED, clock.now()
    row.sentence = reason.strip()[:400]
    row.receipt = receipt_of(row)
    row.save()
    _record(actor, "connector.drop_package", row)


def settle(actor: Actor, row: InPackage, content: bytes) -> None:
    """Take the package in, or write down why not; then look again at those that waited for it."""
    try:
        with transaction.atomic():
            opened = package_file.open_package(content)
            _place(actor, row, opened)
            row.counts = _take(row, opened)
    except BadPackage as bad:
        row.state, row.reason, row.sentence = InState.QUARANTINED, bad.code, bad.sentence[:400]
        row.settled_at = None
    else:
        row.state, row.reason, row.sentence, row.settled_at = InState.ACCEPTED, "", "", clock.now()
    row.receipt = receipt_of(row)
    row.save()
    _record(actor, "connector.receive", row)
    if row.state == InState.ACCEPTED:
        _look_again(actor, row)


def quarantined(actor: Actor, package_id: UUID) -> InPackage:
    """Return a package in quarantine. Raises `NotFound`."""
    rows = InPackage.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(pk=package_id, state=InState.QUARANTINED).first()
    if row is None:
        raise NotFound()
    return row


def _sender(opened: Opened, agency_id: UUID | None = None) -> Partner | None:
    told = {"fingerprint": opened.manifest["sender"], "line": opened.manifest["line"], "state": "trusted"}
    rows = Partner.objects.unscoped(why=WHY).exclude(direction=Direction.OUT).filter(**told)
    return (rows.filter(agency_id=agency_id) if agency_id else rows).first()


def _is_signed(opened: Opened, partner: Partner) -> bool:
    key = raw_public_key(partner.public_key)
    return key is not None and holds("ed25519", key, opened.manifest_bytes, opened.signature)


def _place(actor: Actor, row: InPackage, opened: Opened) -> None:
    """Find the sender and the place in the chain. Raises `BadPackage` with what stands against it."""
    manifest = opened.manifest
    row.chain, row.seq, row.digest = manifest["chain"][:40], manifest["seq"], opened.digest
    partner = _sender(opened, actor.agency)
    if partner is None:
        raise BadPackage("unknown_sender", _("Chưa có bản cài đặt tin cậy nào mang khóa đã ký gói này."))
    Partner.objects.for_agency(actor.agency).select_for_update().get(pk=partner.pk)
    if not _is_signed(opened, partner):
        raise BadPackage(
            "bad_signature", _("Chữ ký của gói không đúng: gói đã bị thay đổi hoặc do bên khác ký.")
        )
    row.partner = partner
    if manifest["recipient"] != identity.fingerprint():
        raise BadPackage("wrong_recipient", _("Gói này gửi cho một bản cài đặt khác."))
    last = (
        InPackage.objects.for_agency(actor.agency)
        .filter(partner=partner, chain=row.chain, state__in=TAKEN)
        .order_by("-seq")
        .first()
    )
    expected, previous = (last.seq + 1, last.digest) if last and last.seq else (1, "")
    if row.seq > expected:
        missing = _("Thiếu gói số %(first)d đến %(last)d. Khi các gói đó tới, gói này được nhận tiếp.")
        raise BadPackage("gap", missing % {"first": expected, "last": row.seq - 1})
    if row.seq < expected:
        raise BadPackage("older", _("Đã nhận gói số %d của tuyến này; gói này cũ hơn.") % (expected - 1))
    if manifest["previous"] != previous:
        raise BadPackage("broken_chain", _("Gói không nối tiếp gói đã nhận trước đó."))


def _take(row: InPackage, opened: Opened) -> dict[str, int]:
    """Write what the package says of the agencies for which its sender may speak."""
    assert row.partner is not None
    connections = _told_of(row.partner, opened)
    parts = package_file.read_parts(opened)
    if any(str(one.get("agency")) not in connections for rows in parts.values() for one in rows):
        raise BadPackage("unknown_organisation", _("Gói nói về cơ quan không có trong bản kê."))
    counts: dict[str, int] = defaultdict(int)
    for foreign_id, rows in by_agency(parts.pop("publications", [])).items():
        classes = {str(one.get("id")): class_of(one) for one in rows}
        given = [publication_of(one) for one in rows]
        taken = take_rows(connection_id=connections[foreign_id].pk, given=given, classes=classes)
        for name, count in taken.counts.items():
            counts[name] += count
    at = told_at(opened.manifest)
    return dict(counts) | take_told(package=row, parts=parts, connections=connections, told_at=at)


def _told_of(partner: Partner, opened: Opened) -> dict[str, Connection]:
    """Return the agencies of a package by the sender's ids. Raises `BadPackage` where it may not speak for one."""
    known = connections_of(partner)
    told = opened.manifest["organisations"]
    unknown = [str(one.get("name", one["id"]))[:80] for one in told if one["id"] not in known]
    if unknown:
        names = ", ".join(unknown[:5])
        raise BadPackage(
            "unknown_organisation", _("Chưa ghép cơ quan: %s. Ghép xong hãy xét lại gói.") % names
        )
    here = {one["id"]: known[one["id"]] for one in told}
    if any(accounts.people_of(agency_id=one.agency_id) for one in here.values()):
        raise BadPackage("lives_here", _("Một cơ quan trong gói nay làm việc ngay trên bản cài đặt này."))
    return here


def connections_of(partner: Partner) -> dict[str, Connection]:
    """Return the agencies for which a partner speaks, by its own ids."""
    rows = Connection.objects.unscoped(why=WHY).filter(partner=partner)
    return {str(one.foreign_id): one for one in rows}


def _look_again(actor: Actor, done: InPackage) -> None:
    """Take in the next package of the chain if it waits; each one taken looks for the one after it."""
    waiting = InPackage.objects.for_agency(actor.agency).filter(
        partner=done.partner,
        chain=done.chain,
        seq=(done.seq or 0) + 1,
        state=InState.QUARANTINED,
        reason="gap",
    )
    for row in waiting[:WAITING_TRIED]:
        settle(actor, row, store().get(row.file_key))


def receipt_of(row: InPackage) -> dict[str, Any]:
    """Return what the sender is told, signed by this installation."""
    said = {
        "package": row.digest,
        "chain": row.chain,
        "seq": row.seq,
        "state": row.state,
        "reason": row.reason,
        "sentence": row.sentence,
        "counts": row.counts,
        "at": clock.now().isoformat(),
        "receiver": identity.fingerprint(),
    }
    return said | {"signature": identity.sign(package_file.canonical(said))}


def publication_of(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a package as the one way in reads it."""
    return {name: value for name, value in one.items() if name not in ("agency", "class")}


def by_agency(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by the sender's id of their agency."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in rows:
        found[str(one["agency"])].append(one)
    return found


def class_of(one: Mapping[str, Any]) -> str:
    """Return the class of a row: B, or the weaker one that its sender admits."""
    given = one.get("class")
    return given if given in ("C", "D") else "B"


def told_at(manifest: Mapping[str, Any]) -> datetime:
    """Return up to when a package tells, never later than now. Raises `BadPackage`."""
    try:
        at = datetime.fromisoformat(manifest["until"])
        return min(at, clock.now()) if at.tzinfo else clock.now()
    except ValueError:
        raise BadPackage("bad_manifest", _("Bản kê của gói ghi ngày giờ không đúng.")) from None


def _record(actor: Actor, verb: str, row: InPackage) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"package:{row.pk}",
        object_label=f"{row.partner.name if row.partner else row.file_name} #{row.seq or '?'}",
        note=row.sentence[:300],
    )
