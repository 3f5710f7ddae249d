"""What a role may be allowed to do with connections and packages."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("connector.read", _("Xem kết nối và gói số liệu"), "See connections and packages"),
    Permission("connector.manage", _("Quản lý kết nối, khóa, nhập bảng tính"), "Manage connections and keys"),
    Permission("connector.send", _("Lập, gửi, nhận gói số liệu"), "Build, send and receive packages"),
    Permission("connector.push", _("Đẩy bản ghi qua API (khóa API)"), "Push records by API (API token)"),
]
