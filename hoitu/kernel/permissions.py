"""What people may be allowed to do with the machinery itself."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("kernel.operate", _("Xem và chạy lại việc bị lỗi của hệ thống"), "See and replay failed jobs"),
]
