"""Channels of an agency on digital platforms, and the notices that the law asks for (NĐ 237/2026, article 15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class DigitalChannel(Row):
    """An account, page or channel on somebody else's platform: when it was opened and closed, and who was told."""

    name = models.CharField(_("Tên kênh"), max_length=200)
    platform = models.CharField(_("Nền tảng"), max_length=120)
    is_domestic = models.BooleanField(_("Nền tảng trong nước"), default=False)
    url = models.URLField(_("Địa chỉ kênh"), max_length=500, blank=True)
    mark = models.CharField(_("Dấu hiệu nhận diện thống nhất"), max_length=200, blank=True)
    followers = models.PositiveIntegerField(_("Số người theo dõi"), null=True, blank=True)
    orientation = models.TextField(_("Định hướng nội dung"), blank=True)
    regulation = models.CharField(_("Quy chế quản lý kênh (số, ngày)"), max_length=200, blank=True)
    keeper = models.CharField(_("Người phụ trách"), max_length=150, blank=True)
    opened_on = models.DateField(_("Mở kênh ngày"))
    notified_on = models.DateField(_("Đã thông báo mở ngày"), null=True, blank=True)
    notice = models.CharField(_("Văn bản thông báo mở (số, ngày)"), max_length=200, blank=True)
    closes_on = models.DateField(_("Đóng kênh từ ngày"), null=True, blank=True)
    close_notified_on = models.DateField(_("Đã thông báo đóng ngày"), null=True, blank=True)
    due_on = models.DateField(_("Phải thông báo trước ngày"), null=True, editable=False)

    class Meta(Row.Meta):
        constraints = [once("name", "platform", name="digital_channel_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.platform})"
