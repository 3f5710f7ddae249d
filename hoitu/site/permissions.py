"""What people may do with the readers' sites."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("site.curate", _("Sắp xếp trang chủ, trang chuyên mục"), "Arrange fronts"),
    Permission(
        "site.manage", _("Quản lý trang web: giao diện, thông tin pháp lý, trang tĩnh"), "Manage websites"
    ),
]
