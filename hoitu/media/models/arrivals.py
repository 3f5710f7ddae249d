"""Files on their way in: uploads piece by piece, lines of an import."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow
from hoitu.media.models.sets import CollectionRow


class UploadRow(models.Model):
    """A file on its way in, piece by piece: how much of it lies on our disk, and what became of it."""

    class State(models.TextChoices):
        ARRIVING = "arriving", _("Đang tải lên")
        ARRIVED = "arrived", _("Đã nhận đủ")
        SETTLED = "settled", _("Đã vào kho")
        REFUSED = "refused", _("Bị từ chối")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    said = models.JSONField(default=dict)  # caption, credit, alt, rights_note, tags as they came
    metadata = models.TextField(blank=True)  # Upload-Metadata, given back as it came
    size_bytes = models.BigIntegerField()
    offset_bytes = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    refused_because = models.TextField(blank=True)
    asset = models.ForeignKey(AssetRow, on_delete=models.SET_NULL, null=True, related_name="+")
    collection = models.ForeignKey(
        CollectionRow, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # where the file goes once it is in
    is_duplicate = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedManager["UploadRow"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset_bytes__gte=0, offset_bytes__lte=models.F("size_bytes")),
                name="upload_offset_within",
            )
        ]
        indexes = [models.Index(fields=["agency", "person", "-created_at"], name="upload_of_person")]

    @property
    def part_key(self) -> str:
        """Where its bytes gather in the store."""
        return f"arriving/{self.pk}"


class ImportedFile(models.Model):
    """One line of `hoitu media import`: which file of which source became which asset, or why it did not."""

    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=1000)  # the folder or table as the operator named it
    path = models.CharField(max_length=1000)
    stamp = models.CharField(
        max_length=60
    )  # size and time of change: who has both the same is not read again
    asset = models.ForeignKey(AssetRow, on_delete=models.SET_NULL, null=True, related_name="+")
    failure = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField()

    objects = ScopedManager["ImportedFile"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "source", "path"], name="imported_file_once")
        ]
