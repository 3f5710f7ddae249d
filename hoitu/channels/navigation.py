"""The channels room in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Phát hành"), url_name="channels:desk", icon="send", permission="channels.read", order=40
    ),
    NavEntry(
        label=_("Kênh"),
        url_name="channels:channels",
        icon="antenna",
        permission="channels.manage",
        order=860,
        group=_("Quản trị"),
    ),
]
