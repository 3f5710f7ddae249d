"""Licences, legal texts and inspections (F39, F41, F56)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class Licence(Row):
    """A press licence of an organisation (giấy phép), as the law asks it to be shown and reported."""

    class Product(models.TextChoices):
        PRINT = "print", _("Báo in, tạp chí in")
        ONLINE = "online", _("Báo điện tử, tạp chí điện tử")
        RADIO = "radio", _("Phát thanh")
        TV = "tv", _("Truyền hình")
        SUPPLEMENT = "supplement", _("Phụ trương, ấn phẩm thêm")
        SUBSITE = "subsite", _("Chuyên trang")
        CHANNEL = "channel", _("Kênh nội dung trên không gian mạng")

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

    class Meta(Row.Meta):
        ordering = ["product", "name"]
        constraints = [once("number", "product", name="licence_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class LegalText(Row):
    """A legal text that the work goes by, from which day to which, and what one would change in it."""

    number = models.CharField(_("Số, ký hiệu"), max_length=100)
    title = models.CharField(_("Trích yếu"), max_length=400)
    kind = models.CharField(_("Loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    valid_from = models.DateField(_("Có hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    proposal = models.TextField(_("Vướng mắc và kiến nghị sửa đổi"), blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("number", "issuer", name="legal_text_once")]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"


class Inspection(Row):
    """An inspection of the agency, or of one by a state body, and its conclusion."""

    class Kind(models.TextChoices):
        CHECK = "check", _("Kiểm tra")
        INSPECTION = "inspection", _("Thanh tra")
        MONITORING = "monitoring", _("Giám sát")
        EVALUATION = "evaluation", _("Đánh giá")

    code = models.CharField(_("Mã cuộc kiểm tra"), max_length=60)
    name = models.CharField(_("Nội dung kiểm tra"), max_length=300)
    kind = models.CharField(_("Loại"), max_length=12, choices=Kind, default=Kind.CHECK)
    body = models.CharField(_("Cơ quan tiến hành"), max_length=200)
    subject = models.CharField(_("Đơn vị được kiểm tra"), max_length=200, blank=True)
    decision = models.CharField(_("Số quyết định"), max_length=100, blank=True)
    starts_on = models.DateField(_("Bắt đầu ngày"))
    ends_on = models.DateField(_("Kết thúc ngày"), null=True, blank=True)
    concluded_on = models.DateField(_("Ngày kết luận"), null=True, blank=True)
    conclusion = models.TextField(_("Kết luận"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="inspection_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Finding(Row):
    """Something an inspection found: what to do, until when, and what shows that it is done."""

    inspection = models.ForeignKey(
        Inspection, verbose_name=_("Cuộc kiểm tra"), on_delete=models.PROTECT, related_name="findings"
    )
    code = models.CharField(_("Mã tồn tại"), max_length=60)
    content = models.CharField(_("Tồn tại, vi phạm"), max_length=400)
    remedy = models.TextField(_("Biện pháp khắc phục"), blank=True)
    answerable = models.CharField(_("Người, đơn vị chịu trách nhiệm"), max_length=200, blank=True)
    due_on = models.DateField(_("Quá hạn từ ngày"), null=True, blank=True)
    closed_on = models.DateField(_("Khắc phục xong ngày"), null=True, blank=True)
    evidence = models.CharField(_("Minh chứng khắc phục"), max_length=400, blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="finding_once")]

    def __str__(self) -> str:
        return f"{self.content} ({self.code})"
