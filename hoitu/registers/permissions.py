"""What a role may be allowed to do with registers."""

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("registers.read", "Xem giấy phép và quy định", "See licences and legal rules"),
    Permission("registers.manage", "Quản lý giấy phép và quy định", "Manage licences and legal rules"),
]
