"""Whom this room asks: the installations to which packages are sent online."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.connector.data import Trust
from hoitu.connector.models import Partner
from hoitu.kernel.outgoing import Outgoing, host_of


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the partner installations with an address, each host once for an organisation."""
    rows = Partner.objects.unscoped(why="an operator sees whom every organisation asks").exclude(address="")
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    return [
        Outgoing(
            host_of(row.address),
            _("Gói số liệu gửi tới: %(name)s") % {"name": row.name},
            _("bài đã công bố, số liệu và minh chứng đã được chấp nhận"),
            agency_id=row.agency_id,
            in_use=row.state == Trust.TRUSTED,
        )
        for row in rows
    ]
