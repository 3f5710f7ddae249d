"""Whom this installation's archive asks."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.outgoing import Outgoing


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the virus scanner, which gets every byte of what is uploaded."""
    if not settings.CLAMD_ADDRESS:
        return []
    return [Outgoing(settings.CLAMD_ADDRESS, _("Trình quét mã độc"), _("toàn bộ tệp được tải lên kho"))]
