"""Files that go with what is sent. Their bytes are kept as those of evidence are."""

from django.db import models

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Attachment(models.Model):
    """One file of one organisation; who reads what it hangs on may fetch it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    kept_at = models.DateTimeField()
    kept_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Attachment"]()

    class Meta:
        ordering = ["kept_at", "id"]

    def __str__(self) -> str:
        return self.file_name
