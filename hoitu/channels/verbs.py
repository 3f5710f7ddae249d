"""Words by which the trail names what happens to releases."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "channels.plan": _("Lên lịch phát"),
    "channels.cancel": _("Bỏ lịch phát"),
    "channels.publish": _("Phát"),
    "channels.update": _("Cập nhật trên kênh"),
    "channels.correct": _("Đăng cải chính trên kênh"),
    "channels.withdraw": _("Gỡ khỏi kênh"),
    "channels.restore": _("Đăng lại trên kênh"),
    "channels.record": _("Ghi nhận đã đăng bằng tay"),
    "channels.try_again": _("Gửi lại kênh"),
    "channels.takedown": _("Ghi lệnh gỡ"),
    "channels.save_channel": _("Lưu kênh"),
}

FIELDS = {
    "medium": _("Loại hình"),
    "config": _("Cách nối"),
    "is_domestic": _("Nền tảng trong nước"),
    "is_default": _("Tự chọn cho mọi bài"),
    "is_active": _("Đang dùng"),
    "licence_note": _("Giấy phép hoặc thông báo"),
}
