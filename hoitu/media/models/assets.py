"""Files of the archive and what is made of them for readers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class AssetRow(models.Model):
    """One file of an agency's archive. The original is kept unchanged and is named by its hash.

    Nothing of it is shown or used before it is `READY`.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Ảnh")
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Âm thanh")
        DOCUMENT = "document", _("Tài liệu")

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("Chờ kiểm tra")
        PROCESSING = "processing", _("Đang xử lý")
        READY = "ready", _("Sẵn sàng")
        REFUSED = "refused", _("Bị từ chối")
        BINNED = "binned", _("Trong thùng rác")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PICTURE)
    state = models.CharField(max_length=12, choices=State, default=State.READY)
    refused_because = models.TextField(blank=True)  # a sentence for people
    sha256 = models.CharField(max_length=64)
    original_key = models.CharField(max_length=200)  # "" once a refused file is gone
    original_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(default=0)  # 0: has no picture
    height = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveBigIntegerField(default=0)  # 0: does not last
    caption = models.TextField(_("Chú thích"), blank=True)
    credit = models.CharField(_("Nguồn ảnh"), max_length=200, blank=True)
    alt = models.TextField(_("Mô tả cho người không nhìn thấy"), blank=True)
    rights_note = models.TextField(_("Bản quyền"), blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("Từ khóa"))
    headline = models.CharField(_("Tên ảnh"), max_length=300, blank=True)
    creator = models.CharField(_("Người chụp, quay"), max_length=300, blank=True)
    people = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("Người trong ảnh")
    )
    place = models.CharField(_("Nơi chụp"), max_length=300, blank=True)
    event = models.CharField(_("Sự kiện"), max_length=300, blank=True)
    taken_at = models.DateTimeField(_("Chụp lúc"), null=True, blank=True)
    source_type = models.CharField(max_length=200, blank=True)  # IPTC digital source type, an address
    # What search finds it by; PostgreSQL keeps the indexed column `words` of these in step (queries/marks.py).
    folded = models.TextField(blank=True)  # its words, without diacritics and with them
    marks = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # "colour:red"
    look = models.BigIntegerField(null=True)  # how the picture looks, 64 bits; None: has no picture
    search_form = models.PositiveSmallIntegerField(default=0)  # which version of the program filled the above
    added_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    # A copy has an original's bytes again, to be shown in another way; 0: no copy.
    copy_number = models.PositiveIntegerField(default=0)
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)  # first named by a kept revision of a story

    objects = ScopedManager["AssetRow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256", "copy_number"], name="asset_once_per_agency"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""), name="asset_refused_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-added_at", "-id"], name="asset_by_arrival"),
            models.Index(fields=["search_form", "id"], name="asset_search_form"),
        ]

    def __str__(self) -> str:
        return self.caption or self.original_name


class EmbeddedRow(models.Model):
    """Everything that a file said about itself when it came, whether or not the house knows the property.

    `position` is latitude and longitude: for editors only, it may lead to somebody's door.
    """

    asset = models.OneToOneField(
        AssetRow, on_delete=models.CASCADE, primary_key=True, related_name="embedded"
    )
    said = models.JSONField(default=dict)  # standard → key → value
    position = ArrayField(models.FloatField(), size=2, null=True)

    objects = ScopedManager["EmbeddedRow"](field="asset__agency")


class RenditionRow(models.Model):
    """A file made from the original for readers: decoded, scaled, encoded anew, without metadata."""

    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=60)
    format = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    duration_ms = models.PositiveBigIntegerField(default=0)
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()

    objects = ScopedManager["RenditionRow"](field="asset__agency")

    class Meta:
        ordering = ["format", "width"]
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="rendition_once")]
