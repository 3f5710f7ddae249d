"""Names of rooms as people know them, for the matrix of permissions."""

from django.utils.translation import gettext_lazy as _

ROOMS = {
    "kernel": _("Hệ thống"),
    "accounts": _("Nhân sự và phân quyền"),
    "audit": _("Nhật ký"),
    "registers": _("Sổ bộ, giấy phép"),
    "media": _("Kho tư liệu"),
    "stories": _("Tin, bài"),
    "channels": _("Kênh phát hành"),
    "site": _("Trang web"),
    "imports": _("Nhập dữ liệu"),
    "workspace": _("Bàn làm việc"),
    "planning": _("Kế hoạch"),
    "royalties": _("Nhuận bút"),
    "strategy": _("Chiến lược"),
}
