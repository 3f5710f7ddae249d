"""What a role may be allowed to do with registers."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("registers.read", _("Xem giấy phép và quy định"), "See licences and legal rules"),
    Permission("registers.manage", _("Quản lý giấy phép và quy định"), "Manage licences and legal rules"),
]
