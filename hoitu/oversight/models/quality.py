"""Quality checks: lists of questions, a month's sample, what two reviewers said of each item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.oversight.data import VALUE_WORDS


class Checklist(models.Model):
    """Questions that reviewers answer. Once a sample was drawn with it, it is not changed: a new one is made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên phiếu"), max_length=150)
    source = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    is_active = models.BooleanField(default=True)

    objects = ScopedManager["Checklist"]()

    class Meta:
        ordering = ["-is_active", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question of a list, answered with yes, no or “not applicable”."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    objects = ScopedManager["Question"]()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["checklist", "position"], name="question_place")]

    def __str__(self) -> str:
        return self.text


class Round(models.Model):
    """The sample of one month. `seed` and `population` let anybody draw it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("Tháng"))
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="rounds")
    seed = models.CharField(_("Mầm ngẫu nhiên"), max_length=60)
    population = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Round"]()

    class Meta:
        ordering = ["-month", "-drawn_at"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "month", "checklist"], name="quality_round_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"


class Sampled(models.Model):
    """One drawn item. `desk` is the desk of the story, or the section where no desk is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sample")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey("oversight.Item", on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["Sampled"]()

    class Meta:
        ordering = ["round", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="sampled_once")]


class Review(models.Model):
    """What one person says of one drawn item; two people look at each."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    sampled = models.ForeignKey(Sampled, on_delete=models.CASCADE, related_name="reviews")
    place = models.PositiveSmallIntegerField()  # 1 or 2: a third review has no place
    reviewer_id = models.UUIDField()
    reviewer_name = models.CharField(max_length=150)
    done_at = models.DateTimeField()
    comment = models.TextField(blank=True)

    objects = ScopedManager["Review"]()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sampled", "reviewer_id"], name="review_once_a_person"),
            models.UniqueConstraint(fields=["sampled", "place"], name="review_place_once"),
            models.CheckConstraint(condition=models.Q(place__in=[1, 2]), name="review_two_places"),
        ]


class Mark(models.Model):
    """One answer of a review."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=4, choices=list(VALUE_WORDS.items()))

    objects = ScopedManager["Mark"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "question"], name="mark_once")]
