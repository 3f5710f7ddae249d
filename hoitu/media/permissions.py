"""What a role may be allowed to do with the shared archive."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("media.read", _("Xem kho tư liệu"), "Browse the archive"),
    Permission("media.add", _("Đưa tệp vào kho"), "Add files"),
    Permission(
        "media.edit",
        _("Sửa chú thích và bản quyền, tải tệp gốc"),
        "Edit captions, download originals",
    ),
    Permission(
        "media.override_rights",
        _("Cho phát tư liệu đang bị quyền sử dụng chặn; giữ loại bản quyền, nguồn cung cấp"),
        "Override usage rights, keep categories and suppliers",
    ),
    Permission("media.delete", _("Bỏ tệp vào thùng rác, khôi phục"), "Put files into the bin, restore them"),
    Permission(
        "media.purge",
        _("Đề nghị và xác nhận xóa hẳn tệp (cần hai người)"),
        "Ask for and confirm purging files (two people)",
    ),
    Permission("media.hold", _("Giữ nguyên tệp theo yêu cầu pháp lý, bỏ lệnh giữ"), "Legal holds on files"),
]
