"""Build a package for a partner: what it says is fixed, signed and kept before anybody sends it."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.connector.adapters import identity, package_file
from hoitu.connector.data import Direction, OutState
from hoitu.connector.errors import NothingNew, NotTrusted
from hoitu.connector.models import OutPackage, Partner
from hoitu.connector.queries import content
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.storage import store
from hoitu.strategy import api as strategy

RECORDS_MAX, RECORDS_LEAST = 8_000, 200  # in one package; of one agency of many


@transaction.atomic
def build_package(*, actor: Actor, partner_id: UUID) -> UUID:
    """Build the next package of a partner's chain from what became known since the last one; return its id.

    A large backlog takes several packages. Raises `NotTrusted`, `NothingNew`.
    """
    actor.require("connector.send")
    partner = Partner.objects.for_agency(actor.agency).select_for_update().filter(pk=partner_id).first()
    if partner is None:
        raise NotFound()
    if not partner.is_trusted or partner.direction == Direction.IN:
        raise NotTrusted()
    agencies = content.agencies_told(partner)
    if not agencies:
        raise NothingNew()
    # A package that is given up leaves a hole that the receiver would wait for: only the last one can be.
    last = OutPackage.objects.for_agency(actor.agency).filter(partner=partner).exclude(
        state=OutState.CANCELLED
    ).order_by("-seq").first()  # fmt: skip
    now = clock.now()
    parts, until = _parts(agencies, last)
    seq, previous = (last.seq + 1, last.digest) if last else (1, "")
    packed = {name: package_file.canonical(rows) for name, rows in parts.items()}
    manifest = package_file.canonical(
        {
            "format": package_file.FORMAT,
            "chain": str(partner.pk),
            "seq": seq,
            "previous": previous,
            "line": partner.line,
            "sender": identity.fingerprint(),
            "sender_name": accounts.organisation(organisation_id=partner.agency_id).name,
            "recipient": partner.fingerprint,
            "built_at": now.isoformat(),
            "until": until.isoformat(),
            "organisations": content.organisations_told(agencies),
            "parts": {
                name: {"sha256": sha256(data).hexdigest(), "bytes": len(data), "records": len(parts[name])}
                for name, data in packed.items()
            },
        }
    )
    data = package_file.pack(manifest, identity.sign(manifest), packed)
    OutPackage.objects.for_agency(actor.agency).filter(
        partner=partner, seq=seq, state=OutState.CANCELLED
    ).delete()
    file_key = f"connector/out/{sha256(data).hexdigest()}.zip"
    store().put(file_key, data)
    row = OutPackage.objects.create(
        partner=partner,
        seq=seq,
        previous=previous,
        digest=sha256(manifest).hexdigest(),
        until=until,
        file_key=file_key,
        size_bytes=len(data),
        counts={name.removesuffix(".json"): len(rows) for name, rows in parts.items()},
        built_at=now,
        built_by_name=actor.name[:150],
    )
    audit.record(
        actor=actor,
        verb="connector.build",
        object_key=f"package:{row.pk}",
        object_label=f"{partner.name} #{seq}",
    )
    return row.pk


def _parts(
    agencies: list[accounts.Organisation], last: OutPackage | None
) -> tuple[dict[str, list[dict[str, Any]]], Any]:
    """Return the parts, and the instant up to which the records are told."""
    after, until = (last.until if last else None), strategy.end_of_changes()
    limit = max(RECORDS_LEAST, RECORDS_MAX // len(agencies))
    found = [
        (row.id, strategy.changes_between(agency_id=row.id, after=after, until=until, limit=limit))
        for row in agencies
    ]
    short = min((changes.until for _id, changes in found), default=until)
    if short < until:  # one agency has more to tell: all are told up to where that one is
        found = [
            (
                row.id,
                strategy.changes_between(agency_id=row.id, after=after, until=short, limit=RECORDS_MAX),
            )
            for row in agencies
        ]
    ids = [row.id for row in agencies]
    parts = {
        "publications.json": [row for key, changes in found for row in content.publications(key, changes)],
        "tallies.json": [row for key in ids for row in content.tallies(key)],
        "declared.json": [row for key in ids for row in content.declared(key)],
        "evidence.json": [row for key in ids for row in content.documents(key)],
        "reports.json": [row for key in ids for row in content.reports(key)],
    }
    return parts, short
