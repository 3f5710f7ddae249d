"""Take rows of a connection: the newest version of each holds, in whatever order and however often they come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from hoitu.connector.data import Answer, Fault, Outcome, Row, Taken
from hoitu.connector.models import Batch, Connection, Item, RefusedRow
from hoitu.connector.policies.rows import RowBad, digest_of, fault, kept_form, read_row, sender_id_of
from hoitu.kernel import clock
from hoitu.strategy import api as strategy

WHY = "the caller found the connection in the scope of its agency"
Version = tuple[datetime, str]


@transaction.atomic
def take_rows(
    *,
    connection_id: UUID,
    given: Sequence[object],
    classes: Mapping[str, str] | None = None,
    keep_refused: bool = True,
) -> Taken:
    """Take a batch; every row is answered, in its order. What is refused is kept until it comes right.

    The state afterwards depends on which rows came, not on their order: of two versions the one with the later
    `changed_at` holds, of two with one time the one with the greater digest. `classes` are provenance classes by id
    where the sender may say them. Without `keep_refused` the caller keeps what is refused.
    """
    connection = Connection.objects.unscoped(why=WHY).select_for_update().get(pk=connection_id)
    now = clock.now()
    rows, refused = _read(given, now, classes or {})
    refused |= _double(connection, rows)
    known = {
        item.sender_id: item
        for item in Item.objects.unscoped(why=WHY).filter(
            connection=connection, sender_id__in={row.id for row in rows.values()}
        )
    }
    versions: dict[str, Version] = {key: (item.changed_at, item.digest) for key, item in known.items()}
    newest: dict[str, Row] = {}
    outcomes = []
    for place, one in enumerate(given):
        row = rows.get(place)
        if row is None or place in refused:
            outcomes.append(Outcome(sender_id_of(one), Answer.REFUSED, tuple(refused[place])))
            continue
        version = (row.changed_at, digest_of(row))
        before = versions.get(row.id)
        answer = (
            Answer.UNCHANGED if before and (version <= before or version[1] == before[1]) else Answer.ACCEPTED
        )
        if before is None or version > before:
            versions[row.id], newest[row.id] = version, row
        outcomes.append(Outcome(row.id, answer))
    _store(connection, newest, versions, known)
    if keep_refused:
        _keep_refused(connection, given, outcomes, now)
    return _noted(connection, outcomes, now)


def prefix_of(connection_id: UUID) -> str:
    """Return how the keys of a connection's records begin."""
    return f"{strategy.OUTSIDE}{sha256(connection_id.bytes).hexdigest()[:12]}:"


def key_of(connection_id: UUID, sender_id: str) -> str:
    """Return the key of the record that a connection's row makes."""
    return prefix_of(connection_id) + _hash(sender_id)


def _read(
    given: Sequence[object], now: datetime, classes: Mapping[str, str]
) -> tuple[dict[int, Row], dict[int, list[Fault]]]:
    rows, refused = {}, {}
    for place, one in enumerate(given):
        try:
            row = read_row(one, now=now)
        except RowBad as bad:
            refused[place] = list(bad.faults)
        else:
            rows[place] = replace(row, provenance=classes.get(row.id, row.provenance))
    return rows, refused


def _double(connection: Connection, rows: Mapping[int, Row]) -> dict[int, list[Fault]]:
    """Return the rows whose address another source of the agency reports already."""
    urls = {row.url for row in rows.values() if row.url}
    known = strategy.known_elsewhere(
        agency_id=connection.agency_id, urls=urls, besides=prefix_of(connection.pk)
    )
    return {
        place: [fault("url", "known_elsewhere")]
        for place, row in rows.items()
        if row.url in known and not row.is_retracted
    }


def _store(
    connection: Connection,
    newest: Mapping[str, Row],
    versions: Mapping[str, Version],
    known: Mapping[str, Item],
) -> None:
    items = [
        Item(
            pk=known[key].pk if key in known else None,
            connection=connection,
            sender_id=key,
            changed_at=versions[key][0],
            digest=versions[key][1],
            is_retracted=row.is_retracted,
        )
        for key, row in newest.items()
    ]
    Item.objects.bulk_create([item for item in items if item.pk is None], batch_size=500)
    changed = [item for item in items if item.pk is not None and item.sender_id in known]
    Item.objects.bulk_update(changed, ["changed_at", "digest", "is_retracted"], batch_size=500)
    prefix = prefix_of(connection.pk)
    strategy.take_in(
        agency_id=connection.agency_id,
        source=connection.name,
        records=[_record(prefix, row) for row in newest.values() if not row.is_retracted],
        retracted=[key_of(connection.pk, row.id) for row in newest.values() if row.is_retracted],
    )


def _record(prefix: str, row: Row) -> strategy.OutsideRecord:
    assert row.published_at is not None  # `read_row` asks for it unless the row is retracted
    return strategy.OutsideRecord(
        key=prefix + _hash(row.id),
        root=prefix + _hash(row.root),
        title=row.title,
        url=row.url,
        platform=row.platform,
        medium=row.medium,
        is_domestic=row.is_domestic,
        subject=row.subject,
        published_at=row.published_at,
        removed_at=row.removed_at,
        confirmed_at=row.confirmed_at,
        provenance=row.provenance,
    )


def _keep_refused(
    connection: Connection, given: Sequence[object], outcomes: Sequence[Outcome], now: datetime
) -> None:
    """Keep each refused row once, and close those whose item was taken meanwhile."""
    waiting = RefusedRow.objects.unscoped(why=WHY).filter(
        connection=connection, state=RefusedRow.State.WAITING
    )
    taken = {one.id for one in outcomes if one.answer != Answer.REFUSED}
    waiting.filter(sender_id__in=taken).update(state=RefusedRow.State.DONE)
    for one, outcome in zip(given, outcomes, strict=True):
        if outcome.answer == Answer.REFUSED and outcome.id not in taken:
            faults = [asdict(each) for each in outcome.faults]
            values = {"given": kept_form(one), "faults": faults, "refused_at": now}
            if not waiting.filter(sender_id=outcome.id).update(**values):
                RefusedRow.objects.create(connection=connection, sender_id=outcome.id, **values)


def _noted(connection: Connection, outcomes: Collection[Outcome], now: datetime) -> Taken:
    counts = {one.value: sum(each.answer == one for each in outcomes) for one in Answer}
    if outcomes:
        Batch.objects.create(connection=connection, received_at=now, **counts)
    connection.last_heard_at, connection.silence_told_at = now, None
    connection.save(update_fields=["last_heard_at", "silence_told_at"])
    return Taken(tuple(outcomes), counts)


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:32]
