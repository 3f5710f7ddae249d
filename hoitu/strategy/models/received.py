"""What other installations counted of agencies that do not work here."""

from django.db import models
from django.db.models import F, Q

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class ReceivedTally(models.Model):
    """One version of what a sender counted of an agency: one indicator up to one instant; superseded, never changed.

    `until` is the valid time of the count, `recorded_at` and `superseded_at` are when this installation knew it.
    `sender` is one way by which the agency is told of; `package` the package that said so, `source` and
    `package_name` both in words, `told_by` who counted it where the sender only passed it on. `rules` are the legal
    figures under which it was counted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    sender = models.UUIDField()
    indicator = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    tally = models.JSONField()
    rules = models.JSONField(default=dict)
    source = models.CharField(max_length=120)
    told_by = models.CharField(max_length=120, blank=True)
    package = models.UUIDField()
    package_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager["ReceivedTally"]()

    class Meta:
        ordering = ["indicator", "-until", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator", "until", "sender"],
                condition=Q(superseded_at=None),
                name="received_tally_current_once",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="received_tally_superseded_later",
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "year", "agency", "-until"], name="received_tally_newest"),
            models.Index(fields=["package"], name="received_tally_package"),
        ]
