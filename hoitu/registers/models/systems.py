"""Information systems and their safety by level: dossiers, assessments (F35, IND-07)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, once


class InfoSystem(Row):
    """A system with owner, operator and how far its protection plan is carried out."""

    class PlanState(models.TextChoices):
        # The words of Mẫu 08, NĐ 331/2026/NĐ-CP.
        NOT_STARTED = "not_started", _("Chưa triển khai")
        PARTLY = "partly", _("Triển khai một số hạng mục")
        FULLY = "fully", _("Triển khai đầy đủ")

    code = models.CharField(_("Mã hệ thống"), max_length=40)
    name = models.CharField(_("Tên hệ thống thông tin"), max_length=200)
    in_scope = models.BooleanField(
        _("Thuộc phạm vi chỉ tiêu an toàn cấp độ 3"),
        default=True,
        help_text=_("Báo điện tử và những hệ thống phục vụ nó; kế hoạch của đơn vị có thể rộng hơn."),
    )
    owner = models.CharField(_("Chủ quản hệ thống"), max_length=200)
    operator = models.CharField(_("Đơn vị vận hành"), max_length=200, blank=True)
    address = models.CharField(_("Tên miền"), max_length=200, blank=True)
    server_place = models.CharField(_("Nơi đặt máy chủ"), max_length=200, blank=True)
    data_subjects = models.PositiveIntegerField(
        _("Số người có dữ liệu cá nhân trong hệ thống"), null=True, blank=True
    )
    regulation = models.CharField(_("Số quy chế bảo đảm an toàn"), max_length=100, blank=True)
    plan_state = models.CharField(
        _("Phương án bảo vệ"), max_length=12, choices=PlanState, default=PlanState.NOT_STARTED
    )
    plan_due_on = models.DateField(_("Dự kiến triển khai xong"), null=True, blank=True)
    plan_done_on = models.DateField(_("Triển khai đầy đủ từ ngày"), null=True, blank=True)
    last_assessed_on = models.DateField(_("Kiểm tra, đánh giá gần nhất"), null=True, editable=False)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("code", name="info_system_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class LevelDossier(Row):
    """A dossier that proposes a level for a system (hồ sơ đề xuất cấp độ), and the decision on it."""

    class State(models.TextChoices):
        # The words of Mẫu 08, NĐ 331/2026/NĐ-CP.
        DRAFT = "draft", _("Đang dự thảo")
        SENT = "sent", _("Đã gửi thẩm định")
        APPRAISED = "appraised", _("Đã thẩm định")
        APPROVED = "approved", _("Đã được phê duyệt")

    class Level(models.IntegerChoices):
        ONE = 1, _("Cấp độ 1")
        TWO = 2, _("Cấp độ 2")
        THREE = 3, _("Cấp độ 3")
        FOUR = 4, _("Cấp độ 4")
        FIVE = 5, _("Cấp độ 5")

    system = models.ForeignKey(
        InfoSystem, verbose_name=_("Hệ thống"), on_delete=models.PROTECT, related_name="dossiers"
    )
    code = models.CharField(_("Số hồ sơ"), max_length=60)
    level = models.PositiveSmallIntegerField(_("Cấp độ đề xuất"), choices=Level, default=Level.THREE)
    state = models.CharField(_("Phê duyệt"), max_length=12, choices=State, default=State.DRAFT)
    expected_on = models.DateField(_("Dự kiến phê duyệt"), null=True, blank=True)
    decision = models.CharField(_("Số quyết định phê duyệt"), max_length=100, blank=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    approver = models.CharField(_("Người, cơ quan phê duyệt"), max_length=200, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [
            once("code", name="level_dossier_once"),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_on__isnull=False) & ~models.Q(decision=""),
                name="level_dossier_approved_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.get_level_display()}"


class Assessment(Row):
    """A check of a system's safety on one day. Its findings stay in the agency."""

    class Kind(models.TextChoices):
        BEFORE_USE = "before_use", _("Trước khi đưa vào sử dụng")
        PERIODIC = "periodic", _("Định kỳ")
        UNPLANNED = "unplanned", _("Đột xuất")

    class Result(models.TextChoices):
        PASSED = "passed", _("Đạt")
        REMEDY = "remedy", _("Phải khắc phục")
        FAILED = "failed", _("Không đạt")

    system = models.ForeignKey(
        InfoSystem, verbose_name=_("Hệ thống"), on_delete=models.PROTECT, related_name="assessments"
    )
    code = models.CharField(_("Số báo cáo, biên bản"), max_length=100)
    assessed_on = models.DateField(_("Ngày kiểm tra, đánh giá"))
    kind = models.CharField(_("Loại kiểm tra"), max_length=12, choices=Kind, default=Kind.PERIODIC)
    assessor = models.CharField(_("Đơn vị kiểm tra, đánh giá"), max_length=200, blank=True)
    result = models.CharField(_("Kết quả"), max_length=8, choices=Result, default=Result.PASSED)
    findings = models.TextField(_("Điểm phải khắc phục"), blank=True)
    fixed_on = models.DateField(_("Khắc phục xong ngày"), null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["-assessed_on", "id"]
        constraints = [once("code", name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.code} · {self.system.name}"
