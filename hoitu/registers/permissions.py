"""What a role may be allowed to do with registers."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("registers.read", _("Xem giấy phép"), "See press licences"),
    Permission("registers.manage", _("Quản lý giấy phép"), "Manage press licences"),
]
