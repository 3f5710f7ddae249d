"""The spokesperson's desk: who speaks, what the press asks, what was answered, what is published (F46)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Spokesperson(models.Model):
    """Who speaks for an organisation from one day to another, by which decision. `person` has an account here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Họ tên"), max_length=150)
    title = models.CharField(_("Chức vụ"), max_length=200)
    contact = models.CharField(_("Điện thoại, thư điện tử"), max_length=200, blank=True)
    decision = models.CharField(_("Số, ngày quyết định"), max_length=200)
    valid_from = models.DateField(_("Từ ngày"))
    # The first day on which the person speaks no longer.
    valid_until = models.DateField(_("Thôi từ ngày"), null=True, blank=True)
    named_at = models.DateTimeField()

    objects = ScopedManager["Spokesperson"]()

    class Meta:
        ordering = ["-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="spokesperson_dates"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PressRequest(models.Model):
    """What the press asks an organisation (`agency`). `asker` is an agency of this installation, or nobody here.

    `due_at` is the moment by which the answer is in time, `due_basis` says by which rule; both as they were when the
    request came. `wanted_by` is what the asker wishes.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Mới đến")
        DRAFTED = "drafted", _("Chờ người phát ngôn duyệt")
        ANSWERED = "answered", _("Đã trả lời")
        DECLINED = "declined", _("Từ chối, có lý do")
        WITHDRAWN = "withdrawn", _("Nơi hỏi đã rút")

    OPEN = (State.ASKED, State.DRAFTED)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    asker_name = models.CharField(_("Cơ quan báo chí"), max_length=200)
    journalist = models.CharField(_("Nhà báo, phóng viên"), max_length=150, blank=True)
    contact = models.CharField(_("Liên hệ"), max_length=200, blank=True)
    subject_words = models.CharField(_("Vấn đề"), max_length=300)
    questions = models.TextField(_("Câu hỏi"))
    asked_at = models.DateTimeField(_("Nhận lúc"))
    wanted_by = models.DateTimeField(_("Nơi hỏi mong trả lời trước"), null=True, blank=True)
    due_at = models.DateTimeField(_("Hạn trả lời"))
    due_basis = models.CharField(max_length=400)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.ASKED)
    draft = models.TextField(_("Dự thảo trả lời"), blank=True)
    answer = models.TextField(_("Trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=150, blank=True)
    # Which alarm went out last, so that each goes out once.
    alarm = models.CharField(max_length=10, blank=True)
    files = models.ManyToManyField("correspondence.Attachment", related_name="press_requests")

    objects = ScopedManager["PressRequest"]()

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "declined"]) | Q(answered_at__isnull=False),
                name="press_answered_when",
            )
        ]
        indexes = [models.Index(fields=["asker", "asked_at"], name="press_by_asker")]

    def __str__(self) -> str:
        return self.subject_words


class PressStep(models.Model):
    """What was done with a request, seen inside the organisation that was asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(PressRequest, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=PressRequest.State)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    objects = ScopedManager["PressStep"]()

    class Meta:
        ordering = ["at", "id"]


class Statement(models.Model):
    """A press release or statement. Agencies in its audience read it once it is published; withdrawn, it says so."""

    class Kind(models.TextChoices):
        RELEASE = "release", _("Thông cáo báo chí")
        STATEMENT = "statement", _("Phát ngôn")

    class State(models.TextChoices):
        DRAFT = "draft", _("Chờ người phát ngôn duyệt")
        PUBLISHED = "published", _("Đã công bố")
        WITHDRAWN = "withdrawn", _("Đã rút")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Loại"), max_length=10, choices=Kind, default=Kind.RELEASE)
    title = models.CharField(_("Tiêu đề"), max_length=300)
    body = models.TextField(_("Nội dung"))
    audience = models.JSONField(default=dict)
    files = models.ManyToManyField("correspondence.Attachment", related_name="statements")
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.DRAFT)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)

    objects = ScopedManager["Statement"]()

    class Meta:
        ordering = ["-published_at", "-written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="statement_published_when"
            )
        ]

    def __str__(self) -> str:
        return self.title
