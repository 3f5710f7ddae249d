"""What a role may be allowed to do with the shared archive."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("media.read", _("Xem kho tư liệu"), "Browse the archive"),
    Permission("media.add", _("Đưa ảnh vào kho"), "Add pictures"),
    Permission("media.edit", _("Sửa chú thích và bản quyền của ảnh"), "Edit captions and rights"),
]
