"""The menu entry of the site room."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Trang web"),
        url_name="site:sites",
        icon="world-www",
        permission=("site.curate", "site.manage"),
        order=60,
    )
]
