"""The archive in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Kho tư liệu"), url_name="media:archive", icon="photo", permission="media.read", order=50
    ),
    NavEntry(
        label=_("Sự toàn vẹn của kho"),
        url_name="media:fixity",
        icon="shield-check",
        permission="kernel.operate",
        order=96,
        group=_("Sổ sách, dữ liệu"),
    ),
]
