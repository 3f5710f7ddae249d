"""The registers in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Giấy phép"),
        url_name="registers:licences",
        icon="license",
        permission="registers.read",
        order=85,
        group=_("Quản lý"),
    ),
    NavEntry(
        label=_("Quy định pháp luật"),
        url_name="registers:rules",
        icon="scale",
        order=86,
        group=_("Quản lý"),
    ),
]
