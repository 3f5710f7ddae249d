"""What the media room stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class AssetRow(models.Model):
    """One picture of an agency's archive. The original is kept unchanged and is never served."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Ảnh")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PICTURE)
    sha256 = models.CharField(max_length=64)
    original_key = models.CharField(max_length=200)
    original_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=60)
    size_bytes = models.BigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.TextField(_("Chú thích"), blank=True)
    credit = models.CharField(_("Nguồn ảnh"), max_length=200, blank=True)
    alt = models.TextField(_("Mô tả cho người không nhìn thấy"), blank=True)
    rights_note = models.TextField(_("Bản quyền"), blank=True)
    folded = models.TextField(blank=True)
    added_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    objects = ScopedManager["AssetRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "sha256"], name="asset_once_per_agency")]
        indexes = [models.Index(fields=["agency", "-added_at", "-id"], name="asset_by_arrival")]

    def __str__(self) -> str:
        return self.caption or self.original_name


class RenditionRow(models.Model):
    """A file made from the original for readers: decoded, scaled, encoded anew, without metadata."""

    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=30)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()

    objects = ScopedManager["RenditionRow"](field="asset__agency")

    class Meta:
        ordering = ["format", "width"]
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="rendition_once")]
