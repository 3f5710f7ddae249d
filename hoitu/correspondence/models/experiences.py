"""Experience that organisations share, and the comparison in which they take part by choice (F55)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Experience(models.Model):
    """One case: what was the trouble, what was done, what came of it. `figures` are frozen when it is published."""

    class Reach(models.TextChoices):
        CIRCLE = "circle", _("Các đơn vị cùng cơ quan quản lý")
        ALL = "all", _("Mọi đơn vị trên hệ thống")

    class State(models.TextChoices):
        DRAFT = "draft", _("Nháp")
        PUBLISHED = "published", _("Đã công bố")
        WITHDRAWN = "withdrawn", _("Đã rút")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Tên kinh nghiệm"), max_length=300)
    problem = models.TextField(_("Vấn đề gặp phải"))
    done = models.TextField(_("Đã làm gì"))
    lessons = models.TextField(_("Bài học"))
    indicators = models.JSONField(_("Số liệu kèm theo"), default=list)
    figures = models.JSONField(default=list)
    reach = models.CharField(_("Chia sẻ với"), max_length=6, choices=Reach, default=Reach.CIRCLE)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.DRAFT)
    folded = models.TextField(default="", editable=False)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["Experience"]()

    class Meta:
        ordering = ["-published_at", "-written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="experience_published_when"
            )
        ]

    def __str__(self) -> str:
        return self.title


class UsefulMark(models.Model):
    """That an organisation (`agency`) found a case useful."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="marks")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    objects = ScopedManager["UsefulMark"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "experience"], name="useful_once")]


class Question(models.Model):
    """What an organisation (`agency`) asks the author of a case, and the answer. The two of them see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField(_("Câu hỏi"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    answer = models.TextField(_("Trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["Question"]()

    class Meta:
        ordering = ["at", "id"]


class Participation(models.Model):
    """That an organisation takes part in the comparison of an indicator, from one instant to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=10)
    joined_at = models.DateTimeField()
    joined_by_name = models.CharField(max_length=150)
    left_at = models.DateTimeField(null=True)

    objects = ScopedManager["Participation"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator"], condition=Q(left_at=None), name="participation_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="participation_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator
