"""Words by which the trail names what happens to the archive."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "media.add": _("Đưa tệp vào kho"),
    "media.refuse": _("Từ chối tệp"),
    "media.describe": _("Sửa mô tả của tệp"),
    "media.caption": _("Sửa phụ đề"),
    "media.save_search": _("Lưu phép tìm trong kho"),
    "media.forget_search": _("Bỏ phép tìm đã lưu"),
    "media.download": _("Tải tệp gốc"),
}
FIELDS = {
    "caption": _("Chú thích"),
    "credit": _("Nguồn ảnh"),
    "alt": _("Mô tả ảnh"),
    "rights_note": _("Bản quyền"),
    "captions": _("Phụ đề"),
    "tags": _("Từ khóa"),
}
