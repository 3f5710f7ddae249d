"""Orders paid by the budget: norm → unit price → order line → accepted item → payment (F43, IND-10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, VndField, once


class PressType(models.TextChoices):
    PRINT = "print", _("Báo in")
    ONLINE = "online", _("Báo điện tử")
    RADIO = "radio", _("Phát thanh")
    TV = "tv", _("Truyền hình")


class NormVersion(Row):
    """One version of an economic-technical norm (định mức kinh tế - kỹ thuật)."""

    code = models.CharField(_("Mã định mức"), max_length=60)
    name = models.CharField(_("Tên định mức"), max_length=200)
    press_type = models.CharField(_("Loại hình"), max_length=8, choices=PressType)
    decision = models.CharField(_("Số văn bản"), max_length=100)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True)
    valid_from = models.DateField(_("Có hiệu lực từ"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="norm_version_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class UnitPrice(Row):
    """What one unit of a product costs by a norm, from one day to another."""

    norm = models.ForeignKey(
        NormVersion, verbose_name=_("Định mức"), on_delete=models.PROTECT, related_name="prices"
    )
    code = models.CharField(_("Mã đơn giá"), max_length=60)
    product = models.CharField(_("Sản phẩm"), max_length=200)
    unit = models.CharField(_("Đơn vị tính"), max_length=40)
    price_vnd = VndField(_("Đơn giá"))
    decision = models.CharField(_("Số văn bản"), max_length=100, blank=True)
    valid_from = models.DateField(_("Có hiệu lực từ"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            once("code", name="unit_price_once"),
            models.CheckConstraint(condition=Q(price_vnd__gte=0), name="unit_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.product} ({self.code})"


class Order(Row):
    """A decision by which a state body orders or assigns press products."""

    class Method(models.TextChoices):
        ORDER = "order", _("Đặt hàng")
        ASSIGN = "assign", _("Giao nhiệm vụ")
        TENDER = "tender", _("Đấu thầu")

    code = models.CharField(_("Mã đơn hàng"), max_length=60)
    name = models.CharField(_("Tên nhiệm vụ, đơn hàng"), max_length=200)
    method = models.CharField(_("Phương thức"), max_length=8, choices=Method, default=Method.ORDER)
    orderer = models.CharField(_("Cơ quan đặt hàng, giao nhiệm vụ"), max_length=200)
    decision = models.CharField(_("Số quyết định, hợp đồng"), max_length=100)
    ordered_on = models.DateField(_("Ngày ký"))
    ends_on = models.DateField(_("Hạn hoàn thành"), null=True, blank=True)
    closed_on = models.DateField(_("Ngày thanh lý"), null=True, blank=True)
    budget_vnd = VndField(_("Kinh phí giao"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="order_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class OrderLine(Row):
    """So many units of one product within an order, at a price."""

    order = models.ForeignKey(
        Order, verbose_name=_("Đơn hàng"), on_delete=models.PROTECT, related_name="lines"
    )
    code = models.CharField(_("Mã dòng"), max_length=60)
    programme = models.CharField(_("Chuyên mục, chương trình"), max_length=200)
    topic = models.CharField(_("Chủ đề"), max_length=200, blank=True)
    genre = models.CharField(_("Thể loại"), max_length=100, blank=True)
    length = models.CharField(_("Thời lượng, dung lượng"), max_length=60, blank=True)
    unit = models.CharField(_("Đơn vị tính"), max_length=40)
    quantity = models.PositiveIntegerField(_("Số lượng"))
    unit_price = models.ForeignKey(
        UnitPrice,
        verbose_name=_("Đơn giá căn cứ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    price_vnd = VndField(_("Đơn giá áp dụng"))
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [
            once("code", name="order_line_once"),
            models.CheckConstraint(condition=Q(price_vnd__gte=0), name="order_line_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.code})"

    @property
    def amount_vnd(self) -> int:
        """What the whole line is worth."""
        return int(self.quantity * self.price_vnd)

    @property
    def is_priced(self) -> bool:
        """Say whether the line's unit price and its norm held on the day of the order."""
        price, day = self.unit_price, self.order.ordered_on
        return price is not None and all(
            each.valid_from <= day and (each.valid_until is None or day < each.valid_until)
            for each in (price, price.norm)
        )


class AcceptedItem(Row):
    """A published product that the orderer accepted for one order line, never for two."""

    line = models.ForeignKey(
        OrderLine, verbose_name=_("Dòng đơn hàng"), on_delete=models.PROTECT, related_name="items"
    )
    item = models.CharField(
        _("Địa chỉ hoặc mã sản phẩm"),
        max_length=500,
        help_text=_("Địa chỉ bài đã đăng, mã băng, số báo và trang: mỗi sản phẩm chỉ nghiệm thu một lần."),
    )
    title = models.CharField(_("Tên sản phẩm"), max_length=300)
    published_on = models.DateField(_("Ngày đăng, phát"))
    accepted_on = models.DateField(_("Ngày nghiệm thu"))
    minutes = models.CharField(_("Số biên bản nghiệm thu"), max_length=100)
    quantity = models.PositiveIntegerField(_("Số lượng"), default=1)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("item", name="accepted_item_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.line.code})"

    @property
    def amount_vnd(self) -> int:
        """What this item is worth at its line's price."""
        return int(self.quantity * self.line.price_vnd)


class Payment(Row):
    """The one payment for an accepted item."""

    item = models.ForeignKey(
        AcceptedItem, verbose_name=_("Sản phẩm nghiệm thu"), on_delete=models.PROTECT, related_name="payments"
    )
    document = models.CharField(_("Số chứng từ"), max_length=100)
    paid_on = models.DateField(_("Ngày thanh toán"))
    amount_vnd = VndField(_("Số tiền"))
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [
            once("item", name="payment_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="payment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.item.title}"
