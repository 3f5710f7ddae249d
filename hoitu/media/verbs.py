"""Words by which the trail names what happens to the archive."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "media.add": _("Đưa tệp vào kho"),
    "media.refuse": _("Từ chối tệp"),
    "media.describe": _("Sửa mô tả của tệp"),
    "media.caption": _("Sửa phụ đề"),
    "media.download": _("Tải tệp gốc"),
    "media.export": _("Tải ảnh kèm thông tin"),
}
FIELDS = {
    "caption": _("Chú thích"),
    "credit": _("Nguồn ảnh"),
    "alt": _("Mô tả ảnh"),
    "rights_note": _("Bản quyền"),
    "captions": _("Phụ đề"),
    "tags": _("Từ khóa"),
    "headline": _("Tên ảnh"),
    "creator": _("Người chụp, quay"),
    "people": _("Người trong ảnh"),
    "place": _("Nơi chụp"),
    "event": _("Sự kiện"),
    "taken_at": _("Chụp lúc"),
}
