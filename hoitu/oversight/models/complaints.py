"""Complaints and remarks of readers about published information. All of it belongs to the agency alone."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.clock import local
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.oversight.data import KIND_WORDS, OUTCOME_WORDS, STATE_WORDS, VIA_WORDS, ComplaintState


class Complaint(models.Model):
    """One complaint with its clock. The clock's rule is kept as it was on the day of receipt."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Loại"), max_length=12, choices=list(KIND_WORDS.items()))
    via = models.CharField(_("Đến qua"), max_length=10, choices=list(VIA_WORDS.items()))
    received_at = models.DateTimeField(_("Nhận lúc"))
    title = models.CharField(_("Về việc"), max_length=300)
    content = models.TextField(_("Nội dung"), blank=True)
    url = models.CharField(_("Địa chỉ tin, bài"), max_length=500, blank=True)
    item = models.ForeignKey(
        "oversight.Item", verbose_name=_("Tin, bài"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    complainant = models.CharField(_("Người gửi"), max_length=200, blank=True)
    contact = models.CharField(_("Liên hệ"), max_length=300, blank=True)
    forwarded_by = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=list(STATE_WORDS.items()), default=ComplaintState.OPEN)
    rule_key = models.CharField(max_length=60)
    rule_words = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=list(OUTCOME_WORDS.items()))
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    # When the agency found that it was wrong: from then on a correction is owed.
    correct_by = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_where = models.CharField(max_length=500, blank=True)

    objects = ScopedManager["Complaint"]()

    class Meta:
        ordering = ["-received_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="complaint_number_once"),
            models.CheckConstraint(
                condition=models.Q(state="answered", answered_at__isnull=False)
                | (~models.Q(state="answered") & models.Q(answered_at=None)),
                name="complaint_answer_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="complaint_due")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}: {self.title}"

    @property
    def label(self) -> str:
        return f"{self.number}/{self.year}"

    @property
    def last_day(self) -> date | None:
        """The last day on which an answer is in time."""
        return local(self.due_at - timedelta(microseconds=1)).date() if self.due_at else None

    @property
    def is_at_once(self) -> bool:
        """Whether the law asks for the correction at once: then it has no instant at which it becomes late."""
        return self.correct_by is not None and self.correct_by == self.answered_at


class ComplaintStep(models.Model):
    """What was done about a complaint, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    words = models.TextField()

    objects = ScopedManager["ComplaintStep"]()

    class Meta:
        ordering = ["-at", "-pk"]
