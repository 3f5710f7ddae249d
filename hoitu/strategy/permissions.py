"""What a role may be allowed to do with plans and their figures."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("strategy.read", _("Xem kế hoạch, chỉ tiêu và số liệu"), "See plans, targets and figures"),
    Permission(
        "strategy.classify", _("Xếp chủ đề của cơ quan vào nhiệm vụ"), "Say which public service topics serve"
    ),
    Permission("strategy.manage", _("Quản lý kế hoạch chuyển đổi số"), "Manage digital transformation plans"),
]
