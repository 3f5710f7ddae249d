"""Who carries out a plan's tasks and how far each has come.

Notes, hand-ins and reminders are added, never changed.
"""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager

NOT_IN_KEYS = re.compile(r"[^\w.:-]")  # what the evidence room takes in no key: the dash of “2026–2030”


class Assignment(models.Model):
    """That an organisation leads a task or takes part in it: what the plan's owner makes of the printed words."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COORDINATE = "coordinate", _("Phối hợp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("strategy.Task", on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=10, choices=Part)
    # Asked, not told (Party bodies): nothing that it does can be late.
    is_request = models.BooleanField(default=False)
    assigned_at = models.DateTimeField()
    assigned_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager["Assignment"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency"], condition=models.Q(ended_at=None), name="assigned_once"
            )
        ]


class Opening(models.Model):
    """A document or request that opens a task: awaited in words until it is registered with its number and day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey("strategy.Task", on_delete=models.PROTECT, related_name="openings")
    awaits = models.CharField(_("Chờ văn bản nào"), max_length=300)
    number = models.CharField(_("Số, ký hiệu"), max_length=100, blank=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300, blank=True)
    happened_on = models.DateField(_("Ngày văn bản"), null=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)
    registered_at = models.DateTimeField(null=True)
    registered_by_name = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "happened_on"],
                condition=models.Q(registered_at__isnull=False, dropped_at=None),
                name="opened_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(registered_at=None)
                | (models.Q(happened_on__isnull=False) & ~models.Q(number="")),
                name="registered_with_number",
            ),
        ]


class Case(models.Model):
    """One occurrence of a task at one organisation. `period` is the occurrence's, "" while an event is awaited.

    Its state is not stored: it follows from what was handed in, the evidence and the clock.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("strategy.Task", on_delete=models.PROTECT, related_name="cases")
    period = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    evidence_by = models.DateTimeField(null=True)
    is_request = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    # The task was taken from this organisation; what was noted stays.
    dropped_at = models.DateTimeField(null=True)

    objects = ScopedManager["Case"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "agency", "period"], name="case_once"),
            models.CheckConstraint(
                condition=models.Q(due_at=None) | models.Q(opens_at__lte=models.F("due_at")),
                name="case_due_after_opening",
            ),
        ]
        indexes = [models.Index(fields=["agency", "due_at"], name="case_by_due")]

    def __str__(self) -> str:
        return str(self.task)

    @property
    def about(self) -> str:
        """Return the key under which evidence speaks about this case."""
        return f"task:{self.task_id}:{NOT_IN_KEYS.sub('-', self.period)}"


class CasePerson(models.Model):
    """That a person works on a case, from one moment to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    assigned_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager["CasePerson"]("case__agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(ended_at=None), name="case_person_once"
            )
        ]


class Progress(models.Model):
    """How far a case had come on a day, in percent and words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    percent = models.PositiveSmallIntegerField(_("Đã làm được (%)"))
    words = models.TextField(_("Nội dung"))
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)

    objects = ScopedManager["Progress"]("case__agency")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="progress_at_most_all")
        ]


class HandIn(models.Model):
    """The product of a case as its organisation handed it in; a later one stands beside the earlier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_ins")
    words = models.TextField(_("Sản phẩm nộp"))
    number = models.CharField(_("Số, ký hiệu văn bản"), max_length=100, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)

    objects = ScopedManager["HandIn"]("case__agency")

    class Meta:
        ordering = ["at", "id"]


class ReminderStep(models.Model):
    """When somebody is reminded under one plan: so many days after the due day, before it if negative."""

    class To(models.TextChoices):
        PERSON = "person", _("Người được phân công")
        HEAD = "head", _("Lãnh đạo đơn vị thực hiện")
        OWNER = "owner", _("Đơn vị chủ trì kế hoạch")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey("strategy.Plan", on_delete=models.CASCADE, related_name="reminder_steps")
    to = models.CharField(max_length=10, choices=To)
    days = models.SmallIntegerField()

    class Meta:
        ordering = ["days"]
        constraints = [models.UniqueConstraint(fields=["plan", "to", "days"], name="reminder_step_once")]


class Reminder(models.Model):
    """One reminder or escalation that went out. `days` is its step; None when a person sent it, with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    to = models.CharField(max_length=10, choices=ReminderStep.To)
    days = models.SmallIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    # Who was told, as {"id", "name"}: empty when nobody there could be.
    told = models.JSONField(default=list)
    sent_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)

    objects = ScopedManager["Reminder"]("case__agency")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "to", "days"], condition=models.Q(days__isnull=False), name="reminded_once"
            ),
            models.CheckConstraint(
                condition=models.Q(days__isnull=False) | ~models.Q(reason=""), name="reminded_with_reason"
            ),
        ]


class Difficulty(models.Model):
    """What keeps an organisation from its tasks, put to the body that manages it. `handler` has it now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("strategy.Task", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("Vướng mắc"), max_length=300)
    words = models.TextField(_("Nội dung"))
    proposal = models.TextField(_("Đề xuất, kiến nghị"), blank=True)
    handler = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    raised_by_name = models.CharField(max_length=200)

    objects = ScopedManager["Difficulty"]()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [models.Index(fields=["handler", "raised_at"], name="difficulty_by_handler")]

    def __str__(self) -> str:
        return self.title


class DifficultyText(models.Model):
    """That a difficulty led an organisation (`agency`) to propose a change of a legal text in its register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="texts")
    text = models.ForeignKey("registers.LegalText", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    objects = ScopedManager["DifficultyText"]()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["difficulty", "text"], name="difficulty_text_once"),
        ]


class DifficultyStep(models.Model):
    """What was done with a difficulty, by whom. The last one says how it stands."""

    class Kind(models.TextChoices):
        PASSED = "passed", _("Chuyển lên cấp trên")
        ANSWERED = "answered", _("Trả lời")
        WITHDRAWN = "withdrawn", _("Rút lại")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(_("Nội dung"))
    document = models.CharField(_("Văn bản (số, ngày)"), max_length=200, blank=True)
    # Who was addressed: in words, for the chairman of a province need not work in this installation.
    to_words = models.CharField(_("Chuyển tới"), max_length=300, blank=True)
    at = models.DateTimeField()
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)

    objects = ScopedManager["DifficultyStep"]("difficulty__agency")

    class Meta:
        ordering = ["at", "id"]
