"""Money of the agency: budget lines (F44) and decisions on financial autonomy (F48)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.registers.models.row import Row, VndField, once


class BudgetLine(Row):
    """One piece of work in a year's budget: estimate → approved → spent."""

    class Source(models.TextChoices):
        REGULAR = "regular", _("Ngân sách, chi thường xuyên")
        PROJECT = "project", _("Ngân sách, sự nghiệp và đầu tư")
        OWN = "own", _("Nguồn thu của cơ quan")
        OTHER = "other", _("Nguồn khác")

    year = models.PositiveSmallIntegerField(_("Năm"))
    code = models.CharField(_("Mã dòng"), max_length=60)
    name = models.CharField(_("Nhiệm vụ chi"), max_length=200)
    source = models.CharField(_("Nguồn kinh phí"), max_length=8, choices=Source, default=Source.REGULAR)
    estimate_vnd = VndField(_("Dự toán"))
    approved_vnd = VndField(_("Được giao"), null=True, blank=True)
    spent_vnd = VndField(_("Đã chi"), null=True, blank=True)
    decision = models.CharField(_("Số quyết định"), max_length=100, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("year", "code", name="budget_line_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.year})"


class AutonomyDecision(Row):
    """A decision that gives the agency its degree of financial autonomy, with the year's figures behind it."""

    class Degree(models.TextChoices):
        FULL = "full", _("Tự bảo đảm chi thường xuyên và chi đầu tư")
        RECURRENT = "recurrent", _("Tự bảo đảm chi thường xuyên")
        PARTIAL = "partial", _("Tự bảo đảm một phần chi thường xuyên")
        NONE = "none", _("Do Nhà nước bảo đảm chi thường xuyên")

    number = models.CharField(_("Số quyết định"), max_length=100)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    decided_on = models.DateField(_("Ngày quyết định"))
    degree = models.CharField(_("Mức tự chủ"), max_length=12, choices=Degree)
    valid_from = models.DateField(_("Có hiệu lực từ"))
    valid_until = models.DateField(_("Hết hiệu lực"), null=True, blank=True)
    own_revenue_vnd = VndField(_("Nguồn thu của cơ quan, một năm"), null=True, blank=True)
    recurrent_cost_vnd = VndField(_("Chi thường xuyên, một năm"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta(Row.Meta):
        constraints = [once("number", name="autonomy_decision_once")]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_degree_display()}"
