"""What the reporting room stores: reports, the versions that were sent, and what each recipient said of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.reporting.data import ANSWER_WORDS, STATE_WORDS, Answer, FileKind, State
from hoitu.reporting.periods import period_name


class Call(models.Model):
    """An office asks organisations for a report of an occasion, under a duty of a plan, by a document of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("strategy.ReportRule", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("Báo cáo về việc"), max_length=300)
    document = models.CharField(_("Số, ngày văn bản yêu cầu"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("Hạn gửi"))
    asked = models.ManyToManyField("accounts.Organisation", related_name="+")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Call"]()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.subject

    @property
    def period(self) -> str:
        """Return the label under which its reports are begun."""
        return clock.local(self.made_at).isoformat(timespec="seconds")


class Report(models.Model):
    """What one organisation reports under one duty for one period. `draft` is what people typed so far.

    A report of an occasion has a `subject`, and a `call` when an office asked for it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("strategy.ReportRule", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("Kỳ báo cáo"), max_length=40)
    layout = models.CharField(max_length=40)
    subject = models.CharField(_("Báo cáo về việc"), max_length=300, blank=True)
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="reports")
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
        return self.subject or f"{self.rule.what} {period_name(self.period)}"


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


class VersionFile(models.Model):
    """A file of a version: its PDF as it was first made, that PDF with signatures, or a signature beside it.

    The bytes lie in the store under their hash; the PDF is made once, so that what is signed is what was sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FileKind])
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["VersionFile"]()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(kind="original"), name="report_one_original"
            ),
            models.UniqueConstraint(fields=["version", "sha256"], name="report_file_once"),
        ]
