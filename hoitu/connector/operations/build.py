"""Build a package for a partner: what it says is fixed, signed and kept before anybody sends it."""

from collections.abc import Mapping
from datetime import datetime
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
    last = _last(partner)
    seq, previous = (last.seq + 1, last.digest) if last else (1, "")
    now = clock.now()
    parts, until = _parts(agencies, last)
    packed = {name: package_file.canonical(rows) for name, rows in parts.items()}
    manifest = package_file.canonical(
        _manifest(partner, agencies, packed)
        | {"seq": seq, "previous": previous, "built_at": now.isoformat(), "until": until.isoformat()}
    )
    data = package_file.pack(manifest, identity.sign(manifest), packed)
    file_key = f"connector/out/{sha256(data).hexdigest()}.zip"
    store().put(file_key, data)
    row = OutPackage.objects.create(
        partner=partner,
        seq=seq,
        previous=previous,
        digest=sha256(manifest).hexdigest(),
        agencies=[str(one.id) for one in agencies],
        until=until,
        file_key=file_key,
        size_bytes=len(data),
        counts={name.removesuffix(".json"): len(rows) for name, rows in parts.items()},
        built_at=now,
        built_by_name=actor.name[:150],
    )
    label = f"{partner.name} #{seq}"
    audit.record(actor=actor, verb="connector.build", object_key=f"package:{row.pk}", object_label=label)
    return row.pk


def _last(partner: Partner) -> OutPackage | None:
    """Return the last package of the chain; a given-up one after it makes room for the next with its number."""
    rows = OutPackage.objects.for_agency(partner.agency_id).filter(partner=partner)
    last = rows.exclude(state=OutState.CANCELLED).order_by("-seq").first()
    rows.filter(state=OutState.CANCELLED, seq__gt=last.seq if last else 0).delete()
    return last


def _manifest(
    partner: Partner, agencies: list[accounts.Organisation], packed: Mapping[str, bytes]
) -> dict[str, Any]:
    """Return who tells whom of which agencies, and the digests of the parts."""
    return {
        "format": package_file.FORMAT,
        "chain": str(partner.pk),
        "line": partner.line,
        "sender": identity.fingerprint(),
        "sender_name": accounts.organisation(organisation_id=partner.agency_id).name,
        "recipient": partner.fingerprint,
        "organisations": content.organisations_told(agencies),
        "parts": {
            name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in packed.items()
        },
    }


def _parts(
    agencies: list[accounts.Organisation], last: OutPackage | None
) -> tuple[dict[str, list[dict[str, Any]]], datetime]:
    """Return the parts, and the instant up to which the records are told."""
    until = strategy.end_of_changes()
    limit = max(RECORDS_LEAST, RECORDS_MAX // len(agencies))
    found = _changes(agencies, last, until, limit)
    short = min(changes.until for _id, changes in found)
    if short < until:  # one agency has more to tell: all are told up to where that one is
        found = _changes(agencies, last, short, RECORDS_MAX)
    ids = [row.id for row in agencies]
    parts = {
        "publications.json": [row for key, changes in found for row in content.publications(key, changes)],
        "tallies.json": content.tallies(ids),
        "declared.json": [row for key in ids for row in content.declared(key)],
        "evidence.json": [row for key in ids for row in content.documents(key)],
        "reports.json": [row for key in ids for row in content.reports(key)],
    }
    return parts, short


def _changes(
    agencies: list[accounts.Organisation], last: OutPackage | None, until: datetime, limit: int
) -> list[tuple[UUID, strategy.Changes]]:
    """Return what each agency's records learned since the last package; everything of one that was not in it."""
    told = set(last.agencies) if last else set()
    after = last.until if last else None
    return [
        (
            row.id,
            strategy.changes_between(
                agency_id=row.id, after=after if str(row.id) in told else None, until=until, limit=limit
            ),
        )
        for row in agencies
    ]
