"""What a role may be allowed to do with reports."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("reporting.read", _("Xem báo cáo của đơn vị"), "See the organisation's reports"),
    Permission("reporting.write", _("Soạn báo cáo"), "Prepare reports"),
    Permission("reporting.send", _("Gửi báo cáo"), "Send reports"),
    Permission("reporting.receive", _("Tiếp nhận, trả lại báo cáo"), "Accept or return reports"),
]
