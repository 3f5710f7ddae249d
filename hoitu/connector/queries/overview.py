"""Connections and packages as screens show them, each with the figures that a person asks first."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum

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

DAYS_SHOWN = 30
BATCHES_SHOWN = 20
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
        one["connection"]: (one["taken"], one["same"], one["bad"])
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
            *sums.get(row.pk, (0, 0, 0)),
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


def partners(actor: Actor) -> list[tuple[Partner, int]]:
    """Return the partners of the actor's organisation with how many packages are not settled, both ways."""
    rows = Partner.objects.for_agency(actor.agency).annotate(
        unsent=Count("sent", filter=Q(sent__state__in=("built", "sending", "failed")), distinct=True),
        stuck=Count("received", filter=Q(received__state="quarantined"), distinct=True),
    )
    return [(row, row.unsent + row.stuck) for row in rows]


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
