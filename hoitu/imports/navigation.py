"""Where imports stand in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Nhập dữ liệu"),
        url_name="imports:runs",
        icon="database-import",
        permission="imports.run",
        order=80,
        group=_("Sổ sách, dữ liệu"),
    )
]
