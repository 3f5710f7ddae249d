"""The workspace in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(label=_("Việc của tôi"), url_name="workspace:home", icon="home", order=1),
    NavEntry(
        label=_("Bảng tin bài"),
        url_name="workspace:board",
        icon="layout-kanban",
        permission="stories.read",
        order=20,
    ),
    NavEntry(
        label=_("Các khâu làm gì"),
        url_name="workspace:help",
        icon="help",
        permission=("stories.read", "stories.write"),
        order=90,
    ),
]
