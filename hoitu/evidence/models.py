"""What the evidence room stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class EvidenceRow(models.Model):
    """One document beside one statement. Nothing is deleted: who withdraws leaves a mark and a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ kiểm tra")
        ACCEPTED = "accepted", _("Đã chấp nhận")
        REFUSED = "refused", _("Không chấp nhận")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=120)
    title = models.CharField(_("Tên tài liệu"), max_length=300)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True)
    number = models.CharField(_("Số, ký hiệu"), max_length=100, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    valid_from = models.DateField(_("Có giá trị từ ngày"), null=True, blank=True)
    valid_until = models.DateField(_("Hết giá trị từ ngày"), null=True, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    file_name = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("Lý do"), blank=True)
    submitted_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    checked_for = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager["EvidenceRow"]()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "about", "sha256"],
                condition=models.Q(withdrawn_at=None) & ~models.Q(state="refused"),
                name="evidence_bytes_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(valid_from=None)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="evidence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(checked_at__isnull=False),
                name="evidence_checked_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("submitted_by")),
                name="evidence_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "about"], name="evidence_by_subject"),
            models.Index(
                fields=["agency", "submitted_at"],
                condition=models.Q(state="waiting", withdrawn_at=None),
                name="evidence_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.title
