"""Plans as they are printed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id


class Plan(models.Model):
    """One plan as its document prints it. An issued plan is a public document: whoever may read plans reads it.

    `entered_by` is the organisation that confirmed it here, None for plans that come with the program; a draft that
    somebody entered is read by that organisation only. `replaces` is the older version whose place it takes.
    """

    class Scope(models.TextChoices):
        NONE = "none", _("Chỉ để đọc")
        ALL = "all", _("Mọi cơ quan báo chí trên hệ thống này")
        MANAGED = "managed", _("Cơ quan báo chí do đơn vị chủ trì quản lý nhà nước")
        GOVERNED = "governed", _("Cơ quan báo chí của cơ quan chủ quản này")
        OWN = "own", _("Chính cơ quan báo chí này")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=40, unique=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300)
    number = models.CharField(_("Số, ký hiệu"), max_length=100, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    title = models.TextField(_("Trích yếu"))
    state = models.CharField(_("Tình trạng"), max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    stated_n = models.PositiveIntegerField(null=True)
    stated_units = models.JSONField(default=list)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # Everything else that the document says; nothing is computed from it.
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    owner = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("Đơn vị chủ trì"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        "accounts.Organisation", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    scope = models.CharField(_("Phạm vi"), max_length=10, choices=Scope, default=Scope.NONE)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["issued_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["none", "all"]) | models.Q(owner__isnull=False),
                name="plan_scope_has_owner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number or '(chưa có số)'} {self.issuer}"


class Target(models.Model):
    """One printed target line; `year` is None for a number that binds outside the list of targets."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    key = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(_("Năm"), null=True)
    verbatim = models.TextField(_("Nguyên văn"))
    reading = models.TextField(_("Cách đọc"), blank=True)
    lines = models.JSONField(default=list)
    waiver_allowed = models.BooleanField(default=False)
    parent_key = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "position"]

    def __str__(self) -> str:
        return self.reading or self.verbatim


class Measure(models.Model):
    """One number that a target asks for; `value` is percent for shares and growth, a count for units."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=10)
    op = models.CharField(max_length=10)
    value = models.IntegerField(null=True)
    unit = models.CharField(max_length=30)
    denominator = models.TextField()
    stated_n = models.PositiveIntegerField(null=True)
    threshold = models.JSONField(null=True)
    named_units = models.JSONField(default=list)
    base_year = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["target", "position"]


class Body(models.Model):
    """An organisation or role that a plan names, and which organisation of this installation it is, if any.

    Names join it by themselves until a person has said which it is, or that it is none: `decided_at`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField(max_length=80)
    name = models.TextField()
    kind = models.CharField(max_length=40)
    content = models.JSONField(default=dict)
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "name"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="strategy_body_once")]


class Task(models.Model):
    """One task, duty or solution of a plan, as printed; empty cells were not printed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=1)
    number = models.CharField(max_length=20, blank=True)
    part = models.TextField(blank=True)
    verbatim = models.TextField()
    reading = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    coordinators = models.TextField(blank=True)
    product = models.TextField(blank=True)
    time = models.TextField(blank=True)
    time_note = models.TextField(blank=True)
    closes_when = models.JSONField(default=list)
    features = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    inherits = models.CharField(max_length=40, blank=True)
    parent_key = models.CharField(max_length=40, blank=True)
    lines = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="strategy_task_once")]

    def __str__(self) -> str:
        return self.reading or self.verbatim


class ReportRule(models.Model):
    """A duty to report or to submit; each recipient accepts on its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="report_rules")
    key = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    who = models.TextField()
    to = models.JSONField(default=list)
    via = models.TextField(blank=True)
    what = models.TextField()
    when = models.TextField()
    rule = models.TextField()
    proposed = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["plan", "position"]
