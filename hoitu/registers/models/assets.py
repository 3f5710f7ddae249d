"""What the agency works with: equipment (F67), platforms in use (F53), staff policies (F47)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, VndField, once


class Equipment(Row):
    """A piece of equipment, in use or asked for."""

    class Category(models.TextChoices):
        CAMERA = "camera", _("Máy quay, máy ảnh")
        COMPUTER = "computer", _("Máy tính, máy trạm")
        SERVER = "server", _("Máy chủ, lưu trữ, mạng")
        STUDIO = "studio", _("Trường quay, âm thanh, ánh sáng")
        BROADCAST = "broadcast", _("Phát sóng, truyền dẫn")
        VEHICLE = "vehicle", _("Phương tiện đi lại")
        OTHER = "other", _("Thiết bị khác")

    class State(models.TextChoices):
        WANTED = "wanted", _("Đề nghị trang bị")
        IN_USE = "in_use", _("Đang dùng")
        REPAIR = "repair", _("Đang sửa")
        RETIRED = "retired", _("Đã thanh lý")

    code = models.CharField(_("Mã thiết bị"), max_length=60)
    name = models.CharField(_("Tên thiết bị"), max_length=200)
    category = models.CharField(_("Nhóm thiết bị"), max_length=12, choices=Category)
    state = models.CharField(_("Tình trạng"), max_length=8, choices=State, default=State.IN_USE)
    quantity = models.PositiveIntegerField(_("Số lượng"), default=1)
    acquired_on = models.DateField(_("Đưa vào dùng ngày"), null=True, blank=True)
    cost_vnd = VndField(_("Nguyên giá"), null=True, blank=True)
    place = models.CharField(_("Nơi đặt"), max_length=200, blank=True)
    keeper = models.CharField(_("Người, đơn vị giữ"), max_length=200, blank=True)
    warranty_until = models.DateField(_("Hết bảo hành"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="equipment_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Platform(Row):
    """A platform or application that the agency uses."""

    name = models.CharField(_("Tên nền tảng, ứng dụng"), max_length=200)
    purpose = models.CharField(_("Dùng để"), max_length=300)
    provider = models.CharField(_("Nhà cung cấp"), max_length=200, blank=True)
    is_domestic = models.BooleanField(_("Nền tảng trong nước"), default=False)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    used_from = models.DateField(_("Dùng từ ngày"), null=True, blank=True)
    contract_until = models.DateField(_("Hết hạn hợp đồng"), null=True, blank=True)
    people = models.PositiveIntegerField(_("Số người dùng"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("name", name="platform_once")]

    def __str__(self) -> str:
        return self.name


class StaffPolicy(Row):
    """A rule about staff; one that treats remote and on-site work alike says so."""

    number = models.CharField(_("Số, ký hiệu"), max_length=100)
    title = models.CharField(_("Trích yếu"), max_length=300)
    issued_on = models.DateField(_("Ngày ban hành"))
    valid_from = models.DateField(_("Có hiệu lực từ"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    is_uniform = models.BooleanField(
        _("Áp dụng như nhau cho người làm trực tiếp và từ xa"),
        default=False,
    )
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("number", name="staff_policy_once")]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"
