"""The strategy in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Chỉ tiêu chuyển đổi số"),
        url_name="strategy:plans",
        icon="target",
        permission="strategy.read",
        order=80,
        group=_("Quản lý"),
    ),
    NavEntry(
        label=_("Số liệu phải tự khai"),
        url_name="strategy:declarations",
        icon="writing",
        permission="strategy.declare",
        order=81,
        group=_("Quản lý"),
    ),
]
