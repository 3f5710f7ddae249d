"""Figures that are kept, so that a page of many agencies does not count ten million records."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class RecordsState(models.Model):
    """How often the records of an agency have changed, raised in the transaction of each change.

    `version` counts changes of operating records, `registers_version` those of registers and of who works there.
    """

    agency = models.OneToOneField(
        "accounts.Organisation", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    version = models.PositiveBigIntegerField(default=0)
    registers_version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = ScopedManager["RecordsState"]()


class StoredTally(models.Model):
    """What one indicator counts of one agency in one year, and what it knew when it counted.

    `until` is the instant up to which it counts, `known_at` the recorded time that it knows, `version` the state of
    the agency's records then, `rules` the legal figures that the counting used. Whoever reads compares them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    tally = models.JSONField(null=True)
    rules = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField()
    known_at = models.DateTimeField()
    computed_at = models.DateTimeField()

    objects = ScopedManager["StoredTally"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "agency"], name="stored_tally_once"),
        ]


class TallyDifference(models.Model):
    """A stored figure that the nightly recount found wrong. It was repaired; a person should learn why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    stored = models.JSONField(null=True)
    counted = models.JSONField(null=True)
    found_at = models.DateTimeField()

    objects = ScopedManager["TallyDifference"]()

    class Meta:
        ordering = ["-found_at", "indicator", "year"]


class Snapshot(models.Model):
    """A plan's figures frozen as they were known at an instant, with everything needed to count them again.

    `content` is canonical JSON, `sha256` its digest. Rows of registers have no recorded time: those that were used
    stand inside.
    """

    class Occasion(models.TextChoices):
        BY_HAND = "hand", _("Chốt bằng tay")
        REPORT = "report", _("Theo báo cáo")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey("strategy.Plan", on_delete=models.PROTECT, related_name="snapshots")
    cut_off = models.DateTimeField(_("Chốt đến"))
    known_at = models.DateTimeField()
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.BY_HAND)
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    @property
    def last_day(self) -> date:
        """Return the last day in Vietnam that counts."""
        return clock.local(self.cut_off - timedelta(microseconds=1)).date()
