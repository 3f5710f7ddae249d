"""What agencies state of themselves where records do not say it."""

from django.db import models
from django.db.models import F, Q

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Declaration(models.Model):
    """One version of what an organisation states for one indicator and year; it is superseded, never changed.

    Which of `answer`, `amount` and `of_amount` are asked, `policies/declaring.py` says. Amounts are whole numbers in
    the unit of the question. `recorded_at` and `superseded_at` are the recorded time: a past figure comes out as it
    was. What another installation told has its name in `source`, the package that said so, and whether the statement
    was checked there (`is_checked`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    answer = models.BooleanField(null=True)
    amount = models.BigIntegerField(null=True)
    of_amount = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)
    declared_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=120, blank=True, default="")
    package = models.UUIDField(null=True)
    is_checked = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager["Declaration"]()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator", "year"],
                condition=Q(superseded_at=None),
                name="declaration_current_once",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="declaration_superseded_later",
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0)) & (Q(of_amount=None) | Q(of_amount__gte=0)),
                name="declaration_not_negative",
            ),
        ]
