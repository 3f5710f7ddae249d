"""Connections and packages as screens show them, each with the figures that a person asks first."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from hoitu.accounts import api as accounts
from hoitu.connector.adapters.package_file import BadPackage, open_package, read_parts
from hoitu.connector.models import (
    Batch,
    Connection,
    InPackage,
    OutPackage,
    Partner,
    ReceivedRecord,
    RefusedRow,
)
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.storage import store

DAYS_SHOWN = 30
BATCHES_SHOWN = 20
ROWS_LISTED = 30
WHY = "a body sees what its own partners told of the agencies below it"


@dataclass(frozen=True)
class ConnectionCard:
    """A connection with what came through it lately, and how many rows wait for somebody."""

    connection: Connection
    accepted: int
    unchanged: int
    refused: int
    waiting: int

    @property
    def state(self) -> str:
        """Return how it stands: held, silent, waiting for its first row, or active."""
        if self.connection.is_paused:
            return "held"
        if self.connection.is_silent:
            return "silent"
        return "active" if self.connection.last_heard_at else "waiting"


def cards(actor: Actor) -> list[ConnectionCard]:
    """Return the connections of the actor's agency, two queries however many there are."""
    since = clock.now() - timedelta(days=DAYS_SHOWN)
    rows = list(Connection.objects.for_agency(actor.agency).exclude(kind=Connection.Kind.PACKAGE))
    sums = {
        one["connection"]: one
        for one in Batch.objects.for_agency(actor.agency)
        .filter(received_at__gte=since)
        .order_by()
        .values("connection")
        .annotate(taken=Sum("accepted"), same=Sum("unchanged"), bad=Sum("refused"))
    }
    waiting = dict(
        RefusedRow.objects.for_agency(actor.agency)
        .filter(state=RefusedRow.State.WAITING)
        .order_by()
        .values_list("connection")
        .annotate(n=Count("pk"))
    )
    return [
        ConnectionCard(
            row,
            sums.get(row.pk, {}).get("taken", 0),
            sums.get(row.pk, {}).get("same", 0),
            sums.get(row.pk, {}).get("bad", 0),
            waiting.get(row.pk, 0),
        )
        for row in rows
    ]


def connection_of(actor: Actor, connection_id: UUID) -> Connection:
    """Return a connection of the actor's agency. Raises `NotFound`."""
    rows = Connection.objects.for_agency(actor.agency).exclude(kind=Connection.Kind.PACKAGE)
    row = rows.filter(pk=connection_id).first()
    if row is None:
        raise NotFound()
    return row


def refused_rows(actor: Actor) -> ScopedQuerySet[RefusedRow]:
    """Return the rows of the agency's connections that wait for somebody, newest first."""
    rows = RefusedRow.objects.for_agency(actor.agency).select_related("connection")
    return rows.filter(state=RefusedRow.State.WAITING)


def partners(actor: Actor) -> ScopedQuerySet[Partner]:
    """Return the partners of the actor's organisation with how much waits in each direction."""
    return Partner.objects.for_agency(actor.agency).annotate(
        unsent=Count("sent", filter=Q(sent__state__in=("built", "sending", "failed")), distinct=True),
        stuck=Count("received", filter=Q(received__state="quarantined"), distinct=True),
    )


def partner_of(actor: Actor, partner_id: UUID) -> Partner:
    """Return a partner of the actor's organisation. Raises `NotFound`."""
    row = Partner.objects.for_agency(actor.agency).filter(pk=partner_id).first()
    if row is None:
        raise NotFound()
    return row


def spoken_for(partner: Partner) -> list[Connection]:
    """Return the agencies for which a partner speaks."""
    rows = Connection.objects.unscoped(why=WHY).filter(partner=partner)
    return list(rows.select_related("agency").order_by("agency__sort_key"))


def told_of(partner: Partner) -> ScopedQuerySet[ReceivedRecord]:
    """Return what a partner told besides publications."""
    rows = ReceivedRecord.objects.unscoped(why=WHY).filter(connection__partner=partner)
    return rows.select_related("agency").order_by("agency__sort_key", "kind", "key")


def out_package(actor: Actor, package_id: UUID) -> OutPackage:
    """Return a package that was made here. Raises `NotFound`."""
    row = OutPackage.objects.for_agency(actor.agency).select_related("partner").filter(pk=package_id).first()
    if row is None:
        raise NotFound()
    return row


def in_package(actor: Actor, package_id: UUID) -> InPackage:
    """Return a package that came in. Raises `NotFound`."""
    row = InPackage.objects.for_agency(actor.agency).select_related("partner").filter(pk=package_id).first()
    if row is None:
        raise NotFound()
    return row


@dataclass(frozen=True)
class Part:
    """One part of a package as people read it: how many rows, and the first of them by column."""

    name: str
    count: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Listing:
    """What is in a package; `problem` says why it cannot be read."""

    manifest: dict[str, Any]
    parts: tuple[Part, ...]
    problem: str = ""


def listing(file_key: str) -> Listing:
    """Return what is in a stored package, names instead of ids; a broken one says what is wrong."""
    try:
        opened = open_package(store().get(file_key))
        parts = read_parts(opened)
    except BadPackage as bad:
        return Listing({}, (), bad.sentence)
    names = {one["id"]: str(one.get("name", "")) for one in opened.manifest["organisations"]}
    return Listing(
        dict(opened.manifest), tuple(_part(name, rows, names) for name, rows in parts.items() if rows)
    )


def mappable(actor: Actor, partner: Partner) -> tuple[list[tuple[str, str]], list[accounts.Organisation]]:
    """Return the organisations of stuck packages that nobody mapped yet, and the agencies here that they may be."""
    known = {str(one.foreign_id) for one in spoken_for(partner)}
    found: dict[str, str] = {}
    stuck = InPackage.objects.for_agency(actor.agency).filter(partner=partner, reason="unknown_organisation")
    for row in stuck[:ROWS_LISTED]:
        try:
            told = open_package(store().get(row.file_key)).manifest["organisations"]
        except BadPackage:
            continue
        found |= {one["id"]: str(one.get("name", ""))[:200] for one in told if one["id"] not in known}
    today = clock.today()
    lines = ("governing", "state_management")
    below = {
        row.id: row
        for line in lines
        for row in accounts.press_agencies(on=today, below=actor.agency, kind=line)
        if row.id != actor.agency and not accounts.people_of(agency_id=row.id)
    }
    return sorted(found.items(), key=lambda one: one[1]), sorted(below.values(), key=lambda row: row.name)


def _part(name: str, rows: list[dict[str, Any]], names: dict[str, str]) -> Part:
    shown = rows[:ROWS_LISTED]
    columns = tuple(
        dict.fromkeys(key for row in shown for key in row if key not in ("agency", "root", "key"))
    )
    lines = tuple(
        (names.get(str(row.get("agency")), ""), *(row.get(column, "") for column in columns)) for row in shown
    )
    return Part(name, len(rows), columns, lines)
