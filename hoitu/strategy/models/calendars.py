"""Addresses under which a person's calendar program fetches due moments."""

from django.db import models

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class CalendarAddress(models.Model):
    """One person's secret address at one organisation; only its hash is kept. A new one ends the old one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    person_id = models.UUIDField()
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = ScopedManager["CalendarAddress"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "person_id"], name="calendar_address_once")]
