"""The library as its readers see it: what is meant for them, and for sharers who has read it."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.correspondence.data import Audience
from hoitu.correspondence.models import Guide, GuideReading, GuideVersion
from hoitu.correspondence.queries.audience import Readers, addressed, meant_for, within_reach
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold

WHY = "the library is shared by bodies with those that they address"


@dataclass(frozen=True)
class Reader:
    """One organisation that a document is meant for, and when it read the newest version."""

    name: str
    reading: GuideReading | None
    older: bool


def guides_for(actor: Actor, *, text: str = "", kind: str = "") -> ScopedQuerySet[Guide]:
    """Return the documents that the actor's organisation shares or may read, newest first."""
    rows = Guide.objects.unscoped(why=WHY)
    if text.strip():
        rows = rows.filter(folded__contains=fold(text.strip()))
    if kind in Guide.Kind.values:
        rows = rows.filter(kind=kind)
    readers = Readers(actor.agency, on=clock.today())
    return meant_for(rows, actor.agency, readers.is_meant).select_related("agency", "replaced_by")


def readable_guide(actor: Actor, guide_id: UUID) -> Guide:
    """Return a document that the actor's organisation shares or may read. Raises `NotFound`."""
    row = Guide.objects.unscoped(why=WHY).select_related("agency", "replaced_by").filter(pk=guide_id).first()
    readers = Readers(actor.agency, on=clock.today())
    if row is None or not readers.is_meant(row.agency_id, Audience.from_plain(row.audience)):
        raise NotFound()
    return row


def versions_of(row: Guide) -> list[GuideVersion]:
    """Return the versions of a document, the newest first."""
    return list(GuideVersion.objects.for_agency(row.agency_id).filter(guide=row).select_related("file"))


def readers_of(row: Guide) -> list[Reader]:
    """Return everybody whom a document is meant for today, with their receipts."""
    audience, today = Audience.from_plain(row.audience), clock.today()
    if audience.is_empty:
        meant = list(within_reach(row.agency_id, on=today).values())
    else:
        meant = list(addressed(row.agency_id, audience, on=today))
    newest: dict[UUID, GuideReading] = {}
    older: set[UUID] = set()
    readings = GuideReading.objects.unscoped(why=WHY).filter(version__guide=row)
    for reading in readings.select_related("version"):
        if reading.version.number == row.version:
            newest[reading.agency_id] = reading
        else:
            older.add(reading.agency_id)
    return [Reader(one.name, newest.get(one.id), one.id in older) for one in meant]


def read_by(actor: Actor) -> set[UUID]:
    """Return the documents whose newest version the actor's organisation has read."""
    readings = GuideReading.objects.for_agency(actor.agency).select_related("version__guide")
    return {one.version.guide_id for one in readings if one.version.number == one.version.guide.version}
