"""Plans that are being made: read from a file or taken over from another plan, corrected item by item by people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class PlanProposal(models.Model):
    """One plan in the making. It belongs to one organisation until it has become a `Plan`.

    `parent` is the plan that it adapts, `replaces` the one whose place it takes, `plan` what it has become.
    """

    class Origin(models.TextChoices):
        FILE = "file", _("Đọc từ tệp")
        PARENT = "parent", _("Lập theo kế hoạch cấp trên")
        AMENDMENT = "amendment", _("Sửa đổi, thay thế kế hoạch")

    class State(models.TextChoices):
        READING = "reading", _("Đang đọc")
        FAILED = "failed", _("Không đọc được")
        REVIEW = "review", _("Đang soát")
        SUBMITTED = "submitted", _("Đã trình")
        DONE = "done", _("Đã thành kế hoạch")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State)
    problem = models.TextField(blank=True)
    parent = models.ForeignKey("strategy.Plan", null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("strategy.Plan", null=True, on_delete=models.PROTECT, related_name="+")
    plan = models.OneToOneField("strategy.Plan", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    created_by_id = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by_name = models.CharField(max_length=200, blank=True)
    returned_because = models.TextField(blank=True)
    decision_file_name = models.CharField(max_length=255, blank=True)
    decision_sha256 = models.CharField(max_length=64, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_for = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager["PlanProposal"]()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(plan__isnull=False), name="proposal_done_has_plan"
            )
        ]

    @property
    def file_key(self) -> str:
        """Return under which key the store keeps the file it was read from."""
        return f"proposals/{self.pk}/source"

    @property
    def decision_key(self) -> str:
        """Return under which key the store keeps the scan of the decision."""
        return f"proposals/{self.pk}/decision"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.REVIEW

    @property
    def is_own_plan(self) -> bool:
        """Say whether an organisation makes this plan itself, so that it has to be approved."""
        return self.origin != self.Origin.FILE


class ProposalLine(models.Model):
    """One numbered line of the file, as the reader counted it."""

    proposal = models.ForeignKey(PlanProposal, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    text = models.TextField()

    objects = ScopedManager["ProposalLine"]("proposal__agency")

    class Meta:
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_line_once")]


class ProposalItem(models.Model):
    """One thing that the plan seems to say. `values` is what stands in its form, typed errors included.

    `source` are the words it comes from: the file's, or the plan's that it was taken over from. `version` grows with
    every save, so that a save on top of somebody else's can be told; since `run_from` one person alone has saved.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Thông tin văn bản")
        TARGET = "target", _("Chỉ tiêu")
        TASK = "task", _("Nhiệm vụ")
        REPORT = "report", _("Chế độ báo cáo")
        BODY = "body", _("Cơ quan, đơn vị được nêu")
        LEGAL = "legal", _("Căn cứ pháp lý")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Đề nghị")
        CHECKED = "checked", _("Đã soát")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(PlanProposal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    source = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    by_hand = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    run_from = models.PositiveIntegerField(default=1)
    changed_by_id = models.UUIDField(null=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)

    objects = ScopedManager["ProposalItem"]("proposal__agency")

    class Meta:
        ordering = ["proposal", "position", "id"]
        indexes = [models.Index(fields=["proposal", "kind", "position"], name="proposal_items")]
