"""Commendations and initiatives (F45), cooperation (F55)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class Commendation(Row):
    """A commendation asked for or given, with what earned it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Đang đề nghị")
        GIVEN = "given", _("Đã quyết định")
        REFUSED = "refused", _("Không được xét")

    code = models.CharField(_("Mã hồ sơ"), max_length=60)
    recipient = models.CharField(_("Tập thể, cá nhân"), max_length=200)
    form = models.CharField(_("Hình thức khen thưởng"), max_length=200)
    state = models.CharField(_("Tình trạng"), max_length=8, choices=State, default=State.PROPOSED)
    merit = models.TextField(_("Thành tích và minh chứng"), blank=True)
    issuer = models.CharField(_("Cấp khen thưởng"), max_length=200, blank=True)
    decision = models.CharField(_("Số quyết định"), max_length=100, blank=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="commendation_once")]

    def __str__(self) -> str:
        return f"{self.recipient} ({self.code})"


class Initiative(Row):
    """An initiative that others may learn from, as far as its agency shares it."""

    class Reach(models.TextChoices):
        NONE = "none", _("Chỉ đơn vị và cấp trên")
        CIRCLE = "circle", _("Các đơn vị cùng cơ quan quản lý")
        ALL = "all", _("Mọi đơn vị trên hệ thống")

    code = models.CharField(_("Mã sáng kiến"), max_length=60)
    title = models.CharField(_("Tên sáng kiến"), max_length=300)
    author = models.CharField(_("Tác giả, nhóm tác giả"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Năm"))
    recognised_by = models.CharField(_("Cấp công nhận"), max_length=200, blank=True)
    summary = models.TextField(_("Tóm tắt giải pháp"), blank=True)
    effect = models.TextField(_("Hiệu quả"), blank=True)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    reach = models.CharField(
        _("Chia sẻ với"),
        max_length=6,
        choices=Reach,
        default=Reach.NONE,
        help_text=_("Nơi được chia sẻ thấy mọi ô ở trên, không thấy tài liệu kèm theo."),
    )

    class Meta(Row.Meta):
        constraints = [once("code", name="initiative_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


class Cooperation(Row):
    """An exchange of experience with somebody else."""

    class Scope(models.TextChoices):
        LOCAL = "local", _("Trong tỉnh, trong ngành")
        NATIONAL = "national", _("Trong nước")
        INTERNATIONAL = "international", _("Quốc tế")

    code = models.CharField(_("Mã hoạt động"), max_length=60)
    name = models.CharField(_("Hoạt động"), max_length=300)
    partner = models.CharField(_("Đối tác"), max_length=200)
    scope = models.CharField(_("Phạm vi"), max_length=14, choices=Scope, default=Scope.NATIONAL)
    held_on = models.DateField(_("Ngày"))
    agreement = models.CharField(_("Số thỏa thuận"), max_length=100, blank=True)
    valid_until = models.DateField(_("Thỏa thuận hết hạn"), null=True, blank=True)
    result = models.TextField(_("Kết quả, bài học"), blank=True)
    url = models.URLField(_("Đường dẫn"), max_length=500, blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="cooperation_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
