"""The index of digital maturity in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Trưởng thành số"),
        url_name="maturity:home",
        icon="chart-dots",
        permission="maturity.read",
        order=75,
        group=_("Chuyển đổi số"),
    )
]
