"""Take in what a connected system says was published: added and superseded like our own records, never of class A."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.kernel.live import notify_live
from hoitu.strategy.models import Publication
from hoitu.strategy.operations.refresh import begin_change, records_changed

OUTSIDE = "outside:"
Provenance = Publication.Provenance
ALLOWED = (Provenance.CONNECTED, Provenance.CHECKED, Provenance.DECLARED)


@dataclass(frozen=True)
class OutsideRecord:
    """What stood where and when, as a connected system knows it now. `key` begins with `OUTSIDE`, at most 60 letters.

    `confirmed_at` is when the sender read it back; without it the record is kept and not counted. `provenance` is B,
    or the weaker class that the record had where it comes from.
    """

    key: str
    root: str
    title: str
    url: str
    platform: str
    medium: str
    is_domestic: bool
    subject: str
    published_at: datetime
    removed_at: datetime | None
    confirmed_at: datetime | None
    provenance: str = Provenance.CONNECTED


@transaction.atomic
def take_in(
    *, agency_id: UUID, source: str, records: Collection[OutsideRecord], retracted: Collection[str] = ()
) -> int:
    """Make these the current versions of their keys, end the retracted ones; return how many records changed.

    A record that says what is known already changes nothing. Of two records with one key the last one holds.
    """
    wanted = {record.key: record for record in records}
    for record in wanted.values():
        if not record.key.startswith(OUTSIDE) or record.provenance not in ALLOWED:
            raise ValueError("a connected system speaks only for itself")
    keys = {*wanted, *(key for key in retracted if key.startswith(OUTSIDE) and key not in wanted)}
    own = Publication.objects.for_agency(agency_id)
    last = {row.key: row for row in own.select_for_update().filter(key__in=keys, superseded_at=None)}
    new = {
        key: values
        for key, record in wanted.items()
        if _differs(last.get(key), values := _values(record, source))
    }
    ended = [row for key, row in last.items() if key in new or key not in wanted]
    if not new and not ended:
        return 0
    now = begin_change()
    own.filter(pk__in=[row.pk for row in ended]).update(superseded_at=now)
    Publication.objects.bulk_create(
        [Publication(agency_id=agency_id, recorded_at=now, **values) for values in new.values()],
        batch_size=500,
    )
    records_changed(agency_id)
    notify_live(agency_id, "strategy", "outside")
    return len({*new, *(row.key for row in ended)})


def known_elsewhere(*, agency_id: UUID, urls: Collection[str], besides: str) -> frozenset[str]:
    """Return which addresses stand in current records of the agency whose key does not begin with `besides`.

    What two systems report would be counted twice: whoever takes records in refuses the second.
    """
    rows = Publication.objects.for_agency(agency_id).filter(
        url__in=[url for url in urls if url], superseded_at=None
    )
    return frozenset(rows.exclude(key__startswith=besides).values_list("url", flat=True))


def _values(record: OutsideRecord, source: str) -> dict[str, object]:
    return asdict(record) | {"source": source[:120], "provenance": Provenance(record.provenance)}


def _differs(row: Publication | None, values: dict[str, object]) -> bool:
    return row is None or any(getattr(row, name) != value for name, value in values.items())
