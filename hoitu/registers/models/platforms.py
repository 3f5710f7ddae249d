"""National and shared digital platforms for the press: how far they are, and who is connected (F23, IND-14)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class PlatformMilestone(Row):
    """A platform reached a step, as a document says. Kept by the body that leads it or takes part."""

    class Step(models.TextChoices):
        DECISION = "decision", _("Quyết định đầu tư")
        BUILD = "build", _("Xây dựng")
        TRIAL = "trial", _("Thử nghiệm")
        OPERATE = "operate", _("Vận hành")

    platform = models.CharField(_("Nền tảng"), max_length=200)
    step = models.CharField(_("Mốc"), max_length=8, choices=Step)
    reached_on = models.DateField(_("Đạt mốc ngày"))
    document = models.CharField(_("Văn bản (số, ngày)"), max_length=200)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("platform", "step", name="platform_milestone_once")]

    def __str__(self) -> str:
        return f"{self.platform}: {self.get_step_display()}"


class PlatformConnection(Row):
    """This organisation is connected to a platform, from a day on. Kept by the organisation itself."""

    platform = models.CharField(_("Nền tảng"), max_length=200)
    connected_on = models.DateField(_("Kết nối từ ngày"))
    ended_on = models.DateField(_("Thôi kết nối từ ngày"), null=True, blank=True)
    purpose = models.CharField(_("Dùng để"), max_length=300, blank=True)
    outage_minutes = models.PositiveIntegerField(
        _("Số phút gián đoạn trong tháng gần nhất"), null=True, blank=True
    )
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("platform", "connected_on", name="platform_connection_once")]

    def __str__(self) -> str:
        return self.platform
