"""How an entry becomes bytes and a hash: the one definition that writer and verifier share."""

import hashlib
import json
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from typing import Any

from hoitu.audit.data import Json
from hoitu.audit.models import AuditEntry


def entry_hash(entry: AuditEntry) -> str:
    """Return the SHA-256 of the entry's content and its place: chain, number and predecessor."""
    content = {
        "agency": str(entry.agency_id),
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id and str(entry.actor_id),
        "actor_name": entry.actor_name,
        "verb": entry.verb,
        "object_key": entry.object_key,
        "object_label": entry.object_label,
        "changes": entry.changes,
        "note": entry.note,
        "ip": entry.ip,
        "prev": entry.prev_hash,
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def plain(value: object) -> Json:
    """Return the value as JSON that PostgreSQL gives back unchanged, so that hashes stay true."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {text(key): plain(each) for key, each in value.items()}
    if isinstance(value, Set):
        return sorted((plain(each) for each in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    # Floats too: jsonb would give 1e20 back as an integer.
    return text(value)


def text(value: Any) -> str:
    """Return the value as text that PostgreSQL stores: no NUL, no half characters."""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()
