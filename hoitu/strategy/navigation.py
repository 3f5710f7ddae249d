"""The strategy in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Chỉ tiêu chuyển đổi số"),
        url_name="strategy:plans",
        icon="target",
        permission="strategy.read",
        order=70,
        group=_("Chuyển đổi số"),
    ),
    NavEntry(
        label=_("Số liệu phải tự khai"),
        url_name="strategy:declarations",
        icon="writing",
        permission="strategy.declare",
        order=72,
        group=_("Chuyển đổi số"),
    ),
    NavEntry(
        label=_("Nhiệm vụ kế hoạch"),
        url_name="strategy:tasks",
        icon="checklist",
        permission=("strategy.read", "strategy.work"),
        order=71,
        group=_("Chuyển đổi số"),
    ),
]
