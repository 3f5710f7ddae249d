"""What is read from the trail."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from hoitu.audit import data
from hoitu.audit.models import INSTALLATION, AuditEntry
from hoitu.audit.verbs import field_label, verb_label
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import name_sort_key


def entries(
    *,
    agency_id: UUID | None,
    object_key: str | None = None,
    actor_id: UUID | None = None,
    verb: str = "",
    text: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> ScopedQuerySet[AuditEntry]:
    """Return one chain's entries, newest first. `verb` may be a room ("stories.") or one verb."""
    found = AuditEntry.objects.for_agency(agency_id or INSTALLATION).order_by("-seq")
    if object_key is not None:
        found = found.filter(object_key=object_key)
    if actor_id is not None:
        found = found.filter(actor_id=actor_id)
    if verb:
        found = found.filter(verb__startswith=verb) if verb.endswith(".") else found.filter(verb=verb)
    if text:
        found = found.filter(object_label__icontains=text)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    return found


def actors(*, agency_id: UUID) -> list[tuple[str, str]]:
    """Return who occurs in an agency's trail, with the name last written, for filters."""
    # A loose index scan: one step per actor, however long the trail is.
    statement = """
        WITH RECURSIVE seen AS (
            (SELECT actor_id FROM audit_auditentry WHERE agency_id = %(agency)s AND actor_id IS NOT NULL
             ORDER BY actor_id LIMIT 1)
            UNION ALL
            SELECT (SELECT e.actor_id FROM audit_auditentry e WHERE e.agency_id = %(agency)s
                    AND e.actor_id > seen.actor_id ORDER BY e.actor_id LIMIT 1)
            FROM seen WHERE seen.actor_id IS NOT NULL
        )
        SELECT seen.actor_id, (SELECT e.actor_name FROM audit_auditentry e
            WHERE e.agency_id = %(agency)s AND e.actor_id = seen.actor_id ORDER BY e.seq DESC LIMIT 1)
        FROM seen WHERE seen.actor_id IS NOT NULL LIMIT 2000
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"agency": agency_id})
        rows = [(str(actor_id), str(name)) for actor_id, name in cursor.fetchall()]
    return sorted(rows, key=lambda row: name_sort_key(row[1]))


def page(
    found: ScopedQuerySet[AuditEntry],
    *,
    before_seq: int | None = None,
    after_seq: int | None = None,
    limit: int,
) -> data.Page:
    """Return up to `limit` entries: those older than `before_seq`, or those next newer than `after_seq`."""
    if after_seq is not None:
        rows = list(found.filter(seq__gt=after_seq).order_by("seq")[: limit + 1])
        has_newer, has_older = len(rows) > limit, True
        rows = rows[:limit][::-1]
    else:
        rows = list((found if before_seq is None else found.filter(seq__lt=before_seq))[: limit + 1])
        has_newer, has_older = before_seq is not None, len(rows) > limit
        rows = rows[:limit]
    return data.Page(
        entries=tuple(map(as_data, rows)),
        next_seq=rows[-1].seq if rows and has_older else None,
        newer_seq=rows[0].seq if rows and has_newer else None,
    )


def stream(found: ScopedQuerySet[AuditEntry], *, limit: int) -> Iterator[data.Entry]:
    """Yield up to `limit` entries without holding them all in memory."""
    for row in found[:limit].iterator(chunk_size=2000):
        yield as_data(row)


def as_data(row: AuditEntry) -> data.Entry:
    """Return the stored entry as the record that screens and neighbours read."""
    changes = tuple(
        data.Change(field, field_label(field), before, after)
        for field, (before, after) in row.changes.items()
    )
    return data.Entry(
        seq=row.seq,
        at=row.at,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        verb=row.verb,
        verb_label=verb_label(row.verb),
        object_key=row.object_key,
        object_label=row.object_label,
        changes=changes,
        note=row.note,
        ip=row.ip,
        hash=row.hash,
    )
