"""The planning of the press: which agencies a decision keeps in a territory, and who asked for a report of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.oversight.data import CONFIDENCE_WORDS


class PressPlan(models.Model):
    """What one decision plans for the agencies under a body. `cap` is the number that it prints, if it does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Tên quy hoạch, phương án"), max_length=300)
    citation = models.CharField(_("Văn bản (số, ngày, nơi ban hành)"), max_length=300)
    confidence = models.CharField(
        _("Độ chắc chắn"), max_length=8, choices=list(CONFIDENCE_WORDS.items()), default="unknown"
    )
    verbatim = models.TextField(_("Nguyên văn"), blank=True)
    cap = models.PositiveSmallIntegerField(_("Số cơ quan báo chí theo văn bản"), null=True, blank=True)
    valid_from = models.DateField(_("Hiệu lực từ"), null=True, blank=True)

    objects = ScopedManager["PressPlan"]()

    class Meta:
        ordering = ["-valid_from", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanEntry(models.Model):
    """One agency that the plan names. Which body is meant a person says; today's successor is found from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PressPlan, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedManager["PlanEntry"]()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_entry_place")]


class PlanRequest(models.Model):
    """A superior body asked for a report; the clock runs until it is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(PressPlan, on_delete=models.PROTECT, related_name="requests")
    asked_by = models.CharField(_("Nơi yêu cầu"), max_length=200)
    document = models.CharField(_("Văn bản yêu cầu"), max_length=200, blank=True)
    asked_on = models.DateField(_("Ngày yêu cầu"))
    due_on = models.DateField(_("Hạn gửi"), null=True, blank=True)
    sent_on = models.DateField(_("Ngày gửi"), null=True, blank=True)
    number = models.CharField(_("Số báo cáo"), max_length=60, blank=True)

    objects = ScopedManager["PlanRequest"]()

    class Meta:
        ordering = ["-asked_on", "pk"]
