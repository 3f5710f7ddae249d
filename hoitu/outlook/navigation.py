"""The dashboards in the menu, before everything else about plans."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Toàn cảnh"),
        url_name="outlook:home",
        icon="layout-dashboard",
        permission="strategy.read",
        order=69,
        group=_("Chuyển đổi số"),
    )
]
