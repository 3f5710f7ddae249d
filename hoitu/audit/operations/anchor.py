"""Anchors: the ends of all chains, appended daily to a file outside the database.

Whoever can rewrite the whole database can also recompute every hash; a copy of this file on other
hands' storage is what still shows it.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hoitu.audit.models import AuditHead
from hoitu.kernel import clock


@dataclass(frozen=True)
class Anchor:
    """The end of one chain at one moment."""

    agency_id: UUID
    seq: int
    hash: str


def anchor_file() -> Path:
    """Return where anchors are kept: the data folder, unless a test names another place."""
    configured = getattr(settings, "HOITU_AUDIT_ANCHORS", None)
    return Path(configured) if configured else Path(settings.HOITU_HOME) / "audit-anchors.jsonl"


def append_anchors() -> int:
    """Write down the end of every chain that grew since its last anchor; return how many lines."""
    last = {anchor.agency_id: anchor.seq for anchor in read_anchors()}
    at = clock.now().astimezone(UTC).isoformat(timespec="seconds")
    grown = [
        head for head in AuditHead.objects.order_by("agency_id") if head.seq > last.get(head.agency_id, 0)
    ]
    lines = [
        json.dumps({"at": at, "chain": str(head.agency_id), "seq": head.seq, "hash": head.hash}) + "\n"
        for head in grown
    ]
    if lines:
        path = anchor_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def read_anchors() -> list[Anchor]:
    """Return all anchors ever written; a half-written last line is skipped."""
    path = anchor_file()
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        found.append(Anchor(UUID(row["chain"]), int(row["seq"]), str(row["hash"])))
    return found
