"""Whom this room asks: the public feeds that it watches, and the pages that they name."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.outgoing import Outgoing, host_of
from hoitu.oversight.models import Source


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the hosts of watched feeds, each once for an agency."""
    rows = Source.objects.unscoped(why="an operator sees whom every agency's feeds make us ask").exclude(
        url=""
    )
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    found: dict[tuple[str, UUID], bool] = {}
    for url, agency, is_active in rows.values_list("url", "agency_id", "is_active"):
        key = (host_of(url), agency)
        found[key] = found.get(key, False) or is_active
    sends = _("chỉ lấy về tin đã công khai; không gửi gì đi")
    return [
        Outgoing(host, _("Nguồn tin được theo dõi"), sends, agency_id=agency, in_use=in_use)
        for (host, agency), in_use in found.items()
    ]
