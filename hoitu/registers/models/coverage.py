"""Remote communes and which press reaches them (F51, IND-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.orders import PressType
from hoitu.registers.models.row import Row, once


class RemoteCommune(Row):
    """A commune that a decision lists as remote, with its people."""

    code = models.CharField(_("Mã đơn vị hành chính"), max_length=20)
    name = models.CharField(_("Tên xã"), max_length=120)
    province = models.CharField(_("Tỉnh, thành phố"), max_length=120)
    population = models.PositiveIntegerField(_("Số dân"))
    decision = models.CharField(_("Quyết định ban hành danh sách"), max_length=200)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="remote_commune_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Coverage(Row):
    """One kind of local press reaches a commune, and where that is known from."""

    commune = models.ForeignKey(
        RemoteCommune, verbose_name=_("Xã"), on_delete=models.PROTECT, related_name="coverages"
    )
    press_type = models.CharField(_("Loại hình"), max_length=8, choices=PressType)
    source = models.CharField(
        _("Căn cứ"),
        max_length=300,
        help_text=_("Khảo sát, bản đồ phủ sóng, số bản phát hành. Địa chỉ IP của bạn đọc không đủ."),
    )
    surveyed_on = models.DateField(_("Ngày khảo sát"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("commune", "press_type", name="coverage_once")]

    def __str__(self) -> str:
        return f"{self.commune} · {self.get_press_type_display()}"
