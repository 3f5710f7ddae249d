"""Circulars, their wordings, and what became of them at each organisation that got one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.correspondence.data import NEEDS_WORDS, PAPER_KINDS, Needs
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Circular(models.Model):
    """One official letter, notice or instruction of an organisation. Its fields are the wording that holds now."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Nháp")
        SENT = "sent", _("Đã gửi")
        WITHDRAWN = "withdrawn", _("Đã thu hồi")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(
        _("Loại văn bản"), max_length=20, choices=list(PAPER_KINDS.items()), blank=True, default=""
    )
    number = models.CharField(_("Số"), max_length=20, blank=True)
    code = models.CharField(_("Ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    place = models.CharField(_("Địa danh"), max_length=100, blank=True)
    title = models.CharField(_("Trích yếu"), max_length=400)
    bases = models.TextField(_("Căn cứ"), blank=True)
    body = models.TextField(_("Nội dung"))
    signer_authority = models.CharField(_("Quyền hạn ký"), max_length=10, blank=True)
    signer_title = models.CharField(_("Chức vụ người ký"), max_length=200, blank=True)
    signer_name = models.CharField(_("Người ký"), max_length=150, blank=True)
    needs = models.CharField(
        _("Yêu cầu"), max_length=12, choices=list(NEEDS_WORDS.items()), default=Needs.READ
    )
    # The last day on which doing what is needed is in time, in Vietnam.
    deadline = models.DateField(_("Hạn"), null=True, blank=True)
    audience = models.JSONField(default=dict)
    tasks = models.ManyToManyField("strategy.Task", related_name="+", blank=True)
    files = models.ManyToManyField("correspondence.Attachment", related_name="circulars")
    folded = models.TextField(default="", editable=False)
    version = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=150)
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)

    objects = ScopedManager["Circular"]()

    class Meta:
        ordering = ["-sent_at", "-written_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "code", "issued_on"],
                condition=~Q(number=""),
                name="circular_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="circular_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
                name="circular_withdrawn_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """The document's number and code as they are printed, "" while it has none."""
        return "/".join(part for part in (self.number, self.code) if part)


class CircularVersion(models.Model):
    """A wording as it was sent. The first is the circular itself, each later one a correction with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=150)

    objects = ScopedManager["CircularVersion"]()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["circular", "number"], name="circular_version_once")]


class CircularReceipt(models.Model):
    """One recipient of one circular. `agency` is the sender; `recipient` keeps it in its inbox.

    `opened_version` is the newest wording that somebody there has opened. `name` is what the recipient was called.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receipts")
    recipient = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(null=True)
    opened_version = models.PositiveSmallIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    answer = models.TextField(_("Trả lời"), blank=True)
    answer_number = models.CharField(_("Số, ký hiệu văn bản trả lời"), max_length=100, blank=True)
    answer_files = models.ManyToManyField("correspondence.Attachment", related_name="receipts")

    objects = ScopedManager["CircularReceipt"]()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "recipient"], name="circular_recipient_once")
        ]
        indexes = [models.Index(fields=["recipient", "opened_at"], name="circular_inbox")]


class PaperReceipt(models.Model):
    """What came back on paper from a recipient that nobody works for here, entered by the sender with its scan."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Đã nhận bản giấy")
        ANSWERED = "answered", _("Đã trả lời bằng văn bản giấy")

    class Way(models.TextChoices):
        HAND = "hand", _("Giao tận tay, ký nhận")
        POST = "post", _("Bưu điện, có hồi báo")
        COURIER = "courier", _("Chuyển phát")
        OTHER = "other", _("Cách khác")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(CircularReceipt, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("Ghi nhận"), max_length=10, choices=Kind)
    on = models.DateField(_("Ngày"))
    way = models.CharField(_("Giao bằng cách nào"), max_length=10, choices=Way)
    note = models.CharField(_("Số văn bản, người ký nhận"), max_length=300, blank=True)
    file = models.ForeignKey("correspondence.Attachment", on_delete=models.PROTECT, related_name="papers")
    entered_at = models.DateTimeField()
    entered_by_name = models.CharField(max_length=150)

    objects = ScopedManager["PaperReceipt"]()

    class Meta:
        ordering = ["on", "entered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["receipt", "kind"], name="circular_paper_once")]


class Opening(models.Model):
    """Who inside an organisation opened a circular when. Never shown to the sender: `agency` is the reader."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(CircularReceipt, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    person_name = models.CharField(max_length=150)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    objects = ScopedManager["Opening"]()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "person", "version"], name="circular_opened_once")
        ]


class HandingOn(models.Model):
    """To whom inside an organisation a circular was handed on. Never shown to the sender."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(CircularReceipt, on_delete=models.CASCADE, related_name="handed_on")
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    person_name = models.CharField(max_length=150)
    note = models.CharField(_("Việc cần làm"), max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    objects = ScopedManager["HandingOn"]()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["receipt", "person"], name="circular_handed_on_once")]
