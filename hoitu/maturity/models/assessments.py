"""What agencies and councils say: assessments with a score for each item, and the steps they took."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.maturity.data import Basis, State
from hoitu.maturity.models.catalogues import Criterion, Cycle, PillarRow


class Assessment(models.Model):
    """One agency in one cycle. A published one never changes: a correction is the next version."""

    STATES = [
        (State.SCORING.value, _("Đang chấm")),
        (State.SENT.value, _("Đã gửi")),
        (State.APPRAISAL.value, _("Đang thẩm định")),
        (State.PUBLISHED.value, _("Đã công bố")),
    ]
    BASES = [(Basis.CRITERIA.value, _("Từng tiêu chí")), (Basis.PILLARS.value, _("Từng trụ cột"))]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    basis = models.CharField(max_length=10, choices=BASES)
    block = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=STATES, default=State.SCORING.value)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    correction_reason = models.TextField(blank=True)
    result = models.JSONField(default=dict)  # the sums of what was published, small enough for long lists
    frozen = models.JSONField(default=dict)  # everything that was published
    frozen_hash = models.CharField(max_length=64, blank=True)
    objects = ScopedManager["Assessment"]()

    class Meta:
        ordering = ["-cycle__year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "cycle", "version"], name="maturity_assessment_once"),
            models.UniqueConstraint(
                fields=["agency", "cycle"],
                condition=~Q(state="published"),
                name="maturity_one_open_assessment",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_at__isnull=False) & Q(frozen_hash__regex=r"^[0-9a-f]{64}$")),
                name="maturity_published_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle.name} ({self.version})"


class Score(models.Model):
    """What is said of one item: the agency's points, beside them the council's with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="+")
    pillar = models.ForeignKey(PillarRow, null=True, on_delete=models.PROTECT, related_name="+")
    own = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    note = models.TextField(blank=True)
    verified = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reason = models.TextField(blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True)
    objects = ScopedManager["Score"]("assessment__agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="maturity_score_of_criterion"),
            models.UniqueConstraint(fields=["assessment", "pillar"], name="maturity_score_of_pillar"),
            models.CheckConstraint(
                condition=Q(criterion__isnull=True) ^ Q(pillar__isnull=True), name="maturity_score_of_one"
            ),
            models.CheckConstraint(
                condition=(Q(own__isnull=True) | Q(own__gte=0))
                & (Q(verified__isnull=True) | Q(verified__gte=0)),
                name="maturity_score_not_negative",
            ),
        ]

    @property
    def item_id(self) -> UUID:
        found = self.criterion_id or self.pillar_id
        assert found is not None
        return found


class Step(models.Model):
    """One step of an assessment's way, with the reason where one is needed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    by_organisation = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    objects = ScopedManager["Step"]("assessment__agency")

    class Meta:
        ordering = ["-at", "-id"]
