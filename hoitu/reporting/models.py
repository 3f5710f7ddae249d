"""What the reporting room stores: reports, the versions that were sent, and what each recipient said of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.reporting.data import ANSWER_WORDS, STATE_WORDS, Answer, State


class Report(models.Model):
    """What one organisation reports under one duty for one period. `draft` is what people typed so far."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("strategy.ReportRule", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("Kỳ báo cáo"), max_length=40)
    layout = models.CharField(max_length=40)
    due_at = models.DateTimeField(_("Hạn gửi"), null=True)
    state = models.CharField(
        _("Tình trạng"), max_length=12, choices=list(STATE_WORDS.items()), default=State.DRAFT
    )
    draft = models.JSONField(default=dict)
    # Counts every save: two people at one draft do not overwrite each other unawares.
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Report"]()

    class Meta:
        ordering = ["-period", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "rule", "period"], name="report_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.rule.what} {self.period}"


class Version(models.Model):
    """What was sent, frozen. `content_hash` is the SHA-256 of its canonical JSON."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_by_id = models.UUIDField(null=True)
    sent_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Version"]()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class Receipt(models.Model):
    """One recipient of one version. `recipient` is empty for a body that nobody works for here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="receipts")
    position = models.PositiveSmallIntegerField()
    recipient = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=300)
    answer = models.CharField(max_length=10, choices=list(ANSWER_WORDS.items()), default=Answer.WAITING)
    reason = models.TextField(blank=True)
    # A reason for each number or section that was found wrong, by its key.
    notes = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    # Accepted outside this system: the agency writes down by which document.
    by_document = models.CharField(max_length=200, blank=True)

    objects = ScopedManager["Receipt"]()

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="report_receipt_place"),
            models.CheckConstraint(
                condition=models.Q(answer="waiting", answered_at=None)
                | (~models.Q(answer="waiting") & models.Q(answered_at__isnull=False)),
                name="report_receipt_dated",
            ),
        ]
        indexes = [models.Index(fields=["recipient", "answer"], name="report_receipt_inbox")]
