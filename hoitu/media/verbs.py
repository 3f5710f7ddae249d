"""Words by which the trail names what happens to the archive."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "media.add": _("Đưa ảnh vào kho"),
    "media.describe": _("Sửa mô tả ảnh"),
    "media.caption": _("Sửa phụ đề"),
}
FIELDS = {
    "caption": _("Chú thích"),
    "credit": _("Nguồn ảnh"),
    "alt": _("Mô tả ảnh"),
    "rights_note": _("Bản quyền"),
    "captions": _("Phụ đề"),
}
