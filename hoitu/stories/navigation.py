"""The stories room in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Viết bài mới"),
        url_name="stories:new",
        icon="pencil-plus",
        permission="stories.write",
        order=10,
    ),
    NavEntry(
        label=_("Tòa soạn"),
        url_name="stories:settings",
        icon="route",
        permission="stories.manage",
        order=850,
        group=_("Quản trị"),
    ),
]
