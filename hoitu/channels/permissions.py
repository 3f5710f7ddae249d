"""What a role may be allowed to do with channels and releases."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("channels.read", _("Xem các kênh và tình trạng phát"), "See channels and releases"),
    Permission("channels.plan", _("Chọn kênh, giờ phát cho bài"), "Plan releases"),
    Permission("channels.record", _("Ghi nhận đã đăng bằng tay"), "Record releases made by hand"),
    Permission("channels.takedown", _("Nhận và thi hành lệnh gỡ bài"), "Execute take-down orders"),
    Permission("channels.manage", _("Quản lý kênh"), "Manage channels"),
]
