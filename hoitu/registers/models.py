"""Dated records that many rooms read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id


class LegalRule(models.Model):
    """One figure or list of the law, with its dates, citation and how sure we are of it."""

    class Confidence(models.TextChoices):
        TEXT = "S", _("Đọc trong văn bản")
        TEXT_OCR = "S-ocr", _("Đọc trong bản quét, có thể sai chữ số")
        SECONDARY = "S2", _("Theo nguồn thứ hai")
        UNVERIFIED = "R", _("Chưa xác minh")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(_("Mã"), max_length=80)
    label = models.CharField(_("Nội dung"), max_length=300)
    value = models.JSONField(_("Giá trị"), null=True)
    unit = models.CharField(_("Đơn vị"), max_length=40, blank=True)
    effective_from = models.DateField(_("Áp dụng từ"))
    effective_until = models.DateField(_("Đến trước ngày"), null=True, blank=True)
    citation = models.CharField(_("Căn cứ"), max_length=300)
    confidence = models.CharField(_("Độ tin cậy"), max_length=6, choices=Confidence)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta:
        ordering = ["key", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "effective_from"], name="legal_rule_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(effective_until=None)
                | models.Q(effective_until__gt=models.F("effective_from")),
                name="legal_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Licence(models.Model):
    """A press licence of an organisation (giấy phép), as the law asks it to be shown and reported."""

    class Product(models.TextChoices):
        PRINT = "print", _("Báo in, tạp chí in")
        ONLINE = "online", _("Báo điện tử, tạp chí điện tử")
        RADIO = "radio", _("Phát thanh")
        TV = "tv", _("Truyền hình")
        SUPPLEMENT = "supplement", _("Phụ trương, ấn phẩm thêm")
        SUBSITE = "subsite", _("Chuyên trang")
        CHANNEL = "channel", _("Kênh nội dung trên không gian mạng")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    product = models.CharField(_("Loại sản phẩm"), max_length=12, choices=Product)
    is_magazine = models.BooleanField(_("Là tạp chí"), default=False)
    name = models.CharField(_("Tên sản phẩm"), max_length=200)
    number = models.CharField(_("Số giấy phép"), max_length=100)
    issuer = models.CharField(_("Cơ quan cấp"), max_length=200)
    issued_on = models.DateField(_("Ngày cấp"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    purpose = models.TextField(_("Tôn chỉ, mục đích"), blank=True)
    language = models.CharField(_("Ngôn ngữ"), max_length=60, blank=True)
    schedule = models.CharField(_("Kỳ hạn, giờ phát"), max_length=200, blank=True)
    domain = models.CharField(_("Tên miền"), max_length=200, blank=True)
    server_place = models.CharField(_("Nơi đặt máy chủ"), max_length=200, blank=True)
    provider = models.CharField(_("Nhà cung cấp dịch vụ mạng"), max_length=200, blank=True)
    head = models.CharField(_("Người đứng đầu"), max_length=150, blank=True)

    class Meta:
        ordering = ["product", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "product"], name="licence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
