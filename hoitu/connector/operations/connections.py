"""Connect an agency's own system: name it, give it keys, change them without a gap, pause it."""

import base64
import secrets
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.connector.data import Algorithm, MadeKey
from hoitu.connector.errors import TooManyKeys
from hoitu.connector.models import Connection, ConnectionKey
from hoitu.connector.policies.signing import raw_public_key
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.sealing import seal

KEYS_MAX = 2
SHEET_NAME = "Bảng tính"


@transaction.atomic
def save_connection(
    *, actor: Actor, name: str, usual_gap_hours: int, connection_id: UUID | None = None
) -> UUID:
    """Make a connection of an outside system, or change its name and how long it is usually silent."""
    actor.require("connector.manage")
    if connection_id is None:
        row = Connection(agency_id=actor.agency, kind=Connection.Kind.API, made_by_name=actor.name[:150])
    else:
        row = found(actor, connection_id)
    before = (row.name, row.usual_gap_hours)
    row.name, row.usual_gap_hours = name.strip()[:100], usual_gap_hours
    row.save()
    changes: dict[str, tuple[object, object]] = {
        "name": (before[0], row.name),
        "usual_gap_hours": (before[1], row.usual_gap_hours),
    }
    _record(actor, "connector.save", row, changes)
    return row.pk


@transaction.atomic
def set_paused(*, actor: Actor, connection_id: UUID, paused: bool) -> None:
    """Stop taking rows of a connection, or take them again."""
    actor.require("connector.manage")
    row = found(actor, connection_id)
    row.is_paused = paused
    row.save(update_fields=["is_paused"])
    _record(actor, "connector.pause" if paused else "connector.resume", row, {})


@transaction.atomic
def add_key(*, actor: Actor, connection_id: UUID, algorithm: str, public_key: str = "") -> MadeKey:
    """Add a key and return it, a secret for the only time. Raises `TooManyKeys` when two live already.

    For Ed25519 the sender makes the pair and gives the public half (32 bytes in base64). Raises `BadInput`.
    """
    actor.require("connector.manage")
    connection = found(actor, connection_id)
    if connection.kind != Connection.Kind.API:
        raise NotFound()
    if connection.keys.filter(retired_at=None).count() >= KEYS_MAX:
        raise TooManyKeys()
    key, secret = ConnectionKey(connection=connection, algorithm=Algorithm(algorithm)), ""
    key.key_id = f"k_{secrets.token_hex(8)}"
    if algorithm == Algorithm.ED25519:
        raw = raw_public_key(public_key)
        if raw is None:
            raise BadInput(_("Khóa công khai Ed25519 phải là 32 byte viết bằng base64."))
        key.public_key = base64.b64encode(raw).decode()
    else:
        secret = secrets.token_urlsafe(32)
        key.sealed_secret = seal(secret)
    key.save()
    _record(actor, "connector.add_key", connection, {"key": (None, key.key_id)})
    return MadeKey(key.key_id, secret)


@transaction.atomic
def retire_key(*, actor: Actor, connection_id: UUID, key_id: str) -> None:
    """End a key at once."""
    actor.require("connector.manage")
    connection = found(actor, connection_id)
    if not connection.keys.filter(key_id=key_id, retired_at=None).update(retired_at=clock.now()):
        raise NotFound()
    _record(actor, "connector.retire_key", connection, {"key": (key_id, None)})


def sheet_connection(actor: Actor) -> Connection:
    """Return the connection under which the agency's workbooks come in, made when the first one comes."""
    row, _made = Connection.objects.for_agency(actor.agency).get_or_create(
        agency_id=actor.agency,
        kind=Connection.Kind.SHEET,
        defaults={"name": SHEET_NAME, "made_by_name": actor.name[:150]},
    )
    return row


def found(actor: Actor, connection_id: UUID) -> Connection:
    """Return a connection of the actor's agency. Raises `NotFound`."""
    row = Connection.objects.for_agency(actor.agency).select_for_update().filter(pk=connection_id).first()
    if row is None or row.kind == Connection.Kind.PACKAGE:
        raise NotFound()
    return row


def _record(actor: Actor, verb: str, row: Connection, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"connection:{row.pk}", object_label=row.name, changes=changes
    )
