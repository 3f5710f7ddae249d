"""Which expiries were announced: each row once per threshold and day of expiry."""

from uuid import UUID

from django.db import models

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class ExpiryNotice(models.Model):
    """The people of a book were told that a row ends within `days` (0: it has ended)."""

    agency_id: UUID
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=40)
    row_key = models.UUIDField()
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row_key", "ends_on", "days"], name="expiry_notice_once"),
        ]
