"""What people may be allowed to do with accounts. `Permission` is declared in the kernel, for every room."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission, permissions

__all__ = ["PERMISSIONS", "Permission", "permissions"]

PERMISSIONS = [
    Permission("accounts.people", _("Quản lý nhân sự: mời, sửa, khóa tài khoản"), "Manage people"),
    Permission("accounts.roles", _("Quản lý vai trò và phân quyền"), "Manage roles and permissions"),
    Permission("accounts.desks", _("Quản lý ban, phòng"), "Manage desks"),
    Permission("accounts.organisation", _("Quản lý thông tin cơ quan"), "Manage the organisation's details"),
    Permission("accounts.security", _("Quản lý chính sách đăng nhập"), "Manage sign-in rules"),
    Permission("accounts.tokens", _("Tạo khóa API cho phần mềm khác"), "Make API tokens"),
]
