"""Reports in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Báo cáo"),
        url_name="reporting:reports",
        icon="report",
        permission="reporting.read",
        order=73,
        group=_("Chuyển đổi số"),
    )
]
