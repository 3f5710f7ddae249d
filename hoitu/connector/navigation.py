"""Connections in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Kết nối"),
        url_name="connector:home",
        icon="link",
        permission="connector.read",
        order=78,
        group=_("Chuyển đổi số"),
    )
]
