"""The approval workflow of an agency, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Workflow(models.Model):
    """Stages and transitions for the stories of one agency; a genre may have its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên quy trình"), max_length=100)
    genre = models.CharField(_("Thể loại"), max_length=30, blank=True)
    author_may_finally_approve = models.BooleanField(
        _("Tác giả được tự duyệt xuất bản bài của mình"), default=False
    )

    objects = ScopedManager["Workflow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "genre"], name="workflow_once_per_genre"),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """One step of a workflow: a column of the board."""

    class Kind(models.TextChoices):
        START = "start", _("Bắt đầu")
        WORK = "work", _("Xử lý")
        FINAL = "final", _("Chờ duyệt xuất bản")
        APPROVED = "approved", _("Đã duyệt")
        SPIKED = "spiked", _("Đã bỏ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="stages")
    key = models.SlugField(max_length=40)
    name = models.CharField(_("Tên"), max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WORK)
    order = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=20, default="blue")
    help = models.CharField(_("Giải thích"), max_length=300, blank=True)
    edit_permission = models.CharField(_("Quyền sửa ở bước này"), max_length=60, default="stories.write")
    due_hours = models.PositiveSmallIntegerField(_("Hạn xử lý (giờ)"), null=True, blank=True)

    objects = ScopedManager["Stage"](field="workflow__agency")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["workflow", "key"], name="stage_key_once")]

    def __str__(self) -> str:
        return self.name


class Transition(models.Model):
    """A way from one stage to another: who may take it and what must be true."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", _("Gửi tiếp")
        RETURN = "return", _("Trả lại")
        APPROVE = "approve", _("Duyệt xuất bản")
        SPIKE = "spike", _("Bỏ bài")
        REOPEN = "reopen", _("Mở lại")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="transitions")
    from_stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="ways_out")
    to_stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="ways_in")
    name = models.CharField(_("Tên nút"), max_length=60)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SUBMIT)
    permission = models.CharField(_("Quyền cần có"), max_length=60)
    needs_note = models.BooleanField(_("Phải ghi lý do"), default=False)
    is_urgent_path = models.BooleanField(_("Đường tin khẩn"), default=False)
    checks = models.JSONField(_("Kiểm tra bắt buộc"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["Transition"](field="workflow__agency")

    class Meta:
        ordering = ["order"]
        constraints = [
            # Press law: the head of the agency, or a delegate, decides publication. Data cannot say otherwise.
            models.CheckConstraint(
                condition=~models.Q(kind="approve") | models.Q(permission="stories.approve_final"),
                name="approval_needs_the_final_permission",
            ),
        ]

    def __str__(self) -> str:
        return self.name
