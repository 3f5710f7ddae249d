"""What a role may be allowed to do with plans and their figures."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("strategy.read", _("Xem kế hoạch, chỉ tiêu và số liệu"), "See plans, targets and figures"),
    Permission("strategy.work", _("Nhận và báo cáo nhiệm vụ kế hoạch"), "Take and report on plan tasks"),
    Permission(
        "strategy.classify", _("Xếp chủ đề của cơ quan vào nhiệm vụ"), "Say which public service topics serve"
    ),
    Permission(
        "strategy.assign",
        _("Phân công nhiệm vụ kế hoạch trong đơn vị, gửi khó khăn, vướng mắc"),
        "Give plan tasks to people of the organisation, raise difficulties",
    ),
    Permission("strategy.declare", _("Khai số liệu của đơn vị"), "State the organisation's own figures"),
    Permission("strategy.manage", _("Quản lý kế hoạch chuyển đổi số"), "Manage digital transformation plans"),
    Permission(
        "strategy.approve_plan",
        _("Duyệt kế hoạch của cơ quan báo chí trực thuộc"),
        "Approve the plans of press agencies below",
    ),
]
