"""Add an entry to a chain, inside the transaction of the change it tells of."""

from collections.abc import Mapping
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from hoitu.audit.chain import entry_hash, plain, text
from hoitu.audit.models import INSTALLATION, AuditEntry, AuditHead
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor

# Set by the middleware for the length of a request: operations need not carry the address along.
origin_ip: ContextVar[str | None] = ContextVar("origin_ip", default=None)


def record(
    *,
    actor: Actor,
    verb: str,
    object_key: str,
    object_label: str,
    changes: Mapping[str, tuple[object, object]] | None = None,
    note: str = "",
    agency_id: UUID | None = None,
) -> None:
    """Write down what the actor does, in the same transaction as the change.

    The chain is that of `agency_id`, else of the agency the actor works for, else the installation's.
    `changes` maps a field to (before, after). Call it last in the transaction: it holds the chain's head
    until commit, so nothing slow should follow.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry commits with its change: record() needs a transaction")
    head = _locked_head(agency_id or actor.agency_id or INSTALLATION)
    entry = AuditEntry(
        agency_id=head.agency_id,
        seq=head.seq + 1,
        at=clock.now(),
        actor_id=actor.person_id,
        actor_name=text(actor.name),
        verb=verb,
        object_key=object_key,
        object_label=text(object_label),
        changes=plain({field: list(pair) for field, pair in (changes or {}).items()}),
        note=text(note),
        ip=origin_ip.get(),
        prev_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save(force_update=True)


def _locked_head(agency_id: UUID) -> AuditHead:
    heads = AuditHead.objects.select_for_update().filter(agency_id=agency_id)
    head = heads.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(agency_id=agency_id)], ignore_conflicts=True)
        head = heads.get()
    return head
