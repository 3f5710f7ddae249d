"""What a story was at one moment, and how it moved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.stories.models.story import Story


class Revision(models.Model):
    """A frozen copy of everything a release may show. `content_hash` covers all of `content`."""

    class Reason(models.TextChoices):
        SAVED = "saved", _("Đặt tên phiên bản")
        MOVED = "moved", _("Khi chuyển bước")
        APPROVED = "approved", _("Khi duyệt xuất bản")
        RESTORED = "restored", _("Trước khi khôi phục")
        IMPORTED = "imported", _("Khi nhập")
        PROPOSED = "proposed", _("Chữ chưa vào bài")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=Reason)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    objects = ScopedManager["Revision"](field="story__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="revision_number_once")]


class Movement(models.Model):
    """One step that a story took through its workflow or its life."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="movements")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    from_stage_name = models.CharField(max_length=60)
    to_stage_name = models.CharField(max_length=60)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    moved_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    moved_by_name = models.CharField(max_length=150)
    note = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    objects = ScopedManager["Movement"](field="story__agency")

    class Meta:
        ordering = ["moved_at", "id"]


class CorrectionNotice(models.Model):
    """The public notice that goes with a correction (NĐ 237/2026, Art 19)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="corrections")
    false_content = models.TextField(_("Nội dung sai"))
    corrected_content = models.TextField(_("Nội dung cải chính"))
    apology = models.BooleanField(_("Có xin lỗi"), default=True)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager["CorrectionNotice"](field="story__agency")

    class Meta:
        ordering = ["made_at"]


class InterviewReview(models.Model):
    """An interviewee's right to see the text before it is published (Press Law 126/2025, Art 33)."""

    class State(models.TextChoices):
        ASKED = "asked", _("Đang chờ trả lời")
        AGREED = "agreed", _("Đồng ý")
        CHANGES = "changes", _("Yêu cầu sửa")
        WAIVED = "waived", _("Không yêu cầu xem lại")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reviews")
    interviewee = models.CharField(_("Người được phỏng vấn"), max_length=150)
    contact = models.CharField(_("Liên hệ"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answer_note = models.TextField(_("Ý kiến"), blank=True)
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_hash = models.CharField(max_length=64, blank=True)

    objects = ScopedManager["InterviewReview"](field="story__agency")

    class Meta:
        ordering = ["asked_at"]
