"""Withdraw a package that was taken in: nothing that it alone said counts any more, its place in the chain stays."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.connector.adapters import package_file
from hoitu.connector.data import InState
from hoitu.connector.models import Connection, InPackage, Item, Partner, ReceivedRecord
from hoitu.connector.operations.receive import (
    by_agency,
    class_of,
    connections_of,
    publication_of,
    receipt_of,
    told_at,
)
from hoitu.connector.operations.take_rows import key_of, take_rows
from hoitu.connector.operations.take_told import take_told
from hoitu.connector.policies.rows import RowBad, digest_of, read_row, sender_id_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.storage import store
from hoitu.strategy import api as strategy

WHY = "the package's own connections"
Rows = list[dict[str, Any]]


@transaction.atomic
def withdraw_package(*, actor: Actor, package_id: UUID, reason: str) -> None:
    """Withdraw an accepted package, saying why; what the packages that stand say holds again.

    Raises `BadInput` without a reason.
    """
    actor.require("connector.send")
    rows = InPackage.objects.for_agency(actor.agency)
    row = rows.select_for_update(of=("self",)).filter(pk=package_id, state=InState.ACCEPTED).first()
    if row is None or row.partner_id is None:
        raise NotFound()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do thu hồi gói này."))
    partner = Partner.objects.for_agency(actor.agency).select_for_update().get(pk=row.partner_id)
    row.state, row.sentence, row.settled_at = InState.WITHDRAWN, reason.strip()[:400], clock.now()
    row.receipt = receipt_of(row)
    row.save(update_fields=["state", "sentence", "settled_at", "receipt"])
    strategy.take_back_figures(package=row.pk)
    connections = connections_of(partner)
    standing = list(rows.filter(partner=partner, state=InState.ACCEPTED).order_by("chain", "seq"))
    _take_back_publications(row, standing, connections)
    ReceivedRecord.objects.unscoped(why=WHY).filter(connection__partner=partner).delete()
    if standing:
        last = max(standing, key=lambda one: (one.settled_at or one.received_at, one.seq or 0))
        _tell_again(last, connections)
    audit.record(
        actor=actor, verb="connector.withdraw_package", object_key=f"package:{row.pk}",
        object_label=f"{partner.name} #{row.seq}", note=row.sentence[:300],
    )  # fmt: skip


def _take_back_publications(
    row: InPackage, standing: list[InPackage], connections: Mapping[str, Connection]
) -> None:
    """End what holds by a row of the package, and take the versions that the standing ones tell of it."""
    told = by_agency(_parts(row).get("publications", []))
    gone = {key: _in_force(connections[key], rows) for key, rows in told.items() if key in connections}
    for foreign_id, ids in gone.items():
        connection = connections[foreign_id]
        Item.objects.unscoped(why=WHY).filter(connection=connection, sender_id__in=ids).delete()
        strategy.take_in(
            agency_id=connection.agency_id,
            source=connection.name,
            records=[],
            retracted=[key_of(connection.pk, one) for one in ids],
        )
    for other in standing:
        for foreign_id, rows in by_agency(_parts(other).get("publications", [])).items():
            again = [one for one in rows if sender_id_of(one) in gone.get(foreign_id, ())]
            if again:
                classes = {str(one.get("id")): class_of(one) for one in again}
                given = [publication_of(one) for one in again]
                take_rows(connection_id=connections[foreign_id].pk, given=given, classes=classes)


def _in_force(connection: Connection, rows: Rows) -> set[str]:
    """Return the ids of those rows of a package whose version is the one that holds now."""
    versions = {}
    for one in rows:
        try:
            row = replace(read_row(publication_of(one), now=clock.now()), provenance=class_of(one))
        except RowBad:
            continue
        versions[row.id, digest_of(row)] = row.id
    held = Item.objects.unscoped(why=WHY).filter(connection=connection, sender_id__in=versions.values())
    return {pair[0] for pair in held.values_list("sender_id", "digest") if pair in versions}


def _tell_again(row: InPackage, connections: Mapping[str, Connection]) -> None:
    opened = package_file.open_package(store().get(row.file_key))
    told = {one["id"] for one in opened.manifest["organisations"]}
    here = {key: one for key, one in connections.items() if key in told}
    take_told(
        package=row, parts=package_file.read_parts(opened), connections=here, told_at=told_at(opened.manifest)
    )


def _parts(row: InPackage) -> Mapping[str, Rows]:
    return package_file.read_parts(package_file.open_package(store().get(row.file_key)))
